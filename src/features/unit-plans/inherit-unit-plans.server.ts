import type { Ctx, Tx } from "#platform/context.server.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { inherited, stepsFor } from "./inherited-plan.ts"
import { type KeptStep, lockUnitPlan, readSteps, saveStepAssignments } from "./unit-plan-store.server.ts"

type Moved = { from: string; to: string; toUnitId: string }
type Change = { fromUnitId: string; fromUnitName: string; moved: readonly Moved[]; onDay: Day; reason: string }
type Locked = Awaited<ReturnType<typeof lockUnitPlan>>

/**
 * Plans of a unit that is merged, split or renamed, from the year of the change on: each successor gets a new edition of its own plan with
 * the steps of the tasks that it now leads. The old plan stays as it was, under the old name.
 * @returns how many plans went on
 */
export async function inheritUnitPlans(ctx: Ctx, tx: Tx, change: Change): Promise<number> {
  const plans = await tx
    .selectFrom("unitPlan")
    .select("id")
    .where("unitId", "=", change.fromUnitId)
    .where("year", ">=", Number(change.onDay.slice(0, 4)))
    .orderBy("year")
    .execute()
  let count = 0
  for (const { id } of plans) {
    const old = await lockUnitPlan(tx, id)
    const [working, inForce] = [await readSteps(tx, id), await stepsInForce(tx, old)]
    for (const [unitId, moved] of Map.groupBy(change.moved, (each) => each.toUnitId)) {
      const heirs = new Map(moved.map((each) => [each.from, each.to]))
      const ids = new Map([...working, ...inForce].map((step) => [step.id, ctx.newId()]))
      const steps = { working: stepsFor(working, heirs, ids), inForce: stepsFor(inForce, heirs, ids) }
      if (steps.working.length + steps.inForce.length === 0) continue
      await goOn(ctx, tx, { old, unitId, steps, change })
      count += 1
    }
  }
  return count
}

/** What others read: the steps themselves of an approved plan, the last edition of one that is being changed. */
async function stepsInForce(tx: Tx, plan: Locked): Promise<KeptStep[]> {
  if (plan.edition === 0) return []
  if (plan.status === "approved") return readSteps(tx, plan.id)
  const edition = await tx
    .selectFrom("unitPlanEdition")
    .select("steps")
    .where("unitPlanId", "=", plan.id)
    .where("number", "=", plan.edition)
    .executeTakeFirstOrThrow()
  return edition.steps as unknown as KeptStep[]
}

type Going = { old: Locked; unitId: string; steps: { working: KeptStep[]; inForce: KeptStep[] }; change: Change }

async function goOn(ctx: Ctx, tx: Tx, { old, unitId, steps, change }: Going): Promise<void> {
  const plan = await planOfYear(ctx, tx, unitId, old.year)
  const before = await stepsInForce(tx, plan)
  const own = await readSteps(tx, plan.id)
  for (const [index, step] of steps.working.entries()) await keepStep(tx, plan.id, step, own.length + index + 1)
  const reason = `${change.fromUnitName}: ${change.reason}`
  const next = inherited(plan, old, { ownSteps: own.length, inForce: steps.inForce.length })
  if (next.edition > plan.edition)
    await tx
      .insertInto("unitPlanEdition")
      .values({
        unitPlanId: plan.id,
        number: next.edition,
        steps: JSON.stringify([...before, ...steps.inForce]),
        reason,
        approvedOn: change.onDay,
        approvedBy: null,
      })
      .execute()
  await tx
    .updateTable("unitPlan")
    .set({ ...next, reason: next.status === "drafting" ? reason : plan.reason, version: plan.version + 1 })
    .where("id", "=", plan.id)
    .execute()
  recordEvent(tx, "unitPlan.movedToUnit", [plan.id, old.id, old.unitId, unitId], {
    onDay: change.onDay,
    year: old.year,
    steps: steps.working.length,
  })
}

async function planOfYear(ctx: Ctx, tx: Tx, unitId: string, year: number): Promise<Locked> {
  const id = ctx.newId()
  await tx
    .insertInto("unitPlan")
    .values({ id, unitId, year, createdAt: ctx.now, createdBy: ctx.actor.personId })
    .onConflict((conflict) => conflict.columns(["unitId", "year"]).doNothing())
    .execute()
  const plan = await tx
    .selectFrom("unitPlan")
    .select("id")
    .where("unitId", "=", unitId)
    .where("year", "=", year)
    .executeTakeFirstOrThrow()
  return lockUnitPlan(tx, plan.id)
}

async function keepStep(tx: Tx, unitPlanId: string, step: KeptStep, position: number): Promise<void> {
  const { assignmentIds, version: _, ...facts } = step
  await tx
    .insertInto("unitPlanStep")
    .values({ ...facts, unitPlanId, position })
    .execute()
  await saveStepAssignments(tx, step.id, assignmentIds)
}

/** Requests that wait for an answer, and those that a unit made, go on under its successor; what was answered stays where it is. */
export async function inheritOpinions(tx: Tx, fromUnitId: string, targetOf: (taskId: string) => string): Promise<void> {
  const open = await tx
    .selectFrom("opinionRequest")
    .select(["id", "taskId", "unitId"])
    .where("closedOn", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute()
  for (const { id, taskId, unitId } of open) {
    const target = targetOf(taskId)
    if (unitId === fromUnitId)
      await tx.updateTable("opinionRequest").set({ unitId: target }).where("id", "=", id).execute()
    const waiting = await tx
      .deleteFrom("opinionAnswer")
      .where("opinionRequestId", "=", id)
      .where("unitId", "=", fromUnitId)
      .where("answeredOn", "is", null)
      .returning("unitId")
      .executeTakeFirst()
    if (waiting && unitId !== target)
      await tx
        .insertInto("opinionAnswer")
        .values({ opinionRequestId: id, unitId: target })
        .onConflict((conflict) => conflict.columns(["opinionRequestId", "unitId"]).doNothing())
        .execute()
  }
}
