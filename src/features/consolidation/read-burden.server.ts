import { type Round, readRound, readRounds } from "#features/reporting/read-rounds.server.ts"
import { readWorkOfRounds } from "#features/reporting/read-work.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { type Burden, burdenOf, type MeasuredReport } from "./burden.ts"
import { maySeeBurden } from "./permissions.ts"

export const TREND_ROUNDS = 8

export type BurdenOfRound = {
  round: Round
  rounds: Round[]
  burden: Burden
  /** Longest first; those that were not measured last. */
  units: MeasuredReport[]
  /** The round and those before it in the calendar of its plan, oldest first. */
  trend: { round: Round; burden: Burden }[]
}

/** What the reports of a round took, beside the rounds before it. @throws NotFound for who may not see it */
export async function readBurden(ctx: Ctx, roundId: string | null): Promise<BurdenOfRound | undefined> {
  const rounds = (await readRounds(ctx.db)).filter((each) => each.kind === "calendar" && maySeeBurden(ctx.actor, each))
  const round = roundId ? await readRound(ctx.db, roundId) : rounds[0]
  if (round && !maySeeBurden(ctx.actor, round)) throw new NotFound("round")
  if (!round) return undefined
  const earlier = rounds.filter((each) => each.planId === round.planId && each.dueOn <= round.dueOn)
  const shown = earlier.slice(0, TREND_ROUNDS).reverse()
  const ids = [...new Set([round.id, ...shown.map((each) => each.id)])]
  const work = Map.groupBy(await readWorkOfRounds(ctx.db, ids), (line) => line.roundId)
  const units = [...(work.get(round.id) ?? [])].sort((a, b) => (b.seconds ?? -1) - (a.seconds ?? -1))
  return {
    round,
    rounds,
    burden: burdenOf(units),
    units,
    trend: shown.map((each) => ({ round: each, burden: burdenOf(work.get(each.id) ?? []) })),
  }
}
