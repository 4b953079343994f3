import { pageOf } from "#access/page.server.ts"
import { estimateSheet } from "#features/plans/estimate-sheet.server.ts"
import { planWorkbook } from "#features/plans/plan-workbook.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { exportPlan } from "../export-plan.server.ts"
import type { Route } from "./+types/plan-workbook"

/** The whole plan in one workbook, to be corrected in Excel and brought in again. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const sheets = planWorkbook(await exportPlan(ctx.db, plan.id))
  const estimates = plan.kind === "annual" ? [await estimateSheet(ctx.db, plan.id)] : []
  const bytes = await writeWorkbook([...sheets, ...estimates])
  return bytesResponse({ name: `so-lam-viec-${plan.slug}.xlsx`, mime: xlsxMime }, bytes)
}
