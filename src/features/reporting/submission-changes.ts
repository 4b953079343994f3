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
  evidence: readonly { title: string; number: string | null }[]
}
type Sent = { entries: readonly SentEntry[]; sections: readonly { key: string; body: string }[] }
export type EntryChange = { taskCode: string; field: string; isSection: boolean; before: string; after: string }

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
      return was === is ? [] : [{ taskCode: entry.taskCode, field, isSection: false, before: was, after: is }]
    }),
  )
  const oldSections = new Map(before.sections.map((section) => [section.key, section.body]))
  const sections = after.sections
    .filter((section) => section.body !== (oldSections.get(section.key) ?? ""))
    .map((section) => ({
      taskCode: "",
      field: section.key,
      isSection: true,
      before: oldSections.get(section.key) ?? "",
      after: section.body,
    }))
  return [...sections, ...entries]
}

function textOf(entry: SentEntry | undefined, field: (typeof fields)[number]): string {
  if (!entry) return ""
  if (field === "evidence")
    return entry.evidence.map((each) => [each.number, each.title].filter(Boolean).join(" ")).join("; ")
  return String(entry[field] ?? "")
}
