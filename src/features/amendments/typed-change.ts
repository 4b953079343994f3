import { readDeadline } from "#features/plan-import/deadline.ts"
import { readTargets } from "#features/plan-import/target-value.ts"
import type { Deadline } from "#features/plans/deadline.ts"
import type {
  ChangeKind,
  IndicatorPatch,
  NamedTarget,
  PlanChange,
  Target,
  TaskFacts,
  TaskPatch,
} from "#features/plans/plan-change.ts"
import type { Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"

type Fields = Readonly<Record<string, string>>

/** A deadline as officials write it ("Quý IV/2026", "trước 15/6/2027", "hằng năm"), understood as in the plan's own documents. */
export function typedDeadline(text: string, issuedOn: Day | null): Outcome<Deadline> {
  const read = readDeadline(text, { year: null, issuedOn })
  if (!read || read.meaning === "unclear")
    return refused("amendment.deadlineUnclear", { field: "deadline", values: { text } })
  return done({ text: read.text, meaning: read.meaning, from: read.from, to: read.to })
}

export type NamesOf = (value: string) => NamedTarget | undefined

/** "unit:<id>" or "group:<id>" of the selects, with the names they have today. */
export function typedTargets(values: readonly string[], nameOf: NamesOf): NamedTarget[] {
  return values.flatMap((value) => nameOf(value) ?? [])
}

export type TypedTask = { fields: Fields; leads: readonly string[]; coordinating: readonly string[] }

/**
 * What was typed of a task that differs from what stands in the plan: fields left as they are change nothing.
 * @param before null for a task that is added
 */
export function typedTaskPatch(
  typed: TypedTask,
  before: TaskFacts | null,
  more: { nameOf: NamesOf; issuedOn: Day | null },
): Outcome<TaskPatch> {
  const { fields } = typed
  const text = (name: string) => (fields[name] ?? "").replace(/\s+/g, " ").trim()
  const patch: TaskPatch = {}
  if (text("title") !== (before?.title ?? "")) patch.title = text("title")
  if (text("product") !== (before?.product ?? "")) patch.product = text("product") || null
  if (fields.note !== undefined && text("note") !== (before?.note ?? "")) patch.note = text("note") || null
  if (fields.groupId && fields.groupId !== before?.groupId) patch.groupId = fields.groupId
  if (text("deadline") !== (before?.deadline.text ?? "")) {
    const deadline = typedDeadline(text("deadline"), more.issuedOn)
    if (!deadline.ok) return deadline
    patch.deadline = deadline.value
  }
  for (const duty of ["leads", "coordinating"] as const) {
    const targets = typedTargets(typed[duty], more.nameOf)
    const key = (list: readonly NamedTarget[]) =>
      list.map((each) => ("unitId" in each ? each.unitId : each.unitGroupId)).join()
    if (key(targets) !== key(before?.[duty] ?? [])) patch[duty] = targets
  }
  return done(patch)
}

/** What was typed of an indicator. Targets stand one a line: "2030: ≥ 30". */
export function typedIndicatorPatch(fields: Fields, before: IndicatorPatch | null): Outcome<IndicatorPatch> {
  const text = (name: string) => (fields[name] ?? "").replace(/\s+/g, " ").trim()
  const patch: IndicatorPatch = {}
  if (text("title") !== (before?.title ?? "")) patch.title = text("title")
  if (text("unitOfMeasure") !== (before?.unitOfMeasure ?? "")) patch.unitOfMeasure = text("unitOfMeasure") || null
  const typed = (fields.targets ?? "").trim()
  if (typed !== targetsInWords(before?.targets ?? [])) {
    const targets: Target[] = []
    for (const line of typed.split("\n").filter((each) => each.trim() !== "")) {
      const parts = /^\s*(20\d\d)\s*:\s*(.+)$/.exec(line)
      if (!parts) return refused("amendment.targetUnclear", { field: "targets", values: { text: line.trim() } })
      const [year, words] = [Number(parts[1]), parts[2]!.trim()]
      const [read] = readTargets(words, year)
      targets.push({ year, comparator: read?.comparator ?? null, value: read?.value ?? null, text: words })
    }
    patch.targets = targets
  }
  return done(patch)
}

export const targetsInWords = (targets: readonly { year: number | null; text: string }[]): string =>
  targets.map((each) => (each.year === null ? each.text : `${each.year}: ${each.text}`)).join("\n")

export const emptyChange = (kind: ChangeKind, subject: PlanChange["subject"]): PlanChange => ({
  kind,
  subject,
  subjectId: null,
  otherIds: [],
  patch: {},
  note: "",
})
