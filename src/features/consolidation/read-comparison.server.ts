import { type Round, readRound, readRounds } from "#features/reporting/read-rounds.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { momentAt } from "#shared/day.ts"
import { changesSinceFreeze, type SinceFreeze } from "./compare-figures.ts"
import type { Figures } from "./figures.ts"
import { numberQuotes } from "./narrative.ts"
import { readConsolidation, readNarrativeParts, readSnapshot } from "./read-consolidation.server.ts"
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

/** What the report of a round says, as frozen or as it stands now. */
export async function readSide(ctx: Ctx, round: Round): Promise<Side> {
  const snapshot = await readSnapshot(ctx.db, round.id)
  if (snapshot) return { round, figures: snapshot.figures, narrative: snapshot.narrative, isFrozen: true }
  const figures = await readFigures(ctx.db, round, momentAt(ctx.now, ctx.timeZone))
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
