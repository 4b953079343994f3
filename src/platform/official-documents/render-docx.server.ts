import type { OfficialDocument } from "./official-document.ts"

/**
 * The document as a Word file laid out by Decree 30/2020/NĐ-CP, Annex I. Signing and sending stay in the province's own
 * document system, so the file carries no signature. The library is loaded with the first document, not at start.
 *
 * With a template of the province, which `checkTemplate` found fit, its places are filled instead.
 *
 * Text is written as given; characters that XML forbids are dropped. Throws only on a programming error.
 */
export async function renderDocx(document: OfficialDocument, template?: Uint8Array): Promise<Uint8Array> {
  if (template) return (await import("./fill-template.server.ts")).fillTemplate(template, document)
  const { buildDocx } = await import("./build-docx.server.ts")
  return buildDocx(document)
}

export const docxMime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
