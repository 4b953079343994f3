import type { LoaderFunctionArgs } from "react-router"
import { redirect } from "react-router"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { docxMime } from "#platform/official-documents/render-docx.server.ts"
import { pdfMime } from "#platform/official-documents/render-pdf.server.ts"
import { instanceContext } from "./instance.ts"

const PDF_ADDRESS = /(\/|\.)pdf$/

/** Whether the address asks for the PDF of a document: ".../pdf" beside ".../word", "bao-cao.pdf" beside "bao-cao.docx". */
export const asksForPdf = (request: Request): boolean => PDF_ADDRESS.test(new URL(request.url).pathname)

/**
 * A document that was just made, as Word or, where the address asks for it, as PDF. When there is no PDF to be had, a page says why and leads
 * to the Word file. @param name without its ending
 */
export async function documentResponse(
  { request, context }: Pick<LoaderFunctionArgs, "request" | "context">,
  name: string,
  makeWord: () => Promise<Uint8Array>,
): Promise<Response> {
  if (!asksForPdf(request)) return bytesResponse({ name: `${name}.docx`, mime: docxMime }, await makeWord())
  const { renderPdf } = context.get(instanceContext)
  if (!renderPdf) return withoutPdf(request, "absent")
  const made = await renderPdf(await makeWord(), "docx")
  if (!made.ok) return withoutPdf(request, made.refusal.code.slice("pdf.".length))
  return bytesResponse({ name: `${name}.pdf`, mime: pdfMime }, made.value)
}

function withoutPdf(request: Request, why: string): Response {
  const { pathname, search } = new URL(request.url)
  const word = pathname.replace(PDF_ADDRESS, (end) => (end === "/pdf" ? "/word" : ".docx")) + search
  return redirect(`/khong-co-pdf?vi=${why}&word=${encodeURIComponent(word)}`, 303)
}
