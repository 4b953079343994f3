import {
  type FieldDifference,
  type IndicatorFacts,
  type IndicatorPatch,
  patched,
  type TaskFacts,
  type TaskPatch,
  taskDifferences,
} from "#features/plans/plan-change.ts"
import {
  readFactsAt,
  readIndicatorFactsAt,
  readVersionChanges,
  type StoredChange,
  type VersionLine,
} from "#features/plans/read-versions.server.ts"
import type { Db } from "#platform/context.server.ts"
import { indicatorDifferences, type ShownDifference } from "./indicator-differences.ts"

export type ShownChange = Pick<StoredChange, "id" | "kind" | "subject" | "note" | "proposalId"> & {
  subjectId: string | null
  code: string | null
  title: string
  others: { id: string; code: string; title: string }[]
  differences: ShownDifference[]
}

/** What a version changes, each with before and after as they were at its day. Three queries. */
export async function readShownChanges(db: Db, planId: string, version: VersionLine): Promise<ShownChange[]> {
  const changes = await readVersionChanges(db, version.id)
  if (changes.length === 0) return []
  const tasks = await readFactsAt(db, planId, version.number - 1)
  const indicators = await readIndicatorFactsAt(db, planId, version.number - 1)
  const groups = new Map(
    [...tasks.values()].map((task) => [task.groupId, { code: task.groupCode, title: task.groupTitle }]),
  )
  return changes.map((change) => {
    const { id, kind, subject, subjectId, note, proposalId } = change
    const shared = { id, kind, subject, subjectId, note, proposalId: proposalId ?? null }
    if (subject === "indicator") return { ...shared, ...indicatorChange(change, indicators) }
    const before = subjectId ? (tasks.get(subjectId) ?? null) : null
    const isNew = kind === "add" || kind === "split"
    const patch = change.patch as TaskPatch
    const after = patched(isNew ? blank(patch, before) : before!, patch, groups)
    return {
      ...shared,
      code: isNew ? (patch.code ?? null) : (before?.code ?? null),
      title: isNew ? (patch.title ?? "") : (before?.title ?? ""),
      others: (kind === "split" && subjectId ? [subjectId] : change.otherIds).flatMap((other) => {
        const facts = tasks.get(other)
        return facts ? [{ id: other, code: facts.code, title: facts.title }] : []
      }),
      differences: kind === "drop" ? [] : newOrChanged(isNew ? null : before, after),
    }
  })
}

const newOrChanged = (before: TaskFacts | null, after: TaskFacts): FieldDifference[] =>
  taskDifferences(before, after).filter((each) => each.after !== "" || each.before !== "")

const blank = (patch: TaskPatch, origin: TaskFacts | null): TaskFacts => ({
  groupId: origin?.groupId ?? "",
  groupCode: origin?.groupCode ?? "",
  groupTitle: origin?.groupTitle ?? "",
  parentId: null,
  code: patch.code ?? "",
  title: "",
  product: null,
  deadline: { text: null, meaning: "unclear", from: null, to: null },
  funding: null,
  note: null,
  leads: origin?.leads ?? [],
  coordinating: [],
  isProvisional: false,
  droppedOn: null,
  retiredOn: null,
})

function indicatorChange(change: StoredChange, known: ReadonlyMap<string, IndicatorFacts>) {
  const before = change.subjectId ? known.get(change.subjectId) : undefined
  const patch = change.patch as IndicatorPatch
  return {
    code: before?.code ?? null,
    title: before?.title ?? patch.title ?? "",
    others: [],
    differences: indicatorDifferences(before ?? {}, patch),
  }
}
