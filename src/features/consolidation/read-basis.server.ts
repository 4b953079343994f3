import { readNumberSeries } from "#features/reporting/read-numbers.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { momentAt } from "#shared/day.ts"
import type { Figures, Quote } from "./figures.ts"
import { type NumberTotal, numberTotals } from "./number-totals.ts"
import { readSnapshotOf } from "./read-consolidation.server.ts"
import { readFigures } from "./read-figures.server.ts"
import { readQuotes } from "./read-quotes.server.ts"

/** What a version that is not frozen yet is made of; each part is read when it is asked for. */
export type Basis = {
  readFigures: () => Promise<Figures>
  readQuotes: () => Promise<Quote[]>
  readNumbers: () => Promise<NumberTotal[]>
}
type Version = { correctsId: string | null; keepsFigures: boolean }

/**
 * The live figures and sentences; for a correction of the text alone those of the version that it corrects, so that nothing else moves
 * with the sentence that was wrong.
 */
export async function readBasis(ctx: Ctx, db: Db, round: Round, version: Version | undefined): Promise<Basis> {
  const former = version?.keepsFigures && version.correctsId ? await readSnapshotOf(db, version.correctsId) : undefined
  if (former)
    return {
      readFigures: async () => former.figures,
      readQuotes: async () => former.quotes,
      readNumbers: async () => former.numbers ?? [],
    }
  return {
    readFigures: () => readFigures(db, round, momentAt(ctx.now, ctx.timeZone)),
    readQuotes: () => readQuotes(db, round.id),
    readNumbers: async () => numberTotals(await readNumberSeries(db, round.id)),
  }
}
