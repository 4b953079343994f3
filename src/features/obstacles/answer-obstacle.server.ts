import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { checkDocument, type DocumentInput, keepDocument, keepFile } from "./keep-document.server.ts"
import { canMove, MAX_TEXT, moves } from "./obstacle.ts"
import { type LockedObstacle, lockObstacle, saveTogether, searchTextOf } from "./obstacle-store.server.ts"
import { mayAnswer } from "./permissions.ts"

/** An obstacle that waits for this person's level; those that follow another are answered there. @throws NotFound, Stale */
export async function waitingHere(
  ctx: Ctx,
  tx: Tx,
  input: { obstacleId: string; seenVersion: number },
): Promise<Outcome<LockedObstacle>> {
  const obstacle = await lockObstacle(tx, input.obstacleId, input.seenVersion)
  if (!mayAnswer(ctx.actor, obstacle)) throw new NotFound("obstacle")
  if (!canMove(obstacle.status, "answer")) return refused("obstacle.notOpen")
  if (obstacle.leadingId !== null) return refused("obstacle.isJoined")
  return done(obstacle)
}

export type AnswerInput = {
  obstacleId: string
  seenVersion: number
  answer: string
  /** The rest is still being worked on: the day of the level stays. */
  isPartial: boolean
  /** Kept out of the guidance. */
  isInternal: boolean
  document: DocumentInput
}

/** The answer of a level, with the document that carries it; it reaches every obstacle that was joined to this one. */
export function answerObstacle(ctx: Ctx, input: AnswerInput) {
  return inTransaction(ctx, async (tx) => {
    const found = await waitingHere(ctx, tx, input)
    if (!found.ok) return found
    const text = input.answer.trim()
    if (text === "") return refused("obstacle.answerMissing", { field: "answer" })
    if (text.length > MAX_TEXT) return refused("form.tooLong", { field: "answer", values: { max: MAX_TEXT } })
    const checked = checkDocument(ctx, input.document)
    if (!checked.ok) return checked
    const document = checked.value
    const needsDocument = !input.isPartial || document.file !== undefined
    if (needsDocument && document.number === null) return refused("obstacle.documentMissing", { field: "number" })
    const status = input.isPartial ? "open" : moves.answer.to
    const saved = await saveTogether(
      ctx,
      tx,
      found.value,
      (each) => ({
        status,
        searchText: `${each.searchText} ${searchTextOf(text, document.number ?? "")}`,
        isAnswerInternal: each.isAnswerInternal || input.isInternal,
      }),
      (each) => ({
        what: input.isPartial ? "partlyAnswered" : "answered",
        text,
        fromLevel: each.level,
        documentNumber: document.number,
        documentOn: document.issuedOn,
      }),
    )
    const storedFileId = await keepFile(ctx, tx, document.file)
    if (storedFileId !== null)
      for (const { obstacle, stepId } of saved)
        await keepDocument(ctx, tx, document, { obstacleId: obstacle.id, stepId, storedFileId })
    return done({ obstacleId: found.value.id, reached: saved.length })
  })
}
