import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { canEdit, narrativeKeys } from "./consolidation.ts"
import { alikeQuotes, draftLine, numberQuotes, quoteKey } from "./narrative.ts"
import { mayEditConsolidation } from "./permissions.ts"
import { readBasis } from "./read-basis.server.ts"
import { lockConsolidation, saveNarrativePart } from "./work-on-consolidation.server.ts"

/**
 * Takes one sentence out of those that read alike. Where the joined line still stands in the text as it was drafted, the sentence gets a
 * line of its own there; an edited line is the editors' and stays.
 */
export function partQuote(ctx: Ctx, input: { roundId: string; mark: number; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    if (!canEdit(consolidation.status)) return refused("consolidation.frozen")
    const basis = await readBasis(ctx, tx, round, consolidation)
    const { quotes } = numberQuotes(await basis.readQuotes(), consolidation.marks)
    const quote = quotes.find((each) => each.mark === input.mark)
    const key = narrativeKeys.find((each) => each === quote?.key)
    if (!quote || !key) throw new NotFound("quote")
    const joined = alikeQuotes(quotes, key, consolidation.parted).find((same) => same.includes(quote))!
    if (joined.length === 1) return refused("narrative.notJoined")
    const parted = [...consolidation.parted, quoteKey(quote)]
    await tx
      .updateTable("consolidation")
      .set({ parted: JSON.stringify(parted) })
      .where("id", "=", consolidation.id)
      .execute()
    recordEvent(tx, "narrative.parted", consolidation.id, { mark: quote.mark })
    const others = joined.filter((each) => each !== quote)
    const body = await bodyOf(tx, consolidation.id, key)
    const lines = body
      .split("\n")
      .flatMap((line) => (line === draftLine(joined) ? [draftLine(others), draftLine([quote])] : [line]))
    const changed = lines.join("\n")
    if (changed === body) return done({ key })
    return saveNarrativePart(ctx, tx, consolidation, { key, body: changed, seenVersion: input.seenVersion })
  })
}

async function bodyOf(tx: Tx, consolidationId: string, key: string): Promise<string> {
  const part = await tx
    .selectFrom("narrativeSection")
    .select("body")
    .where("consolidationId", "=", consolidationId)
    .where("key", "=", key)
    .executeTakeFirst()
  return part?.body ?? ""
}

/** A remark beside one part of the draft; it is no part of the report. */
export function addNarrativeComment(ctx: Ctx, input: { roundId: string; key: string; body: string }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    if (!canEdit(consolidation.status)) return refused("consolidation.frozen")
    const key = narrativeKeys.find((each) => each === input.key)
    if (!key) throw new NotFound("section")
    const body = input.body.trim()
    if (body === "") return refused("narrative.commentEmpty", { field: "comment" })
    await tx
      .insertInto("narrativeComment")
      .values({
        id: ctx.newId(),
        consolidationId: consolidation.id,
        key,
        body,
        writtenBy: ctx.actor.personId!,
        writtenAt: ctx.now,
      })
      .execute()
    recordEvent(tx, "narrative.commented", consolidation.id, { key })
    return done({ key })
  })
}

/** The remark was dealt with; it stays readable below the part. */
export function resolveNarrativeComment(ctx: Ctx, input: { roundId: string; commentId: string }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    const comment = await tx
      .updateTable("narrativeComment")
      .set({ resolvedBy: ctx.actor.personId, resolvedAt: ctx.now })
      .where("id", "=", input.commentId)
      .where("consolidationId", "=", consolidation.id)
      .where("resolvedAt", "is", null)
      .returning("key")
      .executeTakeFirst()
    if (!comment) return refused("narrative.commentResolved")
    recordEvent(tx, "narrative.commentResolved", consolidation.id, { key: comment.key })
    return done({ key: comment.key })
  })
}
