import { documentResponse } from "#access/document-response.server.ts"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { templateFor } from "#features/document-templates/template-for.server.ts"
import type { Db } from "#platform/context.server.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { folded } from "#shared/folded.ts"
import { readAnswers } from "../read-answers.server.ts"
import { readEntries, readSections, readSubmissions } from "../read-entries.server.ts"
import { readReport } from "../read-report.server.ts"
import { readTemplate } from "../read-template.server.ts"
import type { Status } from "../report.ts"
import { requestReport } from "../request-report-document.ts"
import { unitReport } from "../unit-report-document.ts"
import type { Route } from "./+types/report-word"

/** A report that was sent keeps the template of that day; what is written on takes the present one. */
async function sentAt(db: Db, report: { id: string; status: Status }): Promise<Date | null> {
  if (report.status !== "submitted" && report.status !== "accepted") return null
  return (await readSubmissions(db, report.id))[0]?.submittedAt ?? null
}

/** The unit's own report as a Word document in the layout of Decree 30/2020. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const report = await readReport(ctx, params.report)
  const document =
    report.roundKind === "request"
      ? requestReport(report, await readAnswers(ctx.db, report.roundId, report.id), ctx.today)
      : unitReport(
          report,
          await readEntries(ctx.db, report.id),
          await readSections(ctx.db, report.id),
          await readTemplate(ctx.db, report.templateId),
          ctx.today,
        )
  const name = folded(`${report.documentName} ${report.unitName}`).replaceAll(" ", "-")
  const { files } = context.get(instanceContext)
  return documentResponse({ request, context }, name, async () => {
    const of = { planId: report.planId, kind: "unitReport", fixedAt: await sentAt(ctx.db, report) } as const
    return renderDocx(document, await templateFor(ctx, files, of, request))
  })
}
