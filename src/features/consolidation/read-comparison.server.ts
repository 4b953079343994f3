import { type Round, readRound, readRounds } from "#features/reporting/read-rounds.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { momentAt } from "#shared/day.ts"
import { changesSinceFreeze, type SinceFreeze } from "./compare-figures.ts"
import type { Figures } from "./figures.ts"
import { numberQuotes } from "./narrative.ts"
import { readBasis } from "./read-basis.server.ts"
import { readConsolidation, readNarrativeParts, readSnapshot, readSnapshotOf } from "./read-consolidation.server.ts"
import { readFigures } from "./read-figures.server.ts"
import { readQuotes } from "./read-quotes.server.ts"

export type Side = { round: Round; figures: Figures; narrative: { key: string; body: string }[]; isFrozen: boolean }

/** The round before this one in the calendar of the plan; undefined for the first. */
export async function readRoundBefore(ctx: Ctx, round: Round): Promise<Round | undefined> {
  const earlier = (await readRounds(ctx.db, round.planId)).find(
    (each) => each.kind === "calendar" && each.dueOn < round.dueOn,
  )
  return earlier && readRound(ctx.db, earlier.id)
}

/**
 * What the report of a round says, as frozen or as it stands now.
 * @param isEarlier a correction that is still being written does not count for the rounds after it: the issued version does
 */
export async function readSide(ctx: Ctx, round: Round, isEarlier = false): Promise<Side> {
  const snapshot = (await readSnapshot(ctx.db, round.id)) ?? (isEarlier && (await readFormer(ctx.db, round.id)))
  if (snapshot) return { round, figures: snapshot.figures, narrative: snapshot.narrative, isFrozen: true }
  const basis = await readBasis(ctx, ctx.db, round, await readConsolidation(ctx.db, round.id))
  const figures = await basis.readFigures()
  return { round, figures, narrative: await readNarrativeParts(ctx.db, round.id), isFrozen: false }
}

/** Undefined as long as nothing is frozen. */
export async function readSinceFreeze(ctx: Ctx, round: Round): Promise<SinceFreeze | undefined> {
  const snapshot = await readSnapshot(ctx.db, round.id)
  if (!snapshot) return undefined
  const head = await readConsolidation(ctx.db, round.id)
  const live = await readFigures(ctx.db, round, momentAt(ctx.now, ctx.timeZone))
  return changesSinceFreeze(snapshot, live, numberQuotes(await readQuotes(ctx.db, round.id), head?.marks).quotes)
}

/** What is issued while its correction is being written. */
async function readFormer(db: Ctx["db"], roundId: string) {
  const head = await readConsolidation(db, roundId)
  return head?.correctsId ? readSnapshotOf(db, head.correctsId) : undefined
}
