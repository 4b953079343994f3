import { pageOf } from "#access/page.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { docxMime, renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { folded } from "#shared/folded.ts"
import { currentSnapshot } from "../current-snapshot.server.ts"
import { editionOf } from "../edition-address.server.ts"
import { lateUnitsNotice } from "../late-units-document.ts"
import { maySeeConsolidation } from "../permissions.ts"
import { consolidatedReport } from "../report-document.ts"
import { consolidatedSheets } from "../report-workbook.ts"
import type { Route } from "./+types/output-file"

/** The report in Word and its figures in Excel: from the frozen snapshot, or as a draft from the figures of this moment. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const edition = editionOf(params)
  const { snapshot, issue } = await currentSnapshot(ctx, round, edition)
  const version = edition === undefined ? "" : ` ban ${edition}`
  const name = folded(`${round.documentName} ${round.planSlug}${version}`).replaceAll(" ", "-")
  if (params.file === "bao-cao.docx")
    return bytesResponse(
      { name: `${name}.docx`, mime: docxMime },
      await renderDocx(consolidatedReport(snapshot, issue)),
    )
  if (params.file === "don-vi-cham.docx")
    return bytesResponse(
      { name: `don-vi-gui-cham-${name}.docx`, mime: docxMime },
      await renderDocx(lateUnitsNotice(snapshot)),
    )
  if (params.file === "so-lieu.xlsx")
    return bytesResponse({ name: `${name}.xlsx`, mime: xlsxMime }, await writeWorkbook(consolidatedSheets(snapshot)))
  throw new NotFound("file")
}
