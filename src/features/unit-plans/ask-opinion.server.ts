import type { Ctx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { checkOpinionRequest, mayAnswerFor, type TypedOpinionRequest } from "./coordination.ts"
import { standingAssignments } from "./unit-plan-store.server.ts"

/** A lead unit asks other units for their opinion on a task by a day. */
export function askOpinion(ctx: Ctx, input: TypedOpinionRequest & { taskId: string }) {
  return inTransaction(ctx, async (tx) => {
    const unitId = ctx.actor.seat?.unitId
    if (!unitId || !mayAnswerFor(ctx.actor, unitId)) return refused("opinion.onlyLead")
    const lead = await standingAssignments(tx, unitId)
      .select("assignment.id")
      .where("task.id", "=", input.taskId)
      .executeTakeFirst()
    if (!lead) return refused("opinion.onlyLead")
    const checked = checkOpinionRequest(input, unitId, ctx.today)
    if (!checked.ok) return checked
    const { question, answerBy, unitIds } = checked.value
    const units = await tx
      .selectFrom("unit")
      .select("id")
      .where("id", "in", unitIds)
      .where("endedOn", "is", null)
      .execute()
    if (units.length < unitIds.length) return refused("opinion.noUnit", { field: "unit" })
    const id = ctx.newId()
    await tx
      .insertInto("opinionRequest")
      .values({ id, taskId: input.taskId, unitId, question, answerBy, askedOn: ctx.today, askedBy: ctx.actor.personId })
      .execute()
    await tx
      .insertInto("opinionAnswer")
      .values(unitIds.map((asked) => ({ opinionRequestId: id, unitId: asked })))
      .execute()
    recordEvent(tx, "opinion.asked", [id, input.taskId, unitId], { question, answerBy, unitIds })
    return done({ opinionId: id })
  })
}

/** An asked unit answers. A late answer is taken and marked; what was said may be mended until the asker closes the request. */
export function answerOpinion(ctx: Ctx, input: { opinionId: string; seenVersion: number; answer: string }) {
  return inTransaction(ctx, async (tx) => {
    const request = await tx
      .selectFrom("opinionRequest")
      .selectAll()
      .where("id", "=", input.opinionId)
      .forUpdate()
      .executeTakeFirst()
    const unitId = ctx.actor.seat?.unitId
    const asked = await tx
      .selectFrom("opinionAnswer")
      .selectAll()
      .where("opinionRequestId", "=", input.opinionId)
      .where("unitId", "=", unitId ?? "00000000-0000-0000-0000-000000000000")
      .executeTakeFirst()
    if (!request || !asked || !unitId) throw new NotFound("opinion")
    if (!mayAnswerFor(ctx.actor, unitId)) return refused("duty.notYourUnit")
    if (asked.version !== input.seenVersion) throw new Stale("opinion")
    if (request.closedOn) return refused("opinion.closed")
    const answer = input.answer.trim()
    if (answer === "") return refused("opinion.noAnswer", { field: "answer" })
    await tx
      .updateTable("opinionAnswer")
      .set({
        answer,
        answeredOn: asked.answeredOn ?? ctx.today,
        answeredBy: ctx.actor.personId,
        version: asked.version + 1,
      })
      .where("opinionRequestId", "=", request.id)
      .where("unitId", "=", unitId)
      .execute()
    recordEvent(tx, "opinion.answered", [request.id, request.taskId, unitId], { answer })
    return done({ opinionId: request.id })
  })
}

/** The asker closes the request: nobody is waited for any more. */
export function closeOpinionRequest(ctx: Ctx, input: { opinionId: string }) {
  return inTransaction(ctx, async (tx) => {
    const request = await tx
      .selectFrom("opinionRequest")
      .selectAll()
      .where("id", "=", input.opinionId)
      .forUpdate()
      .executeTakeFirst()
    if (!request) throw new NotFound("opinion")
    if (!mayAnswerFor(ctx.actor, request.unitId)) return refused("opinion.onlyAsker")
    if (request.closedOn) return done({ opinionId: request.id })
    await tx.updateTable("opinionRequest").set({ closedOn: ctx.today }).where("id", "=", request.id).execute()
    recordEvent(tx, "opinion.closed", [request.id, request.taskId, request.unitId])
    return done({ opinionId: request.id })
  })
}
