import { readPlanById } from "#features/plans/read-plan.server.ts"
import { readNumberSeries } from "#features/reporting/read-numbers.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { momentAt } from "#shared/day.ts"
import { type NarrativeKey, narrativeKeys } from "./consolidation.ts"
import { filledText } from "./figure-fields.ts"
import { type Marks, numberQuotes } from "./narrative.ts"
import { numberTotals } from "./number-totals.ts"
import { readConsolidation, readSnapshot } from "./read-consolidation.server.ts"
import { readFigures } from "./read-figures.server.ts"
import { readQuotes } from "./read-quotes.server.ts"
import type { Snapshot } from "./snapshot.ts"

/** The frozen content with its number and date, or a draft of this moment without them. */
export async function currentSnapshot(ctx: Ctx, round: Round) {
  const head = await readConsolidation(ctx.db, round.id)
  const frozen = await readSnapshot(ctx.db, round.id)
  const snapshot =
    frozen ??
    (await takeSnapshot(
      ctx,
      ctx.db,
      round,
      head ? { narrative: await readNarrative(ctx.db, head.id), marks: head.marks } : { narrative: [], marks: {} },
    ))
  return {
    snapshot,
    issue: {
      number: head?.number ?? null,
      notation: head?.notation ?? "BC",
      issuedOn: head?.issuedOn ?? null,
      signerName: head?.signerName ?? null,
      historySeq: head?.historySeq?.toString() ?? null,
      historyHash: head?.historyHash ?? null,
    },
  }
}

/** The parts of the narrative that hold text, in the order of the report. */
export async function readNarrative(db: Db, consolidationId: string): Promise<Snapshot["narrative"]> {
  const rows = await db
    .selectFrom("narrativeSection")
    .select(["key", "body"])
    .where("consolidationId", "=", consolidationId)
    .execute()
  return narrativeKeys.flatMap((key: NarrativeKey) => {
    const body = rows.find((row) => row.key === key)?.body.trim()
    return body ? [{ key, body }] : []
  })
}

/** Figures, text and sources of this moment. */
export async function takeSnapshot(
  ctx: Ctx,
  db: Db,
  round: Round,
  { narrative, marks }: { narrative: Snapshot["narrative"]; marks: Marks },
): Promise<Snapshot> {
  const plan = await readPlanById(db, round.planId)
  const figures = await readFigures(db, round, momentAt(ctx.now, ctx.timeZone))
  const { number, notation, issuedOn, issuer, place, isIllustrative } = plan
  return {
    plan: {
      id: plan.id,
      slug: plan.slug,
      title: plan.title,
      number,
      notation,
      issuedOn,
      issuer,
      place,
      office: plan.planOfficeName,
      isIllustrative,
    },
    round: {
      id: round.id,
      code: round.code,
      name: round.name,
      documentName: round.documentName,
      asOfOn: round.asOfOn,
      officeDueOn: round.officeDueOn,
    },
    figures,
    narrative: narrative.map((part) => ({ ...part, body: filledText(part.body, figures) })),
    quotes: numberQuotes(await readQuotes(db, round.id), marks).quotes,
    numbers: numberTotals(await readNumberSeries(db, round.id)),
    frozenAt: ctx.now.toISOString(),
  }
}
