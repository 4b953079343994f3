import { folded } from "#shared/folded.ts"
import { likeness } from "#shared/likeness.ts"
import type { CorrectedGroup, FileTask, KnownTask } from "./plan-correction.ts"

/** Titles that read less alike are not taken for one task by themselves. */
const LIKE_ENOUGH = 0.6
const SAME_CODE = 0.35

/** By our own number, then code and title, then title, then the likeliest title; each task at most once. */
export function matchedTasks(
  tasks: FileTask[],
  groups: readonly CorrectedGroup[],
  known: readonly KnownTask[],
): FileTask[] {
  const free = new Map(known.map((task) => [task.id, task]))
  const take = (each: FileTask, task: KnownTask | undefined) => {
    if (!task) return
    each.knownId = task.id
    free.delete(task.id)
  }
  const open = () => tasks.filter((each) => each.knownId === null)
  for (const each of tasks) take(each, each.task.taskId ? free.get(each.task.taskId) : undefined)
  const byKey = (keyOfFile: (each: FileTask) => string, keyOfKnown: (task: KnownTask) => string) => {
    const found = Map.groupBy(free.values(), keyOfKnown)
    for (const each of open()) take(each, found.get(keyOfFile(each))?.shift())
  }
  const groupOf = (each: FileTask) => folded(groups[each.groupAt]!.title)
  byKey(
    (each) => `${groupOf(each)}|${each.code}|${folded(each.task.title)}`,
    (task) => `${folded(task.groupTitle)}|${task.code}|${folded(task.title)}`,
  )
  byKey(
    (each) => `${each.code}|${folded(each.task.title)}`,
    (task) => `${task.code}|${folded(task.title)}`,
  )
  byKey(
    (each) => folded(each.task.title),
    (task) => folded(task.title),
  )
  const pairs = open().flatMap((each) =>
    [...free.values()].flatMap((task) => {
      const share = likeness(each.task.title, task.title)
      const isSameCode = each.task.code !== null && each.code === task.code && groupOf(each) === folded(task.groupTitle)
      return share >= (isSameCode ? SAME_CODE : LIKE_ENOUGH)
        ? [{ each, task, share: share + (isSameCode ? 1 : 0) }]
        : []
    }),
  )
  for (const { each, task } of pairs.sort((a, b) => b.share - a.share))
    if (each.knownId === null && free.has(task.id)) take(each, task)
  return tasks
}
