import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { adminPage } from "../admin-page.server.ts"
import { readUnits } from "../read-units.server.ts"
import { unitSheets } from "../unit-workbook.ts"
import type { Route } from "./+types/unit-export"

/** All units as one workbook, which the import reads back. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = adminPage(context)
  const bytes = await writeWorkbook(unitSheets(await readUnits(ctx.db), ctx.today))
  return bytesResponse({ name: `don-vi-${ctx.today}.xlsx`, mime: xlsxMime }, bytes)
}
