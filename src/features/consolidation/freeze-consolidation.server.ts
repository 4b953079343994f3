import { createHash } from "node:crypto"
import type { Ctx } from "#platform/context.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { historyHead } from "#platform/history/read-history.server.ts"
import { parseDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { canMove, moves } from "./consolidation.ts"
import { issueFault } from "./correction.ts"
import { takeSnapshot } from "./current-snapshot.server.ts"
import { unknownFields } from "./figure-fields.ts"
import { mayDirect } from "./permissions.ts"
import { readCorrectionOf } from "./read-corrections.server.ts"
import { lockConsolidation, saveConsolidation } from "./work-on-consolidation.server.ts"

type Seen = { roundId: string; seenVersion: number }

/** The director checks and freezes: the figures and the text of this moment are the report. What comes later goes into the next round. */
export function freezeConsolidation(ctx: Ctx, input: Seen) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayDirect(ctx.actor, round)) return refused("consolidation.onlyDirector")
    if (!canMove(consolidation.status, "freeze")) return refused("consolidation.wrongState")
    const snapshot = await takeSnapshot(ctx, tx, round, consolidation)
    if (snapshot.narrative.length === 0) return refused("consolidation.noNarrative")
    const unknown = snapshot.narrative.flatMap((part) => unknownFields(part.body, snapshot.figures))
    if (unknown.length > 0) return refused("consolidation.unknownField", { values: { names: unknown.join(", ") } })
    const text = JSON.stringify(snapshot)
    const head = await historyHead(tx)
    await saveConsolidation(tx, consolidation.id, input.seenVersion, {
      status: moves.freeze.to,
      snapshot: text,
      snapshotHash: createHash("sha256").update(text).digest("hex"),
      frozenAt: ctx.now,
      frozenBy: ctx.actor.personId,
      historySeq: head.seq,
      historyHash: head.hash,
    })
    recordEvent(tx, "consolidation.frozen", [consolidation.id, round.id], {
      totals: snapshot.figures.totals,
      hash: createHash("sha256").update(text).digest("hex"),
    })
    return done({ roundId: round.id })
  })
}

/** Number and date were given in the document system: the report is issued. Nothing of it changes any more. */
export function issueConsolidation(ctx: Ctx, input: Seen & { number: string; issuedOn: string; signerName: string }) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayDirect(ctx.actor, round)) return refused("consolidation.onlyDirector")
    if (!canMove(consolidation.status, "issue")) return refused("consolidation.wrongState")
    const number = /^\s*(\d{1,5})/.exec(input.number)?.[1]
    if (!number) return refused("consolidation.numberMissing", { field: "number" })
    const issuedOn = parseDay(input.issuedOn)
    if (!issuedOn) return refused("form.noDay", { field: "issuedOn", values: { text: input.issuedOn } })
    if (issuedOn > ctx.today) return refused("consolidation.dateInFuture", { field: "issuedOn" })
    const notation = /\/(.+)$/.exec(input.number.trim())?.[1]?.trim() || "BC"
    const former = await readCorrectionOf(tx, consolidation.id)
    const fault = former && issueFault(former, { number, notation, issuedOn })
    if (fault) return refused(fault.code, { field: fault.field })
    const signerName = input.signerName.trim() || null
    await saveConsolidation(tx, consolidation.id, input.seenVersion, {
      status: moves.issue.to,
      number,
      notation,
      issuedOn,
      issuedBy: ctx.actor.personId,
      signerName,
    })
    recordEvent(tx, "consolidation.issued", [consolidation.id, round.id], { number, notation, issuedOn })
    return done({ roundId: round.id })
  })
}
