import type { Ctx } from "#platform/context.server.ts"
import type { ImportReading } from "./import-reading.ts"
import { readOpenReadings, readReading } from "./import-reading-store.server.ts"

export type ReadingOfPlan = ImportReading & { plan: { id: string; slug: string; planOfficeUnitId: string } | null }

/** With the plan whose annex is read. Two queries. @throws NotFound for another person's reading, and one that was forgotten */
export async function readReadingOfPlan(ctx: Ctx, id: string): Promise<ReadingOfPlan> {
  const reading = await readReading(ctx, ctx.db, id)
  if (reading.planId === null) return { ...reading, plan: null }
  const plan = await ctx.db
    .selectFrom("plan")
    .select(["id", "slug", "planOfficeUnitId"])
    .where("id", "=", reading.planId)
    .executeTakeFirstOrThrow()
  return { ...reading, plan }
}

/** Where the files were handed in, and where what was read of them is reviewed. */
export const uploadPageOf = ({ plan }: Pick<ReadingOfPlan, "plan">): string =>
  plan ? `/ke-hoach/${plan.slug}/phu-luc` : "/nhap-ke-hoach"

export const reviewPageOf = (reading: ReadingOfPlan): string => `${uploadPageOf(reading)}/${reading.uploadId}`

/** Readings that are not through, of whole plans and of annexes. */
export const readReadingsUnderWay = (ctx: Ctx): Promise<ImportReading[]> => readOpenReadings(ctx, ctx.db)
