import type { Answer } from "./entry.ts"
import type { Timeliness } from "./report.ts"

/** What is compared between this report and what the unit sent on the same task before. */
export const comparedFields = ["result", "product", "obstacle", "proposal", "nextStep"] as const
export type ComparedField = (typeof comparedFields)[number]

/** What the queue knows of an entry without reading its texts. `before`: the last answer with content that was sent on the assignment. */
export type EntryFacts = {
  answer: Answer | null
  percentDone: number | null
  hasProduct: boolean
  evidenceCount: number
  isClaimant: boolean
  isObjected: boolean
  /** A number of it differs tenfold from the last report, or is below zero (field-value.ts). */
  isOutlying: boolean
  before: { answer: Answer; percentDone: number | null; differs: Record<ComparedField, boolean> } | null
}

export const doubts = [
  "fullNotClaimed",
  "doneWithoutProduct",
  "lessThanBefore",
  "copied",
  "outlying",
  "notReported",
  "objected",
] as const
export type Doubt = (typeof doubts)[number]

const holds: Record<Doubt, (entry: EntryFacts) => boolean> = {
  fullNotClaimed: (entry) => entry.answer === "progress" && entry.percentDone === 100 && entry.isClaimant,
  doneWithoutProduct: (entry) => isDone(entry) && (!entry.hasProduct || entry.evidenceCount === 0),
  lessThanBefore: ({ answer, percentDone, before }) =>
    answer === "progress" && percentDone !== null && before?.percentDone != null && percentDone < before.percentDone,
  copied: ({ answer, before }) => answer === "progress" && before?.answer === "progress" && !before.differs.result,
  outlying: (entry) => entry.isOutlying,
  notReported: (entry) => entry.answer === "missing" || entry.answer === null,
  objected: (entry) => entry.isObjected,
}
const isDone = ({ answer, percentDone }: EntryFacts) =>
  answer === "claim" || (answer === "progress" && percentDone === 100)

/** What a person should look at before the entry counts. A doubt is a question, never a verdict. */
export const doubtsOf = (entry: EntryFacts): Doubt[] => doubts.filter((doubt) => holds[doubt](entry))

/** The unit says so, or what it wrote is word for word what it wrote before. A first answer is new. */
export function isUnchanged(entry: EntryFacts): boolean {
  if (entry.answer === "nothingChanged") return true
  const { before } = entry
  return (
    before !== null &&
    entry.answer === before.answer &&
    entry.percentDone === before.percentDone &&
    comparedFields.every((field) => !before.differs[field])
  )
}

export type CheckedReport = { hasNewSections: boolean; hasAnswers: boolean; entries: readonly EntryFacts[] }

/** Nothing in it is new and nothing in it is doubtful: it can be accepted together with others of its kind. */
export const isQuiet = (report: CheckedReport): boolean =>
  !report.hasNewSections &&
  !report.hasAnswers &&
  report.entries.every((entry) => isUnchanged(entry) && doubtsOf(entry).length === 0)

export type Verdict = "good" | "return"
/** One entry of a report that waits for its check. `check` is the note on the version that stands there now. */
export type EntryToCheck = {
  entryId: string
  version: number
  reportId: string
  unitId: string
  unitName: string
  taskCode: string
  groupCode: string
  groupTitle: string
  facts: EntryFacts
  check: { verdict: Verdict; reason: string } | null
}
export type ReportToCheck = {
  reportId: string
  version: number
  unitId: string
  unitName: string
  timeliness: Timeliness | null
  returns: number
  hasNewSections: boolean
  hasAnswers: boolean
  entries: EntryToCheck[]
}
