import { redirect } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { languageContext } from "#access/request-context.ts"
import { NotFound } from "#platform/errors.ts"
import { isShownInline, nothingToShow, shownResponse } from "#platform/files/file-response.server.ts"
import { becomesPdf } from "#platform/official-documents/pdf-previews.server.ts"
import { pdfMime } from "#platform/official-documents/render-pdf.server.ts"
import { sayCode, speak } from "#ui/words.ts"
import { readEvidenceFile } from "../read-evidence-file.server.ts"
import type { Route } from "./+types/evidence-content"

/** What of a proof the browser shows itself: the picture, the PDF, or the PDF that a Word or Excel file was turned into. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { files, previews } = context.get(instanceContext)
  const file = await readEvidenceFile(ctx, params.evidence)
  if (isShownInline(file.mime)) {
    const content = await files.open(file.sha256)
    if (!content) throw new Error(`file ${file.sha256} is claimed but missing from the store`)
    return shownResponse(request, content, file)
  }
  if (!previews || !becomesPdf(file.mime)) throw new NotFound("preview")
  const made = await previews.pdfOf(files, file)
  if (made.ok) return shownResponse(request, made.value, { ...file, name: `${file.name}.pdf`, mime: pdfMime })
  if (request.headers.get("sec-fetch-dest") === "iframe")
    return nothingToShow(sayCode(speak(context.get(languageContext)), "refusal", made.refusal.code))
  return redirect(`/minh-chung/${params.evidence}/xem?loi=${made.refusal.code.slice("pdf.".length)}`, 303)
}
