import type { Ctx, Tx } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { canMove, mayApproveUnitPlan, mayWriteUnitPlan, type UnitPlanMove, unitPlanMoves } from "./unit-plan.ts"
import { lockUnitPlan, readSteps } from "./unit-plan-store.server.ts"

type Seen = { unitPlanId: string; seenVersion: number }
type Locked = Awaited<ReturnType<typeof lockUnitPlan>>

/** One move of a plan's life: who may, whether the status allows it, then what else the move asks. */
const move = (
  ctx: Ctx,
  seen: Seen,
  step: UnitPlanMove,
  more: (tx: Tx, plan: Locked) => Promise<Outcome<{ reason: string; edition: number }>>,
) =>
  inTransaction(ctx, async (tx) => {
    const plan = await lockUnitPlan(tx, seen.unitPlanId)
    if (plan.version !== seen.seenVersion) throw new Stale("unitPlan")
    if (step === "handToHead" && !mayWriteUnitPlan(ctx.actor, plan.unitId)) return refused("unitPlan.notYourUnit")
    if (step !== "handToHead" && !mayApproveUnitPlan(ctx.actor, plan.unitId)) return refused("unitPlan.onlyHead")
    if (!canMove(plan.status, step)) return refused("unitPlan.wrongStatus")
    const change = await more(tx, plan)
    if (!change.ok) return change
    await tx
      .updateTable("unitPlan")
      .set({ ...change.value, status: unitPlanMoves[step].to, version: plan.version + 1 })
      .where("id", "=", plan.id)
      .execute()
    recordEvent(tx, `unitPlan.${step}`, [plan.id, plan.unitId], change.value)
    return done({ unitPlanId: plan.id })
  })

export const handToHead = (ctx: Ctx, seen: Seen) =>
  move(ctx, seen, "handToHead", async (tx, { id, edition, reason }) =>
    (await hasSteps(tx, id)) ? done({ edition, reason }) : refused("unitPlan.noSteps"),
  )

/** What is approved is kept as an edition, word for word: others read it while the unit works on the next one. */
export const approveUnitPlan = (ctx: Ctx, seen: Seen) =>
  move(ctx, seen, "approve", async (tx, plan) => {
    const steps = await readSteps(tx, plan.id)
    if (steps.length === 0) return refused("unitPlan.noSteps")
    const edition = plan.edition + 1
    await tx
      .insertInto("unitPlanEdition")
      .values({
        unitPlanId: plan.id,
        number: edition,
        steps: JSON.stringify(steps),
        reason: plan.edition > 0 ? plan.reason : "",
        approvedOn: ctx.today,
        approvedBy: ctx.actor.personId,
      })
      .execute()
    return done({ edition, reason: "" })
  })

export const sendBackUnitPlan = (ctx: Ctx, seen: Seen & { reason: string }) =>
  move(ctx, seen, "sendBack", async (_, plan) => withReason(seen.reason, plan.edition))

export const reopenUnitPlan = (ctx: Ctx, seen: Seen & { reason: string }) =>
  move(ctx, seen, "reopen", async (_, plan) => withReason(seen.reason, plan.edition))

const withReason = async (typed: string, edition: number): Promise<Outcome<{ reason: string; edition: number }>> => {
  const reason = typed.trim()
  return reason === "" ? refused("unitPlan.noReason", { field: "reason" }) : done({ reason, edition })
}

async function hasSteps(tx: Tx, unitPlanId: string): Promise<boolean> {
  const step = await tx.selectFrom("unitPlanStep").select("id").where("unitPlanId", "=", unitPlanId).limit(1).execute()
  return step.length > 0
}
