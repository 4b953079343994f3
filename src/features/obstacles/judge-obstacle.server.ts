import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { formatDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { afterNotSolved, canMove, moves, reopened } from "./obstacle.ts"
import {
  aboutObstacle,
  addStep,
  type LockedObstacle,
  lockFollowers,
  lockObstacle,
  saveObstacle,
} from "./obstacle-store.server.ts"
import { mayAnswer, mayJudge } from "./permissions.ts"
import { readRoute } from "./read-route.server.ts"

type Seen = { obstacleId: string; seenVersion: number }

async function ownObstacle(ctx: Ctx, tx: Tx, { obstacleId, seenVersion }: Seen): Promise<LockedObstacle> {
  const obstacle = await lockObstacle(tx, obstacleId, seenVersion)
  if (!mayJudge(ctx.actor, obstacle)) throw new NotFound("obstacle")
  return obstacle
}

/** Who raised it says that the answer solved it. */
export function solveObstacle(ctx: Ctx, input: Seen & { comment: string }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await ownObstacle(ctx, tx, input)
    if (!canMove(obstacle.status, "solve")) return refused("obstacle.notAnswered")
    await saveObstacle(tx, obstacle, { status: moves.solve.to, closedOn: ctx.today })
    await addStep(ctx, tx, obstacle, { what: "solved", text: input.comment.trim(), fromLevel: obstacle.level })
    return done({ obstacleId: obstacle.id })
  })
}

/** The answer did not solve it: what is missing goes back to the same level once, then up. From then on it goes its own way. */
export function rejectAnswer(ctx: Ctx, input: Seen & { missing: string }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await ownObstacle(ctx, tx, input)
    if (!canMove(obstacle.status, "notSolved")) return refused("obstacle.notAnswered")
    const missing = input.missing.trim()
    if (missing === "") return refused("obstacle.missingMissing", { field: "missing" })
    const route = await readRoute(tx, obstacle.planId, ctx.today)
    const arrival = afterNotSolved(obstacle, route, ctx.today, await readCalendar(tx))
    await saveObstacle(tx, obstacle, { ...arrival, status: moves.notSolved.to, leadingId: null })
    await addStep(ctx, tx, obstacle, {
      what: "notSolved",
      text: missing,
      fromLevel: obstacle.level,
      toLevel: arrival.level,
      toUnitId: arrival.answeringUnitId,
      answerBy: arrival.answerBy,
    })
    return done({ obstacleId: obstacle.id, level: arrival.level })
  })
}

/** The unit needs no answer any more. Those that waited for the same answer go on waiting, the oldest of them leads. */
export function withdrawObstacle(ctx: Ctx, input: Seen & { reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await ownObstacle(ctx, tx, input)
    if (!canMove(obstacle.status, "withdraw")) return refused("obstacle.closed")
    const reason = input.reason.trim()
    if (reason === "") return refused("obstacle.reasonMissing", { field: "reason" })
    await saveObstacle(tx, obstacle, { status: moves.withdraw.to, closedOn: ctx.today, leadingId: null })
    await addStep(ctx, tx, obstacle, { what: "withdrawn", text: reason, fromLevel: obstacle.level })
    const [first, ...others] = await lockFollowers(tx, obstacle.id)
    if (first) {
      await saveObstacle(tx, first, { leadingId: null })
      await addStep(ctx, tx, first, { what: "leads", otherId: obstacle.id })
      for (const other of others) await saveObstacle(tx, other, { leadingId: first.id })
    }
    return done({ obstacleId: obstacle.id })
  })
}

/** What was closed comes up again: at the level where it was, while the plan is in force. */
export function reopenObstacle(ctx: Ctx, input: Seen & { reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await ownObstacle(ctx, tx, input)
    if (!canMove(obstacle.status, "reopen")) return refused("obstacle.notClosed")
    if (obstacle.supersededOn) return refused("plan.superseded", { values: { day: formatDay(obstacle.supersededOn) } })
    const reason = input.reason.trim()
    if (reason === "") return refused("obstacle.reasonMissing", { field: "reason" })
    const route = await readRoute(tx, obstacle.planId, ctx.today)
    const arrival = reopened(obstacle, route, ctx.today, await readCalendar(tx))
    await saveObstacle(tx, obstacle, { ...arrival, status: moves.reopen.to, closedOn: null, leadingId: null })
    await addStep(ctx, tx, obstacle, {
      what: "reopened",
      text: reason,
      toLevel: arrival.level,
      toUnitId: arrival.answeringUnitId,
      answerBy: arrival.answerBy,
    })
    return done({ obstacleId: obstacle.id })
  })
}

/** Question or answer is kept out of the guidance, or given to it: the raiser for the question, the answerer for the answer. */
export function keepInternal(ctx: Ctx, input: Seen & { isInternal: boolean }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await lockObstacle(tx, input.obstacleId, input.seenVersion)
    const isRaiser = mayJudge(ctx.actor, obstacle)
    if (!isRaiser && !mayAnswer(ctx.actor, obstacle)) throw new NotFound("obstacle")
    const change = isRaiser ? { isInternal: input.isInternal } : { isAnswerInternal: input.isInternal }
    await saveObstacle(tx, obstacle, change)
    recordEvent(tx, "obstacle.keptInternal", aboutObstacle(obstacle), change)
    return done({ obstacleId: obstacle.id })
  })
}
