import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { checkEstimate, mayEnterEstimate, type TypedEstimate } from "./estimate.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { readUnitsOfTask } from "./read-estimates.server.ts"

/** Enters what a task of a year's plan is estimated to cost a unit from one source; entered again, the new amount stands. */
export function saveEstimate(ctx: Ctx, input: TypedEstimate & { planId: string; taskId: string }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEnterEstimate(ctx.actor, plan.value, input.unitId)) return refused("estimate.mayNot")
    if (plan.value.kind !== "annual") return refused("estimate.onlyYear")
    await taskOf(tx, input.planId, input.taskId)
    const units = await readUnitsOfTask(tx, input.taskId)
    const checked = checkEstimate(input, new Set(units.map((unit) => unit.id)))
    if (!checked.ok) return checked
    const { unitId, source, amountVnd, basis } = checked.value
    await tx
      .insertInto("taskEstimate")
      .values({ id: ctx.newId(), taskId: input.taskId, unitId, source, amountVnd, basis })
      .onConflict((conflict) =>
        conflict
          .columns(["taskId", "unitId", "source"])
          .doUpdateSet((set) => ({ amountVnd, basis, version: set("taskEstimate.version", "+", 1) })),
      )
      .execute()
    const facts = { source, amountVnd: String(amountVnd), basis }
    recordEvent(tx, "estimate.saved", [input.taskId, input.planId, unitId], facts)
    return done({ taskId: input.taskId })
  })
}

export function removeEstimate(ctx: Ctx, input: { planId: string; estimateId: string; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    const estimate = await tx
      .selectFrom("taskEstimate")
      .innerJoin("task", "task.id", "taskEstimate.taskId")
      .selectAll("taskEstimate")
      .where("taskEstimate.id", "=", input.estimateId)
      .where("task.planId", "=", input.planId)
      .executeTakeFirst()
    if (!estimate) throw new NotFound("estimate")
    if (!mayEnterEstimate(ctx.actor, plan.value, estimate.unitId)) return refused("estimate.mayNot")
    if (estimate.version !== input.seenVersion) throw new Stale("estimate")
    await tx.deleteFrom("taskEstimate").where("id", "=", estimate.id).execute()
    const { taskId, unitId, source, amountVnd } = estimate
    recordEvent(tx, "estimate.removed", [taskId, input.planId, unitId], { source, amountVnd: String(amountVnd) })
    return done({ taskId })
  })
}

/** @throws NotFound for a task of another plan, or one that is no more */
async function taskOf(tx: Tx, planId: string, taskId: string): Promise<void> {
  const task = await tx
    .selectFrom("task")
    .select("id")
    .where("id", "=", taskId)
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .where("droppedOn", "is", null)
    .executeTakeFirst()
  if (!task) throw new NotFound("task")
}
