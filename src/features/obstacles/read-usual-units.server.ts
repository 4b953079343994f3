import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { Kind } from "./obstacle.ts"

export type UsualUnit = { kind: Kind; unitId: string; unitName: string }

/** The unit that usually answers a kind, from who sits where: money the finance seat's, people the home affairs seat's. A suggestion. */
export async function readUsualUnits(db: Db, today: Day): Promise<UsualUnit[]> {
  const rows = await db
    .selectFrom("seat")
    .innerJoin("unit", "unit.id", "seat.unitId")
    .select(["seat.role", "unit.id as unitId", "unit.name as unitName"])
    .distinct()
    .where("seat.role", "in", ["finance", "homeAffairs"])
    .where("seat.fromOn", "<=", today)
    .where((where) => where.or([where("seat.toOn", "is", null), where("seat.toOn", ">=", today)]))
    .where("unit.endedOn", "is", null)
    .orderBy("unit.name")
    .execute()
  return rows.map(({ role, ...unit }) => ({ ...unit, kind: role === "finance" ? "money" : "people" }))
}
