import type { Day } from "#shared/day.ts"
import type { PlanReading, ReadDocument, ReadTask } from "./plan-reading.ts"
import type { SourceView } from "./source-view.ts"

/** What was read from an upload, and beside it what a person corrected. The reading itself is never changed. */
export type HeldPlan = {
  version: number
  reading: PlanReading
  sources: SourceView[]
  corrections: Corrections
}
export type TaskFacts = Pick<ReadTask, "code" | "title" | "leads" | "coordinating" | "deadline" | "product">
export type DocumentFacts = Pick<ReadDocument, "kind" | "number" | "notation" | "issuer" | "issuedOn" | "title">
export type Corrections = {
  document: DocumentFacts | null
  /** Titles by the group's place in the reading. */
  groups: Record<string, string>
  tasks: Record<TaskPath, TaskFacts>
  dropped: TaskPath[]
  /** What an agency's name means, by the folded name: "unit:…", "group:…", or "text" to leave it as it is written. */
  names: Record<string, string>
}
/** Places in the reading, "2.5.0": group, task, part. They stay whatever is corrected or dropped. */
export type TaskPath = string

export const noCorrections = (): Corrections => ({ document: null, groups: {}, tasks: {}, dropped: [], names: {} })

export type ReviewTask = ReadTask & { path: TaskPath; depth: number; isChanged: boolean; isDropped: boolean }
export type ReviewGroup = { at: number; code: string | null; title: string; tasks: ReviewTask[]; isChanged: boolean }

/** Everything that was read, as corrected; dropped tasks stay in sight. */
export const reviewGroups = ({ reading, corrections }: HeldPlan): ReviewGroup[] =>
  reading.plan.groups.map((group, at) => ({
    at,
    code: group.code,
    title: corrections.groups[at] ?? group.title,
    isChanged: corrections.groups[at] !== undefined,
    tasks: group.tasks.flatMap((task, index) => reviewTasks(task, `${at}.${index}`, 0, corrections)),
  }))

function reviewTasks(task: ReadTask, path: TaskPath, depth: number, corrections: Corrections): ReviewTask[] {
  const mine = {
    ...task,
    ...corrections.tasks[path],
    path,
    depth,
    isChanged: path in corrections.tasks,
    isDropped: isDropped(path, corrections),
  }
  return [
    mine,
    ...task.children.flatMap((child, index) => reviewTasks(child, `${path}.${index}`, depth + 1, corrections)),
  ]
}

/** The parts of a dropped task are dropped with it. */
const isDropped = (path: TaskPath, { dropped }: Corrections): boolean =>
  dropped.some((each) => path === each || path.startsWith(`${each}.`))

/** The reading with every correction in its place: what will be taken in. */
export function correctedReading(held: HeldPlan): PlanReading {
  const { reading, corrections } = held
  const groups = reading.plan.groups.map((group, at) => ({
    ...group,
    title: corrections.groups[at] ?? group.title,
    tasks: correctedTasks(group.tasks, String(at), corrections),
  }))
  return {
    ...reading,
    documents: correctedDocuments(held),
    plan: { ...reading.plan, groups: groups.filter((group) => group.tasks.length > 0) },
  }
}

const correctedTasks = (tasks: readonly ReadTask[], prefix: string, corrections: Corrections): ReadTask[] =>
  tasks.flatMap((task, index) => {
    const path = `${prefix}.${index}`
    if (isDropped(path, corrections)) return []
    return [{ ...task, ...corrections.tasks[path], children: correctedTasks(task.children, path, corrections) }]
  })

/** A plan that came without the head of its decision gets the one that a person typed. */
export function correctedDocuments({ reading, corrections }: HeldPlan): ReadDocument[] {
  const [main, ...others] = reading.documents
  if (!corrections.document) return reading.documents
  return [{ ...(main ?? emptyDocument(reading)), ...corrections.document }, ...others]
}

const emptyDocument = (reading: PlanReading): ReadDocument => ({
  kind: "decision",
  number: null,
  notation: null,
  issuer: null,
  place: null,
  issuedOn: null,
  effectiveOn: null,
  title: null,
  signer: null,
  relations: [],
  recipients: [],
  source: reading.plan.groups[0]?.tasks[0]?.source ?? { file: "" },
})

export const mainDocument = (held: HeldPlan): ReadDocument | undefined => correctedDocuments(held)[0]

/** @returns the task as corrected, or undefined when the path leads nowhere */
export const taskAt = (held: HeldPlan, path: TaskPath): ReviewTask | undefined =>
  reviewGroups(held)
    .flatMap((group) => group.tasks)
    .find((task) => task.path === path)

export const countCorrections = ({ corrections }: HeldPlan): number =>
  (corrections.document ? 1 : 0) +
  Object.keys(corrections.groups).length +
  Object.keys(corrections.tasks).length +
  corrections.dropped.length

/** What the read tasks still lack; each is said before the commit, none of it forbids it. */
export function gapsOf(tasks: readonly ReviewTask[]): {
  tasks: number
  withoutLead: number
  withoutDeadline: number
  withoutProduct: number
  dropped: number
} {
  const kept = tasks.filter((task) => !task.isDropped)
  return {
    tasks: kept.length,
    withoutLead: kept.filter((task) => task.leads.length === 0).length,
    withoutDeadline: kept.filter((task) => task.deadline === null).length,
    withoutProduct: kept.filter((task) => task.product === null).length,
    dropped: tasks.length - kept.length,
  }
}

/** The day that names of agencies are read by: whoever bore them then is meant. */
export const documentDay = (documents: readonly Pick<ReadDocument, "issuedOn" | "effectiveOn">[]): Day | null =>
  documents[0]?.issuedOn ?? documents[0]?.effectiveOn ?? null
