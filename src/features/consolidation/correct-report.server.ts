import type { Round } from "#features/reporting/read-rounds.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { canEdit, canMove, moves } from "./consolidation.ts"
import { canBeCorrected } from "./correction.ts"
import { quoteKey } from "./narrative.ts"
import { mayDirect, mayEditConsolidation } from "./permissions.ts"
import { readSnapshotOf } from "./read-consolidation.server.ts"
import { lockConsolidation, saveConsolidation } from "./work-on-consolidation.server.ts"

/** The plan office finds that an issued report must be corrected, and says why. The director decides; a director who asks has decided. */
export function proposeCorrection(ctx: Ctx, input: { roundId: string; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    if (!canBeCorrected(consolidation.status)) return refused("correction.notIssued")
    const reason = input.reason.trim()
    if (reason === "") return refused("correction.reasonMissing", { field: "reason" })
    if (await isWaiting(tx, consolidation.id)) return refused("correction.alreadyProposed")
    const id = ctx.newId()
    await tx
      .insertInto("correction")
      .values({
        id,
        consolidationId: consolidation.id,
        reason,
        proposedBy: ctx.actor.personId!,
        proposedAt: ctx.now,
      })
      .execute()
    recordEvent(tx, "correction.proposed", [consolidation.id, round.id], { reason, edition: consolidation.edition })
    if (mayDirect(ctx.actor, round)) await openEdition(ctx, tx, { round, former: consolidation, correctionId: id })
    return done({ roundId: round.id })
  })
}

/** The director opens the correction as a new version of the report, or says why not. */
export function decideCorrection(ctx: Ctx, input: { roundId: string; isOpened: boolean; decisionReason: string }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayDirect(ctx.actor, round)) return refused("consolidation.onlyDirector")
    const waiting = await isWaiting(tx, consolidation.id)
    if (!waiting) return refused("correction.nothingProposed")
    if (input.isOpened) {
      await openEdition(ctx, tx, { round, former: consolidation, correctionId: waiting.id })
      return done({ roundId: round.id })
    }
    const decisionReason = input.decisionReason.trim()
    if (decisionReason === "") return refused("correction.refusalReasonMissing", { field: "decisionReason" })
    await decide(ctx, tx, waiting.id, { state: "refused", decisionReason })
    recordEvent(tx, "correction.refused", [consolidation.id, round.id], { reason: decisionReason })
    return done({ roundId: round.id })
  })
}

/** A correction that was opened turns out not to be needed: it stays on record, and the former version counts again. */
export function withdrawCorrection(ctx: Ctx, input: { roundId: string; seenVersion: number; withdrawReason: string }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayDirect(ctx.actor, round)) return refused("consolidation.onlyDirector")
    if (!consolidation.correctsId || !canMove(consolidation.status, "withdraw"))
      return refused("consolidation.wrongState")
    const reason = input.withdrawReason.trim()
    if (reason === "") return refused("correction.withdrawReasonMissing", { field: "withdrawReason" })
    await saveConsolidation(tx, consolidation.id, input.seenVersion, { status: moves.withdraw.to, isCurrent: false })
    await tx.updateTable("consolidation").set({ isCurrent: true }).where("id", "=", consolidation.correctsId).execute()
    await tx
      .updateTable("correction")
      .set({ state: "withdrawn", decisionReason: reason })
      .where("openedId", "=", consolidation.id)
      .execute()
    recordEvent(tx, "correction.withdrawn", [consolidation.id, consolidation.correctsId, round.id], { reason })
    return done({ roundId: round.id })
  })
}

/** Whether a correction keeps the figures and sources of the former version, or takes those of now. */
export function chooseFigures(ctx: Ctx, input: { roundId: string; seenVersion: number; keepsFigures: boolean }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    if (!consolidation.correctsId || !canEdit(consolidation.status)) return refused("consolidation.wrongState")
    await saveConsolidation(tx, consolidation.id, input.seenVersion, { keepsFigures: input.keepsFigures })
    recordEvent(tx, input.keepsFigures ? "correction.figuresKept" : "correction.figuresRenewed", [
      consolidation.id,
      round.id,
    ])
    return done({ roundId: round.id })
  })
}

const isWaiting = (tx: Tx, consolidationId: string) =>
  tx
    .selectFrom("correction")
    .select("id")
    .where("consolidationId", "=", consolidationId)
    .where("state", "=", "proposed")
    .executeTakeFirst()

const decide = (ctx: Ctx, tx: Tx, correctionId: string, decision: object) =>
  tx
    .updateTable("correction")
    .set({ ...decision, decidedBy: ctx.actor.personId, decidedAt: ctx.now })
    .where("id", "=", correctionId)
    .execute()

type Former = Awaited<ReturnType<typeof lockConsolidation>>["consolidation"]

/**
 * A new version that begins with the text, the marks, the figures and the sources of the former one. Of the former one nothing but its
 * place as the present version changes.
 */
async function openEdition(
  ctx: Ctx,
  tx: Tx,
  { round, former, correctionId }: { round: Round; former: Former; correctionId: string },
): Promise<void> {
  const snapshot = await readSnapshotOf(tx, former.id)
  if (!snapshot) throw new NotFound("snapshot")
  const id = ctx.newId()
  const { last } = await tx
    .selectFrom("consolidation")
    .select((select) => select.fn.max("edition").as("last"))
    .where("roundId", "=", round.id)
    .executeTakeFirstOrThrow()
  const marks = {
    ...former.marks,
    ...Object.fromEntries(snapshot.quotes.map((quote) => [quoteKey(quote), quote.mark])),
  }
  await tx.updateTable("consolidation").set({ isCurrent: false }).where("id", "=", former.id).execute()
  await tx
    .insertInto("consolidation")
    .values({
      id,
      roundId: round.id,
      edition: last + 1,
      correctsId: former.id,
      keepsFigures: true,
      marks: JSON.stringify(marks),
      parted: JSON.stringify(former.parted),
    })
    .execute()
  await copyText(ctx, tx, former.id, id)
  await decide(ctx, tx, correctionId, { state: "opened", openedId: id })
  recordEvent(tx, "correction.opened", [id, former.id, round.id], { edition: last + 1, corrects: former.edition })
}

async function copyText(ctx: Ctx, tx: Tx, fromId: string, toId: string): Promise<void> {
  const parts = await tx
    .selectFrom("narrativeSection")
    .select(["key", "body"])
    .where("consolidationId", "=", fromId)
    .execute()
  if (parts.length === 0) return
  const copied = parts.map((part) => ({ ...part, consolidationId: toId }))
  await tx
    .insertInto("narrativeSection")
    .values(copied.map((part) => ({ ...part, editedBy: ctx.actor.personId, editedAt: ctx.now })))
    .execute()
  await tx
    .insertInto("narrativeVersion")
    .values(copied.map((part) => ({ ...part, version: 1, savedBy: ctx.actor.personId, savedAt: ctx.now })))
    .execute()
}
