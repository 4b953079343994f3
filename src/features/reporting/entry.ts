import type { Day } from "#shared/day.ts"
import type { RefusalDetail } from "#shared/outcome.ts"
import type { Doubt } from "./entry-check.ts"
import { type FieldValues, missingValues } from "./field-value.ts"
import type { AdjustableText, TemplateField } from "./report-template.ts"

export const answers = ["progress", "claim", "nothingChanged", "missing"] as const
export type Answer = (typeof answers)[number]

/** One unit's part of a report on one assignment, as typed. An unfinished entry can always be saved; `entryFaults` says what it lacks. */
export type EntryContent = {
  answer: Answer | null
  percentDone: number | null
  result: string
  product: string
  missingReason: string
  evidenceCount: number
  hasPrevious: boolean
  isClaimant: boolean
  consent: "consent" | "object" | null
  objection: string
  /** What looks doubtful in it (entry-check.ts), and why it stands all the same, in the unit's words. */
  doubts: readonly Doubt[]
  doubtReason: string
  /** What the plan's template asks beside that: its fields with what was entered, and the required texts that are still empty. */
  asked?: { fields: readonly TemplateField[]; values: FieldValues; emptyTexts: readonly AdjustableText[] }
}

/** Doubts that the unit clears up before it sends: by mending the entry, or by a reason. The others have a reason of their own. */
export const doubtsToExplain = (entry: { doubts: readonly Doubt[] }): Doubt[] =>
  entry.doubts.filter((doubt) => doubt !== "notReported" && doubt !== "objected")

export const texts = [
  "result",
  "product",
  "obstacle",
  "proposal",
  "nextStep",
  "missingReason",
  "objection",
  "doubtReason",
] as const
export const MAX_TEXT = 20_000

/** What an entry lacks before it can be sent (rule 16). A claim of completion names the product and its proof (rule 6). */
export function entryFaults(entry: EntryContent): RefusalDetail[] {
  const faults: RefusalDetail[] = []
  const lacks = (code: string, field: string) => faults.push({ code, field })
  switch (entry.answer) {
    case null:
      lacks("entry.unanswered", "answer")
      break
    case "progress":
      if (!entry.result.trim()) lacks("entry.resultMissing", "result")
      if (entry.percentDone === null) lacks("entry.percentMissing", "percentDone")
      break
    case "claim":
      if (!entry.isClaimant) lacks("entry.notClaimant", "answer")
      if (!entry.product.trim()) lacks("entry.productMissing", "product")
      if (entry.evidenceCount === 0) lacks("entry.evidenceMissing", "evidence")
      break
    case "nothingChanged":
      if (!entry.hasPrevious) lacks("entry.noPrevious", "answer")
      break
    case "missing":
      if (!entry.missingReason.trim()) lacks("entry.reasonMissing", "missingReason")
      break
  }
  faults.push(...askedFaults(entry))
  if (entry.consent === "object" && !entry.objection.trim()) lacks("entry.objectionMissing", "objection")
  if (faults.length === 0 && doubtsToExplain(entry).length > 0 && !entry.doubtReason.trim())
    lacks("entry.doubtUnexplained", "doubtReason")
  return faults
}

/** What the template asks is asked of every answer with content; a unit that changed nothing still says the numbers of the period. */
function askedFaults({ answer, asked }: EntryContent): RefusalDetail[] {
  if (!asked || answer === null || answer === "missing") return []
  const texts = answer === "nothingChanged" ? [] : asked.emptyTexts
  return [
    ...texts.map((field) => ({ code: `entry.${field}Missing`, field })),
    ...missingValues(asked.fields, asked.values),
  ]
}

/**
 * Whether the task's deadline has passed while the unit does not claim completion. Yearly, ongoing and unclear deadlines are judged with the
 * figures, not here.
 */
export const isPastDeadline = (
  entry: { answer: Answer | null; deadlineMeaning: string; deadlineTo: Day | null },
  today: Day,
): boolean =>
  entry.answer !== "claim" &&
  (entry.deadlineMeaning === "byDay" || entry.deadlineMeaning === "range") &&
  entry.deadlineTo !== null &&
  entry.deadlineTo < today

/** "60", "60 %" and nothing, as typed in a form or a cell; undefined when it is no whole number from 0 to 100. */
export function typedPercent(text: string): number | null | undefined {
  const typed = text.replace("%", "").trim()
  if (typed === "") return null
  const percent = Number(typed)
  return Number.isInteger(percent) && percent >= 0 && percent <= 100 ? percent : undefined
}
