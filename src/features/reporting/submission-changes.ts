import { type FieldValues, valueInWords } from "./field-value.ts"
import type { ReportTemplate } from "./report-template.ts"
import { nothingArose } from "./section-words.ts"

/** The parts of a sent report that are compared; the frozen content of a submission has them. */
type SentEntry = {
  assignmentId: string
  taskCode: string
  answer: string | null
  percentDone: number | null
  result: string
  product: string
  obstacle: string
  proposal: string
  nextStep: string
  missingReason: string
  doubtReason?: string
  /** Absent in what was sent before plans had templates. */
  fieldValues?: FieldValues
  evidence: readonly { title: string; number: string | null }[]
}
type Sent = {
  entries: readonly SentEntry[]
  sections: readonly { key: string; body: string; isNone?: boolean }[]
  template?: Pick<ReportTemplate, "fields" | "sections">
}
/** `title`: what the plan's template calls the section or field; null where the product has a word for it. */
export type EntryChange = {
  taskCode: string
  field: string
  title: string | null
  isSection: boolean
  before: string
  after: string
}

const fields = [
  "answer",
  "percentDone",
  "result",
  "product",
  "obstacle",
  "proposal",
  "nextStep",
  "missingReason",
  "doubtReason",
  "evidence",
] as const

/** Which fields a unit changed between two sendings of its report, in the order of the report. */
export function changesBetween(before: Sent, after: Sent): EntryChange[] {
  const old = new Map(before.entries.map((entry) => [entry.assignmentId, entry]))
  const entries = after.entries.flatMap((entry) =>
    fields.flatMap((field) => {
      const [was, is] = [textOf(old.get(entry.assignmentId), field), textOf(entry, field)]
      return was === is
        ? []
        : [{ taskCode: entry.taskCode, field, title: null, isSection: false, before: was, after: is }]
    }),
  )
  const asked = after.template?.fields ?? []
  const values = after.entries.flatMap((entry) =>
    asked.flatMap((field) => {
      const was = valueInWords(field, old.get(entry.assignmentId)?.fieldValues?.[field.key])
      const is = valueInWords(field, entry.fieldValues?.[field.key])
      const change = { taskCode: entry.taskCode, field: field.key, title: field.label, isSection: false }
      return was === is ? [] : [{ ...change, before: was, after: is }]
    }),
  )
  const oldSections = new Map(before.sections.map((section) => [section.key, sectionText(section)]))
  const sections = after.sections
    .filter((section) => sectionText(section) !== (oldSections.get(section.key) ?? ""))
    .map((section) => ({
      taskCode: "",
      field: section.key,
      title: after.template?.sections.find((each) => each.key === section.key)?.title ?? null,
      isSection: true,
      before: oldSections.get(section.key) ?? "",
      after: sectionText(section),
    }))
  return [...sections, ...entries, ...values]
}

const sectionText = ({ body, isNone }: { body: string; isNone?: boolean }): string => (isNone ? nothingArose : body)

function textOf(entry: SentEntry | undefined, field: (typeof fields)[number]): string {
  if (!entry) return ""
  if (field === "evidence")
    return entry.evidence.map((each) => [each.number, each.title].filter(Boolean).join(" ")).join("; ")
  return String(entry[field] ?? "")
}
