import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { addDays, type Day, formatDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { roundsBetween } from "./calendar.ts"
import type { TypedRule } from "./typed-rule.ts"

type RuleInput = { planId: string; rule: TypedRule; replacesId?: string | null }

/**
 * A rule of the plan's calendar, from its day on. One that replaces another ends it the day before; rounds that were opened stay as they
 * are, and the calendar shows for each due day the rule that applied then.
 */
export function saveReportingRule(ctx: Ctx, { planId, rule, replacesId }: RuleInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const { tier, period, validFrom } = rule
    if (period !== "onRequest" && !hasDays(rule)) return refused("calendar.noRound", { field: "period" })
    if (replacesId) await endBefore(tx, planId, replacesId, validFrom)
    const same = await tx
      .selectFrom("reportingRule")
      .select("id")
      .where("planId", "=", planId)
      .where("tier", "=", tier)
      .where("period", "=", period)
      .where((where) => where.or([where("validTo", "is", null), where("validTo", ">=", validFrom)]))
      .executeTakeFirst()
    if (same) return refused("calendar.ruleTwice", { field: "period" })
    const id = ctx.newId()
    const { text, source } = rule
    await tx
      .insertInto("reportingRule")
      .values({ id, planId, tier, period, rule: JSON.stringify(rule.rule), text, source, validFrom })
      .execute()
    recordEvent(tx, "plan.reportingRuleSaved", [planId, id], { tier, period, text, source, validFrom })
    return done({ ruleId: id })
  })
}

/** Whether a unit's report would be due at all; the plan office's own rules only ever move a day that the units' rules make. */
const hasDays = (rule: TypedRule): boolean =>
  roundsBetween([{ ...rule, tier: "unit" }], rule.validFrom, addDays(rule.validFrom, 2 * 366)).length > 0

async function endBefore(tx: Tx, planId: string, ruleId: string, day: Day): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("reportingRule")
    .set({ validTo: addDays(day, -1) })
    .where("planId", "=", planId)
    .where("id", "=", ruleId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new NotFound("reportingRule")
}

/** @param lastOn the last due day to which the rule applies; rounds that are open stay */
export function endReportingRule(ctx: Ctx, input: { planId: string; ruleId: string; lastOn: Day }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    await endBefore(tx, input.planId, input.ruleId, addDays(input.lastOn, 1))
    recordEvent(tx, "plan.reportingRuleEnded", [input.planId, input.ruleId], { lastOn: input.lastOn })
    return done({ day: formatDay(input.lastOn) })
  })
}

/** @param days so many days before the units' day the program opens each round by itself, 1–120; null: by hand */
export function setRoundsOpenBefore(ctx: Ctx, input: { planId: string; days: number | null }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const { days } = input
    if (days !== null && (!Number.isInteger(days) || days < 1 || days > 120))
      return refused("calendar.numberRange", { field: "openBefore", values: { min: 1, max: 120 } })
    await tx.updateTable("plan").set({ roundsOpenBefore: days }).where("id", "=", input.planId).execute()
    recordEvent(tx, "plan.roundsOpenBefore", [input.planId], { days })
    return done({ days })
  })
}
