import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

export type TaskObstacle = {
  id: string
  number: number
  description: string
  unitName: string
  status: "open" | "answered" | "solved" | "withdrawn"
  level: "competent" | "steering" | "provincial" | "central"
  leadingId: string | null
  answerBy: Day | null
}

/** Solved and kept inside by neither side: read by everybody. */
const isGuidance = sql<boolean>`(obstacle.status = 'solved' and not obstacle.is_internal and not obstacle.is_answer_internal)`

/**
 * What was raised on a task: everything for who follows all units; for a unit of the task what is not internal, and its own; for others
 * what others have asked and got answered. Unsettled first. One query.
 */
export async function readTaskObstacles(
  db: Db,
  task: { id: string; unitIds: readonly string[] },
  reader: { unitId: string; seesAllUnits: boolean },
  limit: number,
): Promise<TaskObstacle[]> {
  const { unitId } = reader
  const mine = sql<boolean>`${unitId} in (obstacle.unit_id, obstacle.answering_unit_id, obstacle.competent_unit_id)`
  const shared = task.unitIds.includes(unitId) ? sql<boolean>`not obstacle.is_internal` : isGuidance
  const scope = reader.seesAllUnits ? sql<boolean>`true` : sql<boolean>`(${mine} or ${shared})`
  const { rows } = await sql<TaskObstacle>`
    select obstacle.id, obstacle.number, obstacle.description, unit.name as unit_name, obstacle.status, obstacle.level,
      obstacle.leading_id, obstacle.answer_by
    from obstacle join unit on unit.id = obstacle.unit_id
    where obstacle.task_id = ${task.id} and obstacle.status <> 'withdrawn' and ${scope}
    order by (obstacle.status in ('open', 'answered')) desc, obstacle.number desc limit ${limit}`.execute(db)
  return rows
}

export type LatenessCause = {
  id: string
  obstacleId: string
  obstacleNumber: number
  unitName: string
  explanation: string
  decision: "confirmed" | "refused" | null
  recordedOn: Day
  decidedOn: Day | null
}

/** Causes of lateness outside the unit, as they stand beside a task (rule 8). @param unitId of one unit only */
export async function readLatenessCauses(
  db: Db,
  taskIds: readonly string[],
  unitId?: string,
): Promise<(LatenessCause & { taskId: string; taskCode: string })[]> {
  if (taskIds.length === 0) return []
  const rows = await db
    .selectFrom("latenessCause")
    .innerJoin("obstacle", "obstacle.id", "latenessCause.obstacleId")
    .innerJoin("unit", "unit.id", "latenessCause.unitId")
    .innerJoin("task", "task.id", "latenessCause.taskId")
    .select([
      "task.id as taskId",
      "task.code as taskCode",
      "latenessCause.id",
      "latenessCause.obstacleId",
      "obstacle.number as obstacleNumber",
      "unit.name as unitName",
      "latenessCause.explanation",
      "latenessCause.decision",
      "latenessCause.recordedOn",
      "latenessCause.decidedOn",
    ])
    .where("latenessCause.taskId", "in", [...taskIds])
    .$if(unitId !== undefined, (query) => query.where("latenessCause.unitId", "=", unitId!))
    .orderBy("latenessCause.recordedOn")
    .limit(50)
    .execute()
  return rows as (LatenessCause & { taskId: string; taskCode: string })[]
}
