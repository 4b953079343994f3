import { documentResponse } from "#access/document-response.server.ts"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { templateFor } from "#features/document-templates/template-for.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import type { Db } from "#platform/context.server.ts"
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
import { readConsolidation, readPublicationOf } from "../read-consolidation.server.ts"
import { consolidatedReport } from "../report-document.ts"
import { consolidatedSheets } from "../report-workbook.ts"
import { reportSubmission } from "../submission-document.ts"
import type { Route } from "./+types/output-file"

async function isPublicationAsked(db: Db, roundId: string, edition: number | undefined): Promise<boolean> {
  const head = await readConsolidation(db, roundId, edition)
  return head !== undefined && (await readPublicationOf(db, head.id))?.state === "proposed"
}

/** The report, its submission and the late units in Word or PDF, and the figures in Excel: from the frozen snapshot, or as a draft from the figures of this moment. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const edition = editionOf(params)
  const { snapshot, issue } = await currentSnapshot(ctx, round, edition)
  const version = edition === undefined ? "" : ` ban ${edition}`
  const name = folded(`${round.documentName} ${round.planSlug}${version}`).replaceAll(" ", "-")
  const inTemplate = async (kind: "consolidatedReport" | "lateUnits" | "submission", document: OfficialDocument) => {
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
  if (isDocument && file === "to-trinh") {
    const asksToPublish = await isPublicationAsked(ctx.db, round.id, edition)
    return documentResponse({ request, context }, `to-trinh-${name}`, () =>
      inTemplate("submission", reportSubmission(snapshot, issue, asksToPublish)),
    )
  }
  if (params.file === "so-lieu.xlsx")
    return bytesResponse({ name: `${name}.xlsx`, mime: xlsxMime }, await writeWorkbook(consolidatedSheets(snapshot)))
  throw new NotFound("file")
}
