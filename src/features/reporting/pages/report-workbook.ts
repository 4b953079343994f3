import { pageOf } from "#access/page.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { folded } from "#shared/folded.ts"
import { readEntriesToFill, readSectionsToFill } from "../fill-report.server.ts"
import { mayWrite } from "../permissions.ts"
import { readReport } from "../read-report.server.ts"
import { reportSheets } from "../report-sheets.ts"
import type { Route } from "./+types/report-workbook"

/** The report as a workbook to be filled in. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (!mayWrite(ctx.actor, report) || report.roundKind !== "calendar") throw new NotFound("report")
  const sheets = reportSheets(
    report,
    await readEntriesToFill(ctx.db, report),
    await readSectionsToFill(ctx.db, report),
    ctx.today,
  )
  const name = `${folded(`${report.documentName} ${report.unitName}`).replaceAll(" ", "-")}.xlsx`
  return bytesResponse({ name, mime: xlsxMime }, await writeWorkbook(sheets))
}
