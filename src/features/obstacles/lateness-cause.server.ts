import type { Ctx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { isId } from "#shared/id.ts"
import { done, refused } from "#shared/outcome.ts"
import { aboutObstacle, lockObstacle } from "./obstacle-store.server.ts"
import { mayArrange, mayJudge } from "./permissions.ts"
import { isLate, readPart } from "./read-lateness.server.ts"

/** The unit records that this obstacle, which lies outside it, made its part of the task late (rule 8). Nothing about the lateness changes. */
export function recordLatenessCause(ctx: Ctx, input: { obstacleId: string; explanation: string }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await lockObstacle(tx, input.obstacleId)
    if (!mayJudge(ctx.actor, obstacle)) throw new NotFound("obstacle")
    const part = await readPart(tx, obstacle.taskId, obstacle.unitId, ctx.today)
    if (!part) return refused("cause.notLead")
    if (!isLate(part.line)) return refused("cause.notLate")
    const explanation = input.explanation.trim()
    if (explanation === "") return refused("cause.explanationMissing", { field: "explanation" })
    const earlier = await tx
      .selectFrom("latenessCause")
      .select("id")
      .where("obstacleId", "=", obstacle.id)
      .where("assignmentId", "=", part.assignmentId)
      .executeTakeFirst()
    if (earlier) return refused("cause.already")
    const id = ctx.newId()
    const { taskId, unitId } = obstacle
    const by = { recordedOn: ctx.today, recordedBy: ctx.actor.personId }
    await tx
      .insertInto("latenessCause")
      .values({ id, obstacleId: obstacle.id, assignmentId: part.assignmentId, taskId, unitId, explanation, ...by })
      .execute()
    recordEvent(tx, "cause.recorded", [id, ...aboutObstacle(obstacle)], { explanation })
    return done({ causeId: id })
  })
}

/** The plan office confirms that the cause lay outside the unit, or says why not. The task stays late either way. */
export function decideLatenessCause(
  ctx: Ctx,
  input: { causeId: string; seenVersion: number; decision: string; reason: string },
) {
  return inTransaction(ctx, async (tx) => {
    const cause = isId(input.causeId)
      ? await tx.selectFrom("latenessCause").selectAll().where("id", "=", input.causeId).forUpdate().executeTakeFirst()
      : undefined
    if (!cause) throw new NotFound("cause")
    const obstacle = await lockObstacle(tx, cause.obstacleId)
    if (!mayArrange(ctx.actor, obstacle)) throw new NotFound("cause")
    if (cause.version !== input.seenVersion) throw new Stale("cause")
    if (cause.decision !== null) return refused("cause.decided")
    if (cause.unitId === obstacle.planOfficeUnitId) return refused("cause.ownUnit")
    const { decision } = input
    if (decision !== "confirmed" && decision !== "refused") return refused("cause.noDecision", { field: "decision" })
    const reason = input.reason.trim()
    if (decision === "refused" && reason === "") return refused("obstacle.reasonMissing", { field: "reason" })
    const decided = { decision, decisionReason: reason, decidedOn: ctx.today, decidedBy: ctx.actor.personId }
    await tx
      .updateTable("latenessCause")
      .set({ ...decided, version: cause.version + 1 })
      .where("id", "=", cause.id)
      .execute()
    recordEvent(tx, `cause.${decision}`, [cause.id, ...aboutObstacle(obstacle)], { reason })
    return done({ causeId: cause.id })
  })
}
