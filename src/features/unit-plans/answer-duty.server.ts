import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { checkDutyAnswer, mayAnswerFor, mayNoteOutcome } from "./coordination.ts"
import { coordinates } from "./read-duties.server.ts"

/** A coordinating unit confirms or disputes its share in a task. A new answer reopens what the plan office had noted. */
export function answerDuty(ctx: Ctx, input: { taskId: string; seenVersion: number; answer: string; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const unitId = ctx.actor.seat?.unitId
    if (!unitId || !mayAnswerFor(ctx.actor, unitId)) return refused("duty.notYourUnit")
    if (!(await coordinates(tx, input.taskId, unitId))) return refused("duty.notCoordinating")
    const checked = checkDutyAnswer(input)
    if (!checked.ok) return checked
    const before = await lockAnswer(tx, input.taskId, unitId)
    if ((before?.version ?? 0) !== input.seenVersion) throw new Stale("duty")
    const said = { ...checked.value, answeredAt: ctx.now, answeredBy: ctx.actor.personId }
    const saved = await tx
      .insertInto("dutyAnswer")
      .values({ ...said, taskId: input.taskId, unitId })
      .onConflict((conflict) =>
        conflict
          .columns(["taskId", "unitId"])
          .doUpdateSet({ ...said, outcome: null, outcomeAt: null, outcomeBy: null, version: input.seenVersion + 1 })
          .where("dutyAnswer.version", "=", input.seenVersion),
      )
      .returning("version")
      .executeTakeFirst()
    if (!saved) throw new Stale("duty")
    const about = [input.taskId, unitId]
    if (checked.value.answer === "confirmed") recordEvent(tx, "duty.confirmed", about, checked.value)
    else recordEvent(tx, "duty.disputed", about, checked.value)
    return done({ taskId: input.taskId })
  })
}

/** The plan office notes how a dispute was settled; the duty itself changes only through the plan. */
export function noteOutcome(ctx: Ctx, input: { taskId: string; unitId: string; seenVersion: number; outcome: string }) {
  return inTransaction(ctx, async (tx) => {
    const answer = await lockAnswer(tx, input.taskId, input.unitId)
    if (!answer) throw new NotFound("duty")
    if (answer.version !== input.seenVersion) throw new Stale("duty")
    const plan = await tx
      .selectFrom("task")
      .innerJoin("plan", "plan.id", "task.planId")
      .select("plan.planOfficeUnitId")
      .where("task.id", "=", input.taskId)
      .executeTakeFirstOrThrow()
    if (!mayNoteOutcome(ctx.actor, plan)) return refused("duty.onlyOffice")
    if (answer.answer !== "disputed") return refused("duty.notDisputed")
    const outcome = input.outcome.trim()
    if (outcome === "") return refused("duty.noOutcome", { field: "outcome" })
    await tx
      .updateTable("dutyAnswer")
      .set({ outcome, outcomeAt: ctx.now, outcomeBy: ctx.actor.personId, version: answer.version + 1 })
      .where("taskId", "=", input.taskId)
      .where("unitId", "=", input.unitId)
      .execute()
    recordEvent(tx, "duty.settled", [input.taskId, input.unitId], { outcome })
    return done({ taskId: input.taskId })
  })
}

const lockAnswer = (tx: Tx, taskId: string, unitId: string) =>
  tx
    .selectFrom("dutyAnswer")
    .selectAll()
    .where("taskId", "=", taskId)
    .where("unitId", "=", unitId)
    .forUpdate()
    .executeTakeFirst()
