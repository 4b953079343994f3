import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { type Route, type RouteLevel, routeOn } from "./route.ts"

export type SavedRoute = Route & { id: string; validFrom: Day; savedAt: Date; savedBy: string | null }

/** Every route of a plan, in the order in which they were saved. */
export async function readRoutes(db: Db, planId: string): Promise<SavedRoute[]> {
  const rows = await db
    .selectFrom("obstacleRoute")
    .leftJoin("person", "person.id", "obstacleRoute.savedBy")
    .select([
      "obstacleRoute.id",
      "obstacleRoute.validFrom",
      "obstacleRoute.levels",
      "obstacleRoute.source",
      "obstacleRoute.savedAt",
      "person.name as savedBy",
    ])
    .where("obstacleRoute.planId", "=", planId)
    .orderBy("obstacleRoute.savedAt")
    .orderBy("obstacleRoute.id")
    .execute()
  return rows.map((row) => ({ ...row, levels: row.levels as unknown as RouteLevel[] }))
}

export const readRoute = async (db: Db, planId: string, day: Day): Promise<Route> =>
  routeOn(await readRoutes(db, planId), day)

/** How many obstacles of a plan wait at a level now: a new route does not move their day. */
export async function countWaiting(db: Db, planId: string): Promise<number> {
  const { count } = await db
    .selectFrom("obstacle")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("planId", "=", planId)
    .where("status", "=", "open")
    .executeTakeFirstOrThrow()
  return Number(count)
}
