import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { done } from "#shared/outcome.ts"
import { addWorkingDays, type WorkingCalendar } from "#shared/working-days.ts"
import { isPast, rise } from "./obstacle.ts"
import { lockObstacle, saveTogether } from "./obstacle-store.server.ts"
import { readRoute } from "./read-route.server.ts"

/**
 * Sends up by one level what was not answered on its day. Safe to run at any time, twice, and by two workers at once: the row is locked and
 * judged again, and a new level begins on the day of arrival. Days that fell on a day off declared later are moved first. @returns how many rose
 */
export async function riseObstacles(ctx: Ctx): Promise<number> {
  const calendar = await readCalendar(ctx.db)
  await moveAnswerDays(ctx, calendar)
  const waiting = await ctx.db
    .selectFrom("obstacle")
    .innerJoin("plan", "plan.id", "obstacle.planId")
    .select("obstacle.id")
    .where("obstacle.status", "=", "open")
    .where("obstacle.leadingId", "is", null)
    .where("obstacle.answerBy", "<", ctx.today)
    .where("obstacle.level", "in", ["competent", "steering"])
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("obstacle.id")
    .execute()
  let risen = 0
  for (const { id } of waiting) {
    const outcome = await riseOne(ctx, id, calendar)
    if (outcome.ok && outcome.value.hasRisen) risen++
  }
  return risen
}

function riseOne(ctx: Ctx, obstacleId: string, calendar: WorkingCalendar) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await lockObstacle(tx, obstacleId)
    const route = await readRoute(tx, obstacle.planId, ctx.today)
    const arrival = rise(obstacle, route, ctx.today, calendar)
    if (!arrival) return done({ hasRisen: false })
    await saveTogether(
      ctx,
      tx,
      obstacle,
      () => ({ ...arrival, returns: 0 }),
      (each) => ({
        what: "rose",
        fromLevel: each.level,
        toLevel: arrival.level,
        toUnitId: arrival.answeringUnitId,
        answerBy: arrival.answerBy,
      }),
    )
    return done({ hasRisen: true })
  })
}

/** Days off are published year by year: an answer day that was worked out before is worked out again, while it has not passed. */
async function moveAnswerDays(ctx: Ctx, calendar: WorkingCalendar): Promise<void> {
  const open = await ctx.db
    .selectFrom("obstacle")
    .select(["id", "levelSince", "answerDays", "answerBy"])
    .where("status", "=", "open")
    .where("leadingId", "is", null)
    .where("answerDays", "is not", null)
    .orderBy("id")
    .execute()
  for (const each of open) {
    if (addWorkingDays(each.levelSince, each.answerDays!, calendar) === each.answerBy) continue
    await inTransaction(ctx, async (tx) => {
      const obstacle = await lockObstacle(tx, each.id)
      if (obstacle.status !== "open" || obstacle.answerDays === null) return done({})
      const answerBy = addWorkingDays(obstacle.levelSince, obstacle.answerDays, calendar)
      if (answerBy === obstacle.answerBy || (isPast(obstacle, ctx.today) && answerBy < obstacle.answerBy!))
        return done({})
      await saveTogether(
        ctx,
        tx,
        obstacle,
        () => ({ answerBy }),
        () => ({ what: "dayMoved", answerBy }),
      )
      return done({})
    })
  }
}
