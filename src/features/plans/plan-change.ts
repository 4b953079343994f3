import type { Day } from "#shared/day.ts"
import type { Deadline } from "./deadline.ts"
import type { DutyTarget } from "./duties.ts"

/** A unit or a group of units with the name that it had then. */
export type NamedTarget = DutyTarget & { name: string }

/** All that a version of the plan says of one task. */
export type TaskFacts = {
  groupId: string
  groupCode: string
  groupTitle: string
  parentId: string | null
  code: string
  title: string
  product: string | null
  deadline: Deadline
  funding: string | null
  note: string | null
  leads: readonly NamedTarget[]
  coordinating: readonly NamedTarget[]
  isProvisional: boolean
  droppedOn: Day | null
  retiredOn: Day | null
}
export type IndicatorFacts = {
  code: string | null
  title: string
  unitOfMeasure: string | null
  targets: readonly Target[]
  leads: readonly string[]
  retiredOn: Day | null
}
export type Target = { year: number | null; comparator: string | null; value: string | null; text: string }

/** What a document changes of a task; what is not named stays. */
export type TaskPatch = Partial<
  Pick<TaskFacts, "groupId" | "code" | "title" | "product" | "deadline" | "funding" | "note" | "leads" | "coordinating">
>
export type IndicatorPatch = Partial<Omit<IndicatorFacts, "retiredOn">>

export const changeKinds = ["change", "add", "drop", "merge", "split"] as const
export type ChangeKind = (typeof changeKinds)[number]

/**
 * One sentence of an amending document. `merge`: the tasks in `otherIds` go on in the subject. `split`: the subject stays, and the task
 * that the patch describes is added beside it with the work done so far on its record.
 */
export type PlanChange = {
  kind: ChangeKind
  subject: "task" | "indicator"
  subjectId: string | null
  otherIds: readonly string[]
  patch: TaskPatch | IndicatorPatch
  note: string
  proposalId?: string | null
}

export const comparedFields = [
  "group",
  "code",
  "title",
  "leads",
  "coordinating",
  "deadline",
  "product",
  "funding",
  "note",
  "state",
] as const
export type ComparedField = (typeof comparedFields)[number]
export type FieldDifference = { field: ComparedField; before: string; after: string }

export type ShownTask = Omit<TaskFacts, "groupId" | "parentId">

/** What differs between two states of a task, field by field, as text to be set side by side. Null: it was not there, or is no more. */
export function taskDifferences(before: ShownTask | null, after: ShownTask | null): FieldDifference[] {
  return comparedFields.flatMap((field) => {
    const [old, fresh] = [before && shown(before, field), after && shown(after, field)]
    return (old ?? "") === (fresh ?? "") ? [] : [{ field, before: old ?? "", after: fresh ?? "" }]
  })
}

function shown(facts: ShownTask, field: ComparedField): string {
  switch (field) {
    case "group":
      return `${facts.groupCode}. ${facts.groupTitle}`
    case "leads":
    case "coordinating":
      return facts[field].map((each) => each.name).join("; ")
    case "deadline":
      return facts.deadline.text ?? ""
    case "state":
      return facts.droppedOn ? "dropped" : facts.retiredOn ? "retired" : ""
    default:
      return facts[field] ?? ""
  }
}

/** @param groups where a patch may put the task */
export function patched(
  facts: TaskFacts,
  patch: TaskPatch,
  groups: ReadonlyMap<string, { code: string; title: string }>,
): TaskFacts {
  const group = patch.groupId === undefined ? undefined : groups.get(patch.groupId)
  return { ...facts, ...patch, ...(group ? { groupCode: group.code, groupTitle: group.title } : {}) }
}

const isStanding = (facts: TaskFacts | undefined): facts is TaskFacts =>
  facts !== undefined && facts.retiredOn === null && facts.droppedOn === null

/** Why a change cannot stand beside the plan and the other changes of its document; undefined when it can. */
export function faultOf(
  change: PlanChange,
  plan: { tasks: ReadonlyMap<string, TaskFacts>; indicatorIds: ReadonlySet<string> },
  others: readonly PlanChange[],
): string | undefined {
  const touched = new Set(
    others.flatMap((each) => [...(each.kind === "split" ? [] : [each.subjectId]), ...each.otherIds]),
  )
  if (change.subject === "indicator") return indicatorFault(change, plan.indicatorIds, touched)
  const patch = change.patch as TaskPatch
  if (change.kind === "add") return patch.title?.trim() ? undefined : "amendment.noTitle"
  if (!change.subjectId || !isStanding(plan.tasks.get(change.subjectId))) return "amendment.taskGone"
  if (change.kind !== "split" && touched.has(change.subjectId)) return "amendment.twice"
  if (change.kind === "split") return patch.title?.trim() ? undefined : "amendment.noTitle"
  if (change.kind === "merge") {
    if (change.otherIds.length === 0 || change.otherIds.includes(change.subjectId)) return "amendment.noOther"
    if (change.otherIds.some((id) => !isStanding(plan.tasks.get(id)))) return "amendment.taskGone"
    if (change.otherIds.some((id) => touched.has(id))) return "amendment.twice"
  }
  if (change.kind === "change" && Object.keys(patch).length === 0) return "amendment.nothingChanged"
  if (patch.title !== undefined && patch.title.trim() === "") return "amendment.noTitle"
  return undefined
}

function indicatorFault(change: PlanChange, known: ReadonlySet<string>, touched: ReadonlySet<string | null>) {
  const patch = change.patch as IndicatorPatch
  if (change.kind === "merge" || change.kind === "split") return "amendment.indicatorOnly"
  if (change.kind === "add") return patch.title?.trim() ? undefined : "amendment.noTitle"
  if (!change.subjectId || !known.has(change.subjectId)) return "amendment.indicatorGone"
  if (touched.has(change.subjectId)) return "amendment.twice"
  return change.kind === "change" && Object.keys(patch).length === 0 ? "amendment.nothingChanged" : undefined
}
