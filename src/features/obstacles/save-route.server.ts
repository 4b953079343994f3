import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { parseDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayArrange } from "./permissions.ts"
import { checkRoute, type RouteLevel } from "./route.ts"

export type SaveRouteInput = { planId: string; levels: readonly RouteLevel[]; validFrom: string; source: string }

/** The levels of a plan and their days from a day on; what already waits at a level keeps the day that it has. */
export function saveObstacleRoute(ctx: Ctx, input: SaveRouteInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayArrange(ctx.actor, plan.value)) return refused("obstacle.mayNotSetRoute")
    const levels = checkRoute(input.levels)
    if (!levels.ok) return levels
    for (const { level, unitId } of levels.value)
      if (unitId !== null && !(await isOpenUnit(tx, unitId)))
        return refused("obstacle.noUnit", { field: `unit-${level}` })
    const validFrom = parseDay(input.validFrom)
    if (!validFrom) return refused("form.noDay", { field: "validFrom", values: { text: input.validFrom } })
    if (validFrom < ctx.today) return refused("obstacleRoute.inPast", { field: "validFrom" })
    const source = input.source.trim()
    if (source === "") return refused("obstacleRoute.noSource", { field: "source" })
    const id = ctx.newId()
    await tx
      .insertInto("obstacleRoute")
      .values({
        id,
        planId: plan.value.id,
        validFrom,
        levels: JSON.stringify(levels.value),
        source,
        savedAt: ctx.now,
        savedBy: ctx.actor.personId,
      })
      .execute()
    recordEvent(tx, "obstacle.routeSaved", [plan.value.id, id], { validFrom, source, levels: levels.value })
    return done({ planSlug: plan.value.slug })
  })
}

const isOpenUnit = async (tx: Tx, unitId: string): Promise<boolean> =>
  (await tx
    .selectFrom("unit")
    .select("id")
    .where("id", "=", unitId)
    .where("endedOn", "is", null)
    .executeTakeFirst()) !== undefined
