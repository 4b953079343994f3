import type { Db } from "#platform/context.server.ts"
import type { Provisional } from "./annex-likeness.ts"

/** The bullets of the body that no annex row has replaced yet. */
export const readProvisional = (db: Db, planId: string): Promise<Provisional[]> =>
  db
    .selectFrom("task")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .select(["task.id", "task.code", "task.title", "taskGroup.title as groupTitle"])
    .where("task.planId", "=", planId)
    .where("task.isProvisional", "=", true)
    .where("task.retiredOn", "is", null)
    .orderBy("task.position")
    .execute()
