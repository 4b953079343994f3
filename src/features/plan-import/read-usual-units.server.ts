import type { Db } from "#platform/context.server.ts"

/** Who confirms and who leads in this office's latest plan: most likely the same again. */
export async function readUsualUnits(db: Db, planOfficeUnitId: string) {
  const last = await db
    .selectFrom("plan")
    .select(["confirmerUnitId", "leadershipUnitId"])
    .where("planOfficeUnitId", "=", planOfficeUnitId)
    .orderBy("startedOn", "desc")
    .limit(1)
    .executeTakeFirst()
  return last ?? { confirmerUnitId: null, leadershipUnitId: null }
}
