import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"

export type UnitChoice = { id: string; name: string }

/** Units that can be given work, and collective names, in Vietnamese order. */
export async function readUnitChoices(db: Db): Promise<{ units: UnitChoice[]; groups: UnitChoice[] }> {
  const units = await db.selectFrom("unit").select(["id", "name"]).where("endedOn", "is", null).orderBy(sql`name collate "vi-x-icu"`).execute()
  const groups = await db.selectFrom("unitGroup").select(["id", "name"]).orderBy(sql`name collate "vi-x-icu"`).execute()
  return { units, groups }
}
