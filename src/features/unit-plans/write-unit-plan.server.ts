import type { Ctx, Tx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import {
  canChangeSteps,
  canMarkSteps,
  checkStep,
  MOST_STEPS,
  mayWriteUnitPlan,
  type StepFacts,
  startableYears,
  type TypedStep,
} from "./unit-plan.ts"
import { lockUnitPlan, saveStepAssignments, standingAssignmentIds, stepOf } from "./unit-plan-store.server.ts"

/** A unit begins its plan for a year; beginning it twice leads to the same plan. */
export function startUnitPlan(ctx: Ctx, input: { year: number }) {
  return inTransaction(ctx, async (tx) => {
    const unitId = ctx.actor.seat?.unitId
    if (!unitId || !mayWriteUnitPlan(ctx.actor, unitId)) return refused("unitPlan.notYourUnit")
    if (!startableYears(ctx.today).includes(input.year)) return refused("unitPlan.wrongYear", { field: "year" })
    const id = ctx.newId()
    const made = await tx
      .insertInto("unitPlan")
      .values({ id, unitId, year: input.year, createdAt: ctx.now, createdBy: ctx.actor.personId })
      .onConflict((conflict) => conflict.columns(["unitId", "year"]).doNothing())
      .returning("id")
      .executeTakeFirst()
    if (made) {
      recordEvent(tx, "unitPlan.started", [id, unitId], { year: input.year })
      return done({ unitPlanId: id })
    }
    const earlier = await tx
      .selectFrom("unitPlan")
      .select("id")
      .where("unitId", "=", unitId)
      .where("year", "=", input.year)
      .executeTakeFirstOrThrow()
    return done({ unitPlanId: earlier.id })
  })
}

type Locked = Awaited<ReturnType<typeof lockUnitPlan>>

/** Every change of the steps: by the unit itself, while the plan is a draft. */
const onDraft = <Value>(ctx: Ctx, unitPlanId: string, work: (tx: Tx, plan: Locked) => Promise<Outcome<Value>>) =>
  inTransaction(ctx, async (tx) => {
    const plan = await lockUnitPlan(tx, unitPlanId)
    if (!mayWriteUnitPlan(ctx.actor, plan.unitId)) return refused("unitPlan.notYourUnit")
    return canChangeSteps(plan.status) ? work(tx, plan) : refused("unitPlan.notDrafting")
  })

export const addStep = (ctx: Ctx, input: { unitPlanId: string; step: TypedStep }) =>
  onDraft(ctx, input.unitPlanId, async (tx, plan) => {
    const step = await checkedStep(tx, plan, input.step)
    if (!step.ok) return step
    const { count, last } = await tx
      .selectFrom("unitPlanStep")
      .select((fn) => [fn.fn.countAll<number>().as("count"), fn.fn.max("position").as("last")])
      .where("unitPlanId", "=", plan.id)
      .executeTakeFirstOrThrow()
    if (Number(count) >= MOST_STEPS) return refused("unitPlan.tooManySteps", { values: { most: MOST_STEPS } })
    const { assignmentIds, ...facts } = step.value
    const id = ctx.newId()
    await tx
      .insertInto("unitPlanStep")
      .values({ ...facts, id, unitPlanId: plan.id, position: (last ?? 0) + 1 })
      .execute()
    await saveStepAssignments(tx, id, assignmentIds)
    recordEvent(tx, "unitPlan.stepAdded", [plan.id, id], step.value)
    return done({ stepId: id })
  })

type SeenStep = { unitPlanId: string; stepId: string; seenVersion: number }

export const changeStep = (ctx: Ctx, input: SeenStep & { step: TypedStep }) =>
  onDraft(ctx, input.unitPlanId, async (tx, plan) => {
    const before = await stepOf(tx, plan.id, input.stepId, input.seenVersion)
    const step = await checkedStep(tx, plan, input.step)
    if (!step.ok) return step
    const { assignmentIds, ...facts } = step.value
    await tx
      .updateTable("unitPlanStep")
      .set({ ...facts, version: before.version + 1 })
      .where("id", "=", before.id)
      .execute()
    await saveStepAssignments(tx, before.id, assignmentIds)
    recordEvent(tx, "unitPlan.stepChanged", [plan.id, before.id], step.value)
    return done({ stepId: before.id })
  })

/** The history keeps what the step said. */
export const removeStep = (ctx: Ctx, input: SeenStep) =>
  onDraft(ctx, input.unitPlanId, async (tx, plan) => {
    const { title, dueOn, doneOn } = await stepOf(tx, plan.id, input.stepId, input.seenVersion)
    await tx.deleteFrom("unitPlanStep").where("id", "=", input.stepId).execute()
    recordEvent(tx, "unitPlan.stepRemoved", [plan.id, input.stepId], { title, dueOn, doneOn })
    return done({ stepId: input.stepId })
  })

/** The assignments must be the unit's own, and a named person must sit in it. */
async function checkedStep(tx: Tx, plan: Locked, typed: TypedStep): Promise<Outcome<StepFacts>> {
  const step = checkStep(typed, await standingAssignmentIds(tx, plan.unitId))
  if (!step.ok || step.value.personId === null) return step
  const seat = await tx
    .selectFrom("seat")
    .select("id")
    .where("personId", "=", step.value.personId)
    .where("unitId", "=", plan.unitId)
    .limit(1)
    .executeTakeFirst()
  return seat ? step : refused("unitPlan.notYourPerson", { field: "personId" })
}

/** Notes a step of an approved plan as done today, or takes that back. */
export function markStep(ctx: Ctx, input: SeenStep & { isDone: boolean }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockUnitPlan(tx, input.unitPlanId)
    if (!mayWriteUnitPlan(ctx.actor, plan.unitId)) return refused("unitPlan.notYourUnit")
    if (!canMarkSteps(plan.status)) return refused("unitPlan.notApproved")
    const step = await stepOf(tx, plan.id, input.stepId, input.seenVersion)
    if ((step.doneOn !== null) === input.isDone) return done({ stepId: step.id })
    const doneOn = input.isDone ? ctx.today : null
    await tx
      .updateTable("unitPlanStep")
      .set({ doneOn, version: step.version + 1 })
      .where("id", "=", step.id)
      .execute()
    if (input.isDone) recordEvent(tx, "unitPlan.stepDone", [plan.id, step.id], { doneOn })
    else recordEvent(tx, "unitPlan.stepUndone", [plan.id, step.id], { wasDoneOn: step.doneOn })
    return done({ stepId: step.id })
  })
}
