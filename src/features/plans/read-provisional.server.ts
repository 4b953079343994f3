import type { Db } from "#platform/context.server.ts"
import type { Provisional } from "./annex-likeness.ts"

/** The bullets of the body that no annex row has replaced yet. */
export const readProvisional = (db: Db, planId: string): Promise<Provisional[]> =>
  db
    .selectFrom("task")
    .select(["id", "code", "title"])
    .where("planId", "=", planId)
    .where("isProvisional", "=", true)
    .where("retiredOn", "is", null)
    .orderBy("position")
    .execute()
