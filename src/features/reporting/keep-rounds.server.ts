import type { Ctx } from "#platform/context.server.ts"
import { addDays } from "#shared/day.ts"
import { roundsBetween } from "./calendar.ts"
import { completeRound, openRound } from "./open-round.server.ts"
import { readReportingRules } from "./read-rounds.server.ts"
import { readCalendar } from "./report-completeness.server.ts"

/**
 * Keeps the rounds as the calendar and the plan want them: opens those that the plan says are opened by the program, and gives open ones
 * what joined in mid-period – a unit, a task, a lead. Safe to run at any time and twice. @returns how many rounds were opened
 */
export async function keepRounds(ctx: Ctx): Promise<number> {
  const plans = await ctx.db
    .selectFrom("plan")
    .select(["id", "roundsOpenBefore"])
    .where("supersededOn", "is", null)
    .where("undoneOn", "is", null)
    .execute()
  const calendar = await readCalendar(ctx.db)
  let opened = 0
  for (const plan of plans) {
    if (plan.roundsOpenBefore !== null) {
      const due = addDays(ctx.today, plan.roundsOpenBefore)
      const rules = await readReportingRules(ctx.db, plan.id)
      for (const round of roundsBetween(rules, ctx.today, due, calendar)) {
        const outcome = await openRound(ctx, { planId: plan.id, code: round.code })
        if (outcome.ok && outcome.value.isNew) opened++
      }
    }
  }
  const open = await ctx.db
    .selectFrom("round")
    .innerJoin("plan", "plan.id", "round.planId")
    .select(["round.id"])
    .where("round.kind", "=", "calendar")
    .where("round.dueOn", ">=", ctx.today)
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .execute()
  for (const { id } of open) await completeRound(ctx, { roundId: id })
  return opened
}
