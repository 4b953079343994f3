import type { Db, Tx } from "#platform/context.server.ts"
import { type CarriedWork, carriedWork } from "./carry-over.ts"

/** For each old task the new one that carries it on, null for none, as confirmed so far. */
export async function readCarryOver(db: Db, oldPlanId: string, newPlanId: string): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom("carryOver")
    .innerJoin("task", "task.id", "carryOver.oldTaskId")
    .select(["carryOver.oldTaskId", "carryOver.newTaskId"])
    .where("task.planId", "=", oldPlanId)
    .where("carryOver.newPlanId", "=", newPlanId)
    .execute()
  return new Map(rows.map((row) => [row.oldTaskId, row.newTaskId]))
}

/** Tasks that stand in a plan: neither dropped, nor gone on in another. */
export const standingTasks = (db: Db, planId: string) =>
  db
    .selectFrom("task")
    .select(["id", "code", "title"])
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .where("droppedOn", "is", null)
    .orderBy("position")
    .execute()

const assignmentsOf = (tx: Tx, taskIds: readonly string[]) =>
  tx
    .selectFrom("assignment")
    .selectAll()
    .where("taskId", "in", [...taskIds])
    .where("endedOn", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute()

/** Work done under old tasks counts on under the new ones, unit by unit; what has begun under the new plan already is left alone. */
export async function carryWork(
  tx: Tx,
  pairs: readonly (readonly [oldTaskId: string, newTaskId: string])[],
): Promise<number> {
  if (pairs.length === 0) return 0
  const heirOf = new Map(pairs)
  const olds = await assignmentsOf(tx, [...heirOf.keys()])
  const fresh = await assignmentsOf(tx, [...new Set(heirOf.values())])
  let carried = 0
  for (const assignment of fresh) {
    if (assignment.workflow !== "notStarted") continue
    const before = olds.filter(
      (old) => old.unitId === assignment.unitId && heirOf.get(old.taskId) === assignment.taskId,
    ) as unknown as CarriedWork[]
    const work = carriedWork(before)
    if (work.workflow === "notStarted" && work.percentDone === null) continue
    const { workflow, percentDone, completedOn, confirmedAt, confirmedBy } = work
    await tx
      .updateTable("assignment")
      .set((set) => ({ workflow, percentDone, completedOn, confirmedAt, confirmedBy, version: set("version", "+", 1) }))
      .where("id", "=", assignment.id)
      .execute()
    carried++
  }
  return carried
}
