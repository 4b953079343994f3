import { formatDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { likeness } from "#shared/likeness.ts"
import { isSameDeadline, type PlainDeadline } from "./deadline.ts"
import { matchedTasks } from "./match-corrected-tasks.ts"
import {
  type FileParts,
  isEmptyParts,
  type KnownParts,
  type PartsCorrection,
  partsCorrectionOf,
} from "./parts-correction.ts"
import type { ComparedField } from "./plan-change.ts"
import type { TaskInput } from "./plan-input.ts"

/** What a file says of a task. The last reading of each task is kept, so that a change people made since is told from one of the file. */
export type ReadFacts = Pick<TaskInput, "title" | "leads" | "coordinating" | "deadline" | "product"> & {
  code: string | null
  funding: string | null
  note: string | null
  /** Number of the task that it is a part of; null for a task of its own. Readings from before it was kept say nothing. */
  parent?: string | null
}
export const readFacts = (task: TaskInput, parent: string | null): ReadFacts => ({
  parent,
  code: task.code,
  title: task.title,
  leads: task.leads,
  coordinating: task.coordinating,
  deadline: task.deadline,
  product: task.product,
  funding: task.funding ?? null,
  note: task.note ?? null,
})

export type KnownTask = Omit<ReadFacts, "parent"> & {
  id: string
  code: string
  /** Null also where the parent is no longer part of the plan. */
  parentId: string | null
  groupId: string
  groupTitle: string
  /** Names of the units that have the duty now, however the file wrote them. */
  leadNames: readonly string[]
  coordinatingNames: readonly string[]
  reading: ReadFacts | null
  isStanding: boolean
  hasWork: boolean
}
export type KnownGroup = { id: string; code: string; title: string }

/** `taskId`: our own workbook names the task that a row was exported from. */
export type CorrectedTask = TaskInput & { taskId?: string; children?: readonly CorrectedTask[] }
export type CorrectedGroup = { code: string | null; title: string; tasks: readonly CorrectedTask[] }

export type CorrectedPlan = FileParts & { groups: readonly CorrectedGroup[] }
export type KnownPlan = { groups: readonly KnownGroup[]; tasks: readonly KnownTask[]; parts: KnownParts }

/** A task of the file in its place; the place of its parent and its group are numbers in the same lists. */
export type FileTask = {
  task: CorrectedTask
  code: string
  parentAt: number | null
  groupAt: number
  knownId: string | null
}
export type TaskCorrection = {
  id: string
  at: number
  fields: readonly CorrectedField[]
  differences: CorrectedDifference[]
}
export type CorrectedField = Exclude<ComparedField, "state"> | "parent"
export type CorrectedDifference = { field: CorrectedField; before: string; after: string }
export type PlanCorrection = {
  /** For each group of the file the plan's own, or none when it is new. */
  groupIds: (string | null)[]
  renamed: { id: string; before: string; after: string }[]
  tasks: FileTask[]
  added: number[]
  changed: TaskCorrection[]
  gone: KnownTask[]
  same: number
  parts: PartsCorrection
}

export const isEmptyCorrection = ({ added, changed, renamed, parts }: PlanCorrection): boolean =>
  added.length + changed.length + renamed.length === 0 && isEmptyParts(parts)

/** What a file that was read anew would change of a plan. Empty when the file is the one that the plan was taken from. */
export function correctionOf(file: CorrectedPlan, plan: KnownPlan): PlanCorrection {
  const { groups } = file
  const matchedGroups = groups.map((group) => groupFor(group, plan.groups))
  const flat = groups.flatMap((group, at) => flatten(group.tasks, at, group.code ?? String(at + 1)))
  const tasks = matchedTasks(numbered(flat), groups, plan.tasks)
  const byId = new Map(plan.tasks.map((task) => [task.id, task]))
  const taken = new Set(tasks.map((each) => each.knownId))
  const changed = tasks.flatMap((each, at): TaskCorrection[] => {
    const known = each.knownId === null ? undefined : byId.get(each.knownId)
    if (!known?.isStanding) return []
    const home = matchedGroups[each.groupAt]
    const differences = [
      ...parentDifference(each, known, tasks, byId),
      ...differencesOf(each, known, home && home.id !== known.groupId ? home.title : null),
    ]
    return differences.length === 0
      ? []
      : [{ id: known.id, at, differences, fields: differences.map((one) => one.field) }]
  })
  const renamed = matchedGroups.flatMap((known, at) =>
    known && known.title !== groups[at]!.title ? [{ id: known.id, before: known.title, after: groups[at]!.title }] : [],
  )
  return {
    groupIds: matchedGroups.map((group) => group?.id ?? null),
    renamed: renamed.filter((each, at) => renamed.findIndex((other) => other.id === each.id) === at),
    tasks,
    added: tasks.flatMap((each, at) => (each.knownId === null ? [at] : [])),
    changed,
    gone: plan.tasks.filter((task) => task.isStanding && !taken.has(task.id)),
    same: tasks.filter((each) => each.knownId !== null).length - changed.length,
    parts: partsCorrectionOf(file, plan.parts),
  }
}

const SAME_GROUP = 0.5
const groupFor = (group: CorrectedGroup, known: readonly KnownGroup[]): KnownGroup | undefined =>
  known.find((each) => folded(each.title) === folded(group.title)) ??
  known.find((each) => each.code === group.code && likeness(each.title, group.title) >= SAME_GROUP)

type Flat = { task: CorrectedTask; code: string; parent: CorrectedTask | null; groupAt: number }
const flatten = (
  tasks: readonly CorrectedTask[],
  groupAt: number,
  prefix: string,
  parent: CorrectedTask | null = null,
): Flat[] =>
  tasks.flatMap((task, index) => {
    const code = task.code ?? `${prefix}.${index + 1}`
    return [{ task, code, parent, groupAt }, ...flatten(task.children ?? [], groupAt, code, task)]
  })

function numbered(flat: readonly Flat[]): FileTask[] {
  const places = new Map(flat.map((each, at) => [each.task, at]))
  return flat.map(({ task, code, parent, groupAt }) => ({
    task,
    code,
    groupAt,
    parentAt: parent === null ? null : places.get(parent)!,
    knownId: null,
  }))
}

/** The number of the task that a task of the file is a part of. */
export const parentCodeOf = ({ parentAt }: Pick<FileTask, "parentAt">, tasks: readonly FileTask[]): string | null =>
  parentAt === null ? null : tasks[parentAt]!.code

/** A task that the file has below another one than the plan. Its parent may be a task that the file adds. */
function parentDifference(
  each: FileTask,
  known: KnownTask,
  tasks: readonly FileTask[],
  byId: ReadonlyMap<string, KnownTask>,
): CorrectedDifference[] {
  const parent = each.parentAt === null ? null : tasks[each.parentAt]!
  if ((parent === null ? null : (parent.knownId ?? "")) === known.parentId) return []
  if (known.reading?.parent !== undefined && known.reading.parent === parentCodeOf(each, tasks)) return []
  const before = known.parentId === null ? undefined : byId.get(known.parentId)
  const name = (code: string, title: string) => `${code}. ${title}`
  return [
    {
      field: "parent",
      before: before ? name(before.code, before.title) : "",
      after: parent ? name(parent.code, parent.task.title) : "",
    },
  ]
}

/**
 * Three sides: a field that the file says as it did when it was read last is left as people have it since; so is one that the file
 * now says as the plan does. Of tasks whose reading was not kept, what the file is silent about stays.
 */
function differencesOf(each: FileTask, known: KnownTask, movesTo: string | null): CorrectedDifference[] {
  const fresh = readFacts(each.task, null)
  const { reading } = known
  const isTold = (isSame: (facts: Omit<ReadFacts, "parent">) => boolean, isSilent: boolean) =>
    !isSame(known) && (reading ? !isSame(reading) : !isSilent)
  const text = (field: "title" | "product" | "funding" | "note") =>
    isTold((facts) => (facts[field] ?? "") === (fresh[field] ?? ""), !fresh[field])
      ? [{ field, before: known[field] ?? "", after: fresh[field] ?? "" }]
      : []
  const names = (field: "leads" | "coordinating", now: readonly string[]) =>
    isTold((facts) => isSameList(facts[field], fresh[field]), fresh[field].length === 0) &&
    !isSameList(now, fresh[field])
      ? [{ field, before: (now.length > 0 ? now : known[field]).join("; "), after: fresh[field].join("; ") }]
      : []
  const isCodeTold = each.task.code !== null && isTold((facts) => facts.code === fresh.code, false)
  return [
    ...(movesTo === null || reading === null
      ? []
      : [{ field: "group" as const, before: known.groupTitle, after: movesTo }]),
    ...(isCodeTold ? [{ field: "code" as const, before: known.code, after: each.code }] : []),
    ...text("title"),
    ...names("leads", known.leadNames),
    ...names("coordinating", known.coordinatingNames),
    ...(isTold((facts) => sameDeadline(facts.deadline, fresh.deadline), fresh.deadline === null)
      ? [{ field: "deadline" as const, before: deadlineText(known.deadline), after: deadlineText(fresh.deadline) }]
      : []),
    ...text("product"),
    ...text("funding"),
    ...text("note"),
  ]
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, at) => folded(name) === folded(b[at]!))

const sameDeadline = (a: TaskInput["deadline"], b: TaskInput["deadline"]): boolean =>
  a === null || b === null ? a === b : isSameDeadline(a as PlainDeadline, b as PlainDeadline)

const deadlineText = (deadline: TaskInput["deadline"]): string =>
  deadline === null
    ? ""
    : [
        deadline.text,
        deadline.to && `(${[deadline.from, deadline.to].flatMap((day) => (day ? [formatDay(day)] : [])).join(" – ")})`,
      ]
        .filter(Boolean)
        .join(" ")
