import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

export type OpenObstacle = {
  id: string
  number: number
  description: string
  status: string
  level: string
  answerBy: Day | null
}

/** What a unit has raised on a task and is not settled: it stands at the entry, so that it is not raised again each round. */
export const readOpenObstacles = (db: Db, taskId: string, unitId: string): Promise<OpenObstacle[]> =>
  db
    .selectFrom("obstacle")
    .select(["id", "number", "description", "status", "level", "answerBy"])
    .where("taskId", "=", taskId)
    .where("unitId", "=", unitId)
    .where("status", "in", ["open", "answered"])
    .orderBy("number", "desc")
    .limit(20)
    .execute()
