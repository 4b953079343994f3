import type { Deadline, Meaning, PlainDeadline } from "#features/plans/deadline.ts"
import { type OutcomeLine, outcomeLine, type Workflow } from "#features/plans/task-outcome.ts"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

/** The part of a task that a unit leads, and in which of the five lines it stands on a day; undefined for a unit that does not lead it. */
export async function readPart(
  db: Db,
  taskId: string,
  unitId: string,
  today: Day,
): Promise<{ assignmentId: string; line: OutcomeLine | undefined } | undefined> {
  const row = await db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select([
      "assignment.id",
      "assignment.workflow",
      "assignment.completedOn",
      "task.deadlineText as text",
      "task.deadlineMeaning as meaning",
      "task.deadlineFrom as from",
      "task.deadlineTo as to",
      "task.deadlineSince as since",
      "task.earlierDeadline as earlier",
      "task.suspendedOn",
      "task.droppedOn",
    ])
    .where("assignment.taskId", "=", taskId)
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .executeTakeFirst()
  if (!row) return undefined
  const { text, from, to, since } = row
  const earlier = row.earlier as PlainDeadline | null
  const deadline: Deadline = { text, from, to, since, meaning: row.meaning as Meaning, earlier }
  const state = { workflow: row.workflow as Workflow, completedOn: row.completedOn }
  const flags = { isSuspended: row.suspendedOn !== null, isDropped: row.droppedOn !== null }
  return { assignmentId: row.id, line: outcomeLine(state, deadline, flags, today) }
}

export const isLate = (line: OutcomeLine | undefined): boolean => line === "completedLate" || line === "openOverdue"

/** The cause of lateness that was recorded with an obstacle, if any. */
export const readCause = (db: Db, obstacleId: string) =>
  db
    .selectFrom("latenessCause")
    .selectAll()
    .where("obstacleId", "=", obstacleId)
    .orderBy("recordedOn", "desc")
    .executeTakeFirst()
