import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { checkDocument, type DocumentInput, keepDocument, keepFile } from "./keep-document.server.ts"
import { isClosed } from "./obstacle.ts"
import { aboutObstacle, lockObstacle } from "./obstacle-store.server.ts"
import { mayAnswer, mayJudge } from "./permissions.ts"

/** What an obstacle rests on: a document by number and date, or a file; from who raised it and from who answers it. */
export function addObstacleDocument(ctx: Ctx, input: DocumentInput & { obstacleId: string }) {
  return inTransaction(ctx, async (tx) => {
    const obstacle = await lockObstacle(tx, input.obstacleId)
    if (!mayJudge(ctx.actor, obstacle) && !mayAnswer(ctx.actor, obstacle)) throw new NotFound("obstacle")
    if (isClosed(obstacle.status)) return refused("obstacle.closed")
    const document = checkDocument(ctx, input)
    if (!document.ok) return document
    const { number, file } = document.value
    if (number === null && !file) return refused("obstacle.nothingGiven", { field: "number" })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const storedFileId = await keepFile(ctx, tx, file)
    await keepDocument(ctx, tx, document.value, { obstacleId: obstacle.id, stepId: null, storedFileId })
    const { title, issuedOn } = document.value
    const facts = { title, number, issuedOn, sha256: file?.sha256 ?? null }
    recordEvent(tx, "obstacle.documentAdded", aboutObstacle(obstacle), facts)
    return done({ obstacleId: obstacle.id })
  })
}
