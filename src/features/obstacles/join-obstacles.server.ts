import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { isId } from "#shared/id.ts"
import { done, refused } from "#shared/outcome.ts"
import { canLead } from "./obstacle.ts"
import { addStep, lockFollowers, lockObstacle, saveObstacle } from "./obstacle-store.server.ts"
import { mayArrange } from "./permissions.ts"

const MOST_AT_ONCE = 50

/**
 * Alike ones are joined: one leads, its answer reaches all, and each raiser judges it for itself. They take the level and the day of the one
 * that leads, which is at least as high, so that nobody falls back. What led others brings them along.
 */
export function joinObstacles(
  ctx: Ctx,
  input: { obstacleId: string; seenVersion: number; otherIds: readonly string[] },
) {
  return inTransaction(ctx, async (tx) => {
    const leading = await lockObstacle(tx, input.obstacleId, input.seenVersion)
    if (!mayArrange(ctx.actor, leading)) throw new NotFound("obstacle")
    const otherIds = [...new Set(input.otherIds)].filter((id) => isId(id) && id !== leading.id).sort()
    if (otherIds.length === 0) return refused("obstacle.nothingToJoin")
    if (otherIds.length > MOST_AT_ONCE) return refused("obstacle.tooManyToJoin", { values: { most: MOST_AT_ONCE } })
    if (leading.leadingId !== null) return refused("obstacle.isJoined")
    const others = []
    for (const id of otherIds) {
      const other = await lockObstacle(tx, id)
      if (other.planId !== leading.planId) throw new NotFound("obstacle")
      if (!canLead(leading, other)) return refused("obstacle.cannotLead", { values: { number: other.number } })
      if (other.leadingId !== null) return refused("obstacle.alreadyJoined", { values: { number: other.number } })
      others.push(other, ...(await lockFollowers(tx, other.id)))
    }
    const { level, answeringUnitId, levelSince, answerDays, answerBy, returns } = leading
    for (const other of others) {
      const standing = { level, answeringUnitId, levelSince, answerDays, answerBy, returns }
      await saveObstacle(tx, other, { ...standing, leadingId: leading.id })
      const fromTo = { fromLevel: other.level, toLevel: level, answerBy }
      await addStep(ctx, tx, other, { what: "joined", otherId: leading.id, ...fromTo })
    }
    await saveObstacle(tx, leading, {})
    return done({ obstacleId: leading.id, joined: others.length })
  })
}

/** Goes its own way again, from the level and the day where it stands. */
export function partObstacle(ctx: Ctx, input: { obstacleId: string }) {
  return inTransaction(ctx, async (tx) => {
    if (!isId(input.obstacleId)) throw new NotFound("obstacle")
    const obstacle = await lockObstacle(tx, input.obstacleId)
    if (!mayArrange(ctx.actor, obstacle)) throw new NotFound("obstacle")
    if (obstacle.leadingId === null) return refused("obstacle.notJoined")
    await saveObstacle(tx, obstacle, { leadingId: null })
    await addStep(ctx, tx, obstacle, { what: "parted", otherId: obstacle.leadingId })
    return done({ obstacleId: obstacle.id })
  })
}
