import { mayEditPlan } from "#features/plans/permissions.ts"
import type { Ctx } from "#platform/context.server.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { canStartAgain, isUnderWay, READINGS_AT_ONCE } from "./import-reading.ts"
import { deleteReading, insertReading, putBack, readOpenReadings, readReading } from "./import-reading-store.server.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import { mayReview } from "./review-plan.server.ts"

type PlanOfAnnex = { id: string; planOfficeUnitId: string }

/** Keeps the files until they are read; run-reading.server.ts reads them. @param plan whose annex they are; null for a whole plan */
export function startReading(ctx: Ctx, { plan, files }: { plan: PlanOfAnnex | null; files: UploadedFile[] }) {
  return inTransaction(ctx, async (tx) => {
    const may = plan ? ctx.actor.personId !== null && mayEditPlan(ctx.actor, plan) : mayReview(ctx)
    if (!may) return refused(plan ? "plan.mayNotEdit" : "plan.mayNotImport")
    const underWay = (await readOpenReadings(ctx, tx)).filter(isUnderWay)
    if (underWay.length >= READINGS_AT_ONCE)
      return refused("planImport.tooManyReadings", { values: { limit: READINGS_AT_ONCE } })
    return done({ readingId: await insertReading(ctx, tx, { planId: plan?.id ?? null, files }) })
  })
}

/** What was interrupted is read again; a text that breaks off is read as far as it goes. @throws NotFound for another person's */
export function startReadingAgain(ctx: Ctx, { readingId }: { readingId: string }) {
  return inTransaction(ctx, async (tx) => {
    const reading = await readReading(ctx, tx, readingId)
    if (!canStartAgain(reading)) return done({ readingId })
    await putBack(tx, readingId, reading.acceptsCut || reading.refusal?.code === "planImport.cut")
    return done({ readingId })
  })
}

/** The person thought better of it, or has read why it failed. */
export const forgetReading = (ctx: Ctx, readingId: string) =>
  inTransaction(ctx, async (tx) => {
    await deleteReading(ctx, tx, readingId)
    return done({})
  })
