import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { carryWork, readCarryOver, standingTasks } from "./carry-over-store.server.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"

type Plans = { oldPlanId: string; newPlanId: string }
type Both = { id: string; planOfficeUnitId: string }

async function lockBoth(
  ctx: Ctx,
  tx: Tx,
  { oldPlanId, newPlanId }: Plans,
): Promise<Outcome<{ old: Both; fresh: Both }>> {
  if (oldPlanId === newPlanId) return refused("carryOver.samePlan", { field: "cu" })
  const [first, second] = [oldPlanId, newPlanId].sort()
  const a = await lockOpenPlan(tx, first!)
  if (!a.ok) return a
  const b = await lockOpenPlan(tx, second!)
  if (!b.ok) return b
  const [old, fresh] = first === oldPlanId ? [a.value, b.value] : [b.value, a.value]
  if (!mayEditPlan(ctx.actor, old) || !mayEditPlan(ctx.actor, fresh)) return refused("plan.mayNotEdit")
  return done({ old, fresh })
}

export type CarryDecision = {
  oldTaskId: string
  /** The code of the task that carries it on, or null where none does. */
  newTaskId: string | null
}

/** Confirms, for some tasks of the plan that is being replaced, which tasks of the new one carry them on. Nothing else changes yet. */
export function confirmCarryOver(ctx: Ctx, input: Plans & { decisions: readonly CarryDecision[] }) {
  return inTransaction(ctx, async (tx) => {
    const plans = await lockBoth(ctx, tx, input)
    if (!plans.ok) return plans
    const olds = new Set((await standingTasks(tx, input.oldPlanId)).map((task) => task.id))
    const fresh = new Set((await standingTasks(tx, input.newPlanId)).map((task) => task.id))
    for (const { oldTaskId, newTaskId } of input.decisions)
      if (!olds.has(oldTaskId) || (newTaskId !== null && !fresh.has(newTaskId))) throw new NotFound("task")
    for (const { oldTaskId, newTaskId } of input.decisions) {
      const row = { newPlanId: input.newPlanId, newTaskId, decidedAt: ctx.now, decidedBy: ctx.actor.personId }
      await tx
        .insertInto("carryOver")
        .values({ oldTaskId, ...row })
        .onConflict((conflict) => conflict.column("oldTaskId").doUpdateSet(row))
        .execute()
    }
    recordEvent(tx, "plan.carryOverConfirmed", [input.newPlanId, input.oldPlanId], { decisions: input.decisions })
    return done({ confirmed: input.decisions.length })
  })
}

/**
 * The new plan replaces the old one from a day on. Each old task goes on in the task that a person confirmed; work done counts on; the
 * old plan can only be read from now on, with everything that was reported under it.
 */
export function supersedePlan(ctx: Ctx, input: Plans & { supersededOn: Day }) {
  return inTransaction(ctx, async (tx) => {
    const plans = await lockBoth(ctx, tx, input)
    if (!plans.ok) return plans
    if (input.supersededOn > ctx.today) return refused("carryOver.inFuture", { field: "supersededOn" })
    const decided = await readCarryOver(tx, input.oldPlanId, input.newPlanId)
    const open = (await standingTasks(tx, input.oldPlanId)).filter((task) => !decided.has(task.id))
    if (open.length > 0) return refused("carryOver.undecided", { values: { count: open.length } })
    const pairs = [...decided].flatMap(([from, to]) => (to === null ? [] : [[from, to] as const]))
    if (pairs.length > 0)
      await tx
        .insertInto("taskSuccession")
        .values(pairs.map(([fromTaskId, toTaskId]) => ({ fromTaskId, toTaskId, kind: "carryOver" })))
        .onConflict((conflict) => conflict.columns(["fromTaskId", "toTaskId"]).doNothing())
        .execute()
    const carried = await carryWork(tx, pairs)
    await tx
      .updateTable("plan")
      .set((set) => ({
        supersededOn: input.supersededOn,
        supersededByPlanId: input.newPlanId,
        version: set("version", "+", 1),
      }))
      .where("id", "=", input.oldPlanId)
      .execute()
    for (const [from, to] of pairs) recordEvent(tx, "task.carriedOver", [to, from, input.newPlanId])
    const facts = { on: formatDay(input.supersededOn), tasks: decided.size, carriedOn: pairs.length, carried }
    recordEvent(tx, "plan.superseded", [input.oldPlanId, input.newPlanId], facts)
    return done(facts)
  })
}
