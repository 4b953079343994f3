import { readPlanById } from "#features/plans/read-plan.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { type NarrativeKey, narrativeKeys } from "./consolidation.ts"
import { filledText } from "./figure-fields.ts"
import { type Marks, numberQuotes } from "./narrative.ts"
import { readBasis } from "./read-basis.server.ts"
import { type ConsolidationHead, readConsolidation, readSnapshotOf } from "./read-consolidation.server.ts"
import { readCorrectionOf } from "./read-corrections.server.ts"
import type { Snapshot } from "./snapshot.ts"

/**
 * The frozen content with its number and date, or a draft of this moment without them.
 * @param edition a version by its number; the present one when left out
 */
export async function currentSnapshot(ctx: Ctx, round: Round, edition?: number) {
  const head = await readConsolidation(ctx.db, round.id, edition)
  if (edition !== undefined && !head) throw new NotFound("edition")
  const frozen = head && (await readSnapshotOf(ctx.db, head.id))
  const snapshot = frozen ?? (await takeSnapshot(ctx, ctx.db, round, head))
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

type Version = { id: string; marks: Marks } & Pick<ConsolidationHead, "correctsId" | "keepsFigures">

/** Figures, text and sources of this moment; a correction of the text alone keeps figures and sources of the version it corrects. */
export async function takeSnapshot(ctx: Ctx, db: Db, round: Round, version: Version | undefined): Promise<Snapshot> {
  const plan = await readPlanById(db, round.planId)
  const narrative = version ? await readNarrative(db, version.id) : []
  const basis = await readBasis(ctx, db, round, version)
  const figures = await basis.readFigures()
  const corrects = version && (await readCorrectionOf(db, version.id))
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
    quotes: numberQuotes(await basis.readQuotes(), version?.marks).quotes,
    numbers: await basis.readNumbers(),
    ...(corrects ? { corrects } : {}),
    frozenAt: ctx.now.toISOString(),
  }
}
