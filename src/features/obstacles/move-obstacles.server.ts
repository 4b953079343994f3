import { sql } from "kysely"
import type { Tx } from "#platform/context.server.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"

/** Obstacles that are not closed go on under the successor of a unit: those that it raised, and those that it is to answer. */
export async function moveObstacles(tx: Tx, unitId: string, targetOf: (taskId: string) => string): Promise<number> {
  const open = await tx
    .selectFrom("obstacle")
    .select(["id", "taskId", "unitId", "competentUnitId", "answeringUnitId"])
    .where("status", "in", ["open", "answered"])
    .where((where) =>
      where.or([
        where("unitId", "=", unitId),
        where("competentUnitId", "=", unitId),
        where("answeringUnitId", "=", unitId),
      ]),
    )
    .orderBy("id")
    .forUpdate()
    .execute()
  for (const obstacle of open) {
    const to = targetOf(obstacle.taskId)
    const moved = (current: string) => (current === unitId ? to : current)
    await tx
      .updateTable("obstacle")
      .set({
        unitId: moved(obstacle.unitId),
        competentUnitId: moved(obstacle.competentUnitId),
        answeringUnitId: obstacle.answeringUnitId && moved(obstacle.answeringUnitId),
        version: sql<number>`version + 1`,
      })
      .where("id", "=", obstacle.id)
      .execute()
    recordEvent(tx, "obstacle.movedToUnit", [obstacle.id, obstacle.taskId, unitId, to])
  }
  return open.length
}
