import { pageOf } from "#access/page.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { readAllOpeningLines } from "../enter-opening-state.server.ts"
import { openingSheets } from "../opening-sheet.ts"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import type { Route } from "./+types/opening-workbook"

/** The tasks that nobody has reported on, to be filled in and sent back. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan) || plan.supersededOn) throw new NotFound("plan")
  const lines = await readAllOpeningLines(ctx.db, plan.id)
  const bytes = await writeWorkbook(openingSheets(plan, lines, ctx.today))
  return bytesResponse({ name: `hien-trang-${plan.slug}.xlsx`, mime: xlsxMime }, bytes)
}
