import type { Db } from "#platform/context.server.ts"
import type { Deadline, Meaning, PlainDeadline } from "./deadline.ts"

export type TaskNow = {
  id: string
  code: string
  title: string
  product: string | null
  deadline: Deadline
  groupId: string
  /** Counts in the plan: neither dropped, nor gone on in another task. */
  isStanding: boolean
  leadUnitIds: string[]
  version: number
}

/** What other features ask of one task before they act on it. Undefined when the plan has no such task. */
export async function taskFactsNow(db: Db, planId: string, taskId: string): Promise<TaskNow | undefined> {
  const task = await db
    .selectFrom("task")
    .selectAll()
    .where("id", "=", taskId)
    .where("planId", "=", planId)
    .executeTakeFirst()
  if (!task) return undefined
  const leads = await db
    .selectFrom("assignment")
    .select("unitId")
    .where("taskId", "=", taskId)
    .where("endedOn", "is", null)
    .execute()
  return {
    id: task.id,
    code: task.code,
    title: task.title,
    product: task.product,
    groupId: task.taskGroupId,
    isStanding: task.retiredOn === null && task.droppedOn === null,
    leadUnitIds: leads.map((each) => each.unitId),
    version: task.version,
    deadline: {
      text: task.deadlineText,
      meaning: task.deadlineMeaning as Meaning,
      from: task.deadlineFrom,
      to: task.deadlineTo,
      since: task.deadlineSince,
      earlier: task.earlierDeadline as PlainDeadline | null,
    },
  }
}

/** The tasks of a plan that a unit leads, in the order of the plan. */
export const readTasksOfUnit = (db: Db, planId: string, unitId: string) =>
  db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["task.id", "task.code", "task.title"])
    .where("task.planId", "=", planId)
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .orderBy("task.position")
    .execute()
