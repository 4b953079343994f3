import { type CorrectPlanInput, takeCorrectionIn } from "#features/plans/correct-plan.server.ts"
import { slugOf } from "#features/plans/create-plan.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import type { CorrectedPlan, PlanCorrection } from "#features/plans/plan-correction.ts"
import { digestOf, readCorrection } from "#features/plans/read-correction.server.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { refused } from "#shared/outcome.ts"
import { correctedReading, documentDay, type HeldPlan, mainDocument } from "./held-plan.ts"
import { deleteHeld, lockHeld } from "./held-plan-store.server.ts"
import { readKnownNames } from "./known-names.server.ts"
import { withTargets } from "./match-agencies.ts"
import { mayReview, type Seen } from "./review-plan.server.ts"
import { viewText } from "./source-view.ts"

export type PlanThere = { id: string; slug: string; title: string; planOfficeUnitId: string }

/** The plan that the same document ordered, if it is there already and the actor may correct it. */
export async function findPlanOf(ctx: Ctx, db: Db, held: HeldPlan): Promise<PlanThere | undefined> {
  const main = mainDocument(held)
  if (!main) return undefined
  const plan = await db
    .selectFrom("plan")
    .select(["id", "slug", "title", "planOfficeUnitId"])
    .where("slug", "=", slugOf(main))
    .where("undoneOn", "is", null)
    .where("supersededOn", "is", null)
    .executeTakeFirst()
  return plan && mayEditPlan(ctx.actor, plan) ? plan : undefined
}

/** What the upload would change of the plan: nothing is written. @throws NotFound when there is no such plan */
export async function compareWithPlan(
  ctx: Ctx,
  held: HeldPlan,
): Promise<{ plan: PlanThere; correction: PlanCorrection; shown: string }> {
  const plan = await findPlanOf(ctx, ctx.db, held)
  if (!plan) throw new NotFound("plan")
  const correction = await readCorrection(ctx.db, plan.id, await fileOf(ctx, ctx.db, held))
  return { plan, correction, shown: digestOf(correction) }
}

async function fileOf(ctx: Ctx, db: Db, held: HeldPlan): Promise<CorrectedPlan> {
  const { plan, documents } = correctedReading(held)
  const known = await readKnownNames(db, ctx.today, documentDay(documents))
  const groups = plan.groups.map((group) => ({
    ...group,
    tasks: withTargets(group.tasks, known, held.corrections.names),
  }))
  return { groups, indicators: plan.indicators, duties: plan.duties, reporting: plan.reporting }
}

/** The corrected file goes into the plan that is there, whole or not at all; the upload is then forgotten. */
export function correctPlanFromFile(ctx: Ctx, input: Seen & Pick<CorrectPlanInput, "dropIds" | "shown">) {
  return inTransaction(ctx, async (tx) => {
    if (!mayReview(ctx)) return refused("plan.mayNotImport")
    const held = await lockHeld<HeldPlan>(ctx, tx, "plan", input)
    const plan = await findPlanOf(ctx, tx, held)
    if (!plan) throw new NotFound("plan")
    const outcome = await takeCorrectionIn(ctx, tx, {
      planId: plan.id,
      file: await fileOf(ctx, tx, held),
      document: mainDocument(held)!,
      sourceText: held.sources.map(viewText),
      issues: held.reading.issues,
      dropIds: input.dropIds,
      shown: input.shown,
    })
    if (outcome.ok) await deleteHeld(ctx, tx, input.uploadId)
    return outcome
  })
}
