import { documentResponse } from "#access/document-response.server.ts"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { templateFor } from "#features/document-templates/template-for.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import type { OfficialDocument } from "#platform/official-documents/official-document.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { writeWorkbook, xlsxMime } from "#platform/workbooks/write-workbook.server.ts"
import { folded } from "#shared/folded.ts"
import { currentSnapshot } from "../current-snapshot.server.ts"
import { editionOf } from "../edition-address.server.ts"
import { lateUnitsNotice } from "../late-units-document.ts"
import { maySeeConsolidation } from "../permissions.ts"
import { consolidatedReport } from "../report-document.ts"
import { consolidatedSheets } from "../report-workbook.ts"
import type { Route } from "./+types/output-file"

/** The report in Word or PDF and its figures in Excel: from the frozen snapshot, or as a draft from the figures of this moment. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const edition = editionOf(params)
  const { snapshot, issue } = await currentSnapshot(ctx, round, edition)
  const version = edition === undefined ? "" : ` ban ${edition}`
  const name = folded(`${round.documentName} ${round.planSlug}${version}`).replaceAll(" ", "-")
  const inTemplate = async (kind: "consolidatedReport" | "lateUnits", document: OfficialDocument) => {
    const of = { planId: round.planId, kind, fixedAt: new Date(snapshot.frozenAt) }
    return renderDocx(document, await templateFor(ctx, context.get(instanceContext).files, of, request))
  }
  const [file, ending] = params.file.split(".")
  const isDocument = ending === "docx" || ending === "pdf"
  if (isDocument && file === "bao-cao")
    return documentResponse({ request, context }, name, () =>
      inTemplate("consolidatedReport", consolidatedReport(snapshot, issue)),
    )
  if (isDocument && file === "don-vi-cham")
    return documentResponse({ request, context }, `don-vi-gui-cham-${name}`, () =>
      inTemplate("lateUnits", lateUnitsNotice(snapshot)),
    )
  if (params.file === "so-lieu.xlsx")
    return bytesResponse({ name: `${name}.xlsx`, mime: xlsxMime }, await writeWorkbook(consolidatedSheets(snapshot)))
  throw new NotFound("file")
}
