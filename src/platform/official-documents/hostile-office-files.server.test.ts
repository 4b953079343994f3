import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { extractText, getDocumentProxy } from "unpdf"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { zipOf } from "../../../tests/support/zip-of.ts"
import { findOffice } from "./office-program.server.ts"
import { pdfRenderer } from "./render-pdf.server.ts"

/** What a stranger's file may try while LibreOffice turns it into PDF: run a macro, read the server's files, ask the network. */
const office = findOffice(undefined, process.env.PATH)
const SECRET = "BIMATCUAMAYCHU"

let folder: string
let server: Server
let address: string
const asked: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tiendo-hostile-"))
  writeFileSync(join(folder, "secret.txt"), SECRET)
  server = createServer((request, response) => {
    asked.push(request.url ?? "")
    response.end(SECRET)
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const odfNames = ["office", "text", "draw", "script", "table"].map(
  (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === "draw" ? "drawing" : name}:1.0"`,
)
const odf = (kind: string, content: string, more: Record<string, string> = {}) => {
  const mime = `application/vnd.oasis.opendocument.${kind}`
  const entries = [["/", mime], ...["content.xml", ...Object.keys(more)].map((path) => [path, "text/xml"])]
  return zipOf({
    mimetype: mime,
    "META-INF/manifest.xml": `<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">${entries.map(([path, type]) => `<m:file-entry m:full-path="${path}" m:media-type="${type}"/>`).join("")}</m:manifest>`,
    "content.xml": `<office:document-content ${odfNames.join(" ")} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2">${content}</office:document-content>`,
    ...more,
  })
}

const link = (target: string) => `xlink:href="${target}" xlink:type="simple"`
const textWithMacroAndLinks = () =>
  odf(
    "text",
    `<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" ${link("vnd.sun.star.script:Standard.M.Go?language=Basic&amp;location=document")}/></office:event-listeners></office:scripts>
<office:body><office:text><text:p>Start</text:p>${[`file://${folder}/secret.txt`, `${address}/section.txt`]
      .map(
        (target, at) =>
          `<text:section text:name="S${at}"><text:section-source ${link(target)}/><text:p>old</text:p></text:section>`,
      )
      .join(
        "",
      )}<text:p><draw:frame svg:width="5cm" svg:height="5cm"><draw:image ${link(`${address}/picture.png`)} xlink:actuate="onLoad"/></draw:frame></text:p></office:text></office:body>`,
    {
      "Basic/script-lc.xml": `<l:libraries xmlns:l="http://openoffice.org/2000/library"><l:library l:name="Standard" l:link="false"/></l:libraries>`,
      "Basic/Standard/script-lb.xml": `<l:library xmlns:l="http://openoffice.org/2000/library" l:name="Standard"><l:element l:name="M"/></l:library>`,
      "Basic/Standard/M.xml": `<s:module xmlns:s="http://openoffice.org/2000/script" s:name="M" s:language="StarBasic">Sub Go\nn = FreeFile\nOpen "${folder}/macro-ran" For Output As #n\nClose #n\nEnd Sub</s:module>`,
    },
  )

const officeRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
const field = (code: string) =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>old</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
const wordWithFields = () =>
  zipOf({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${packageRelations}"><Relationship Id="a" Type="${officeRelations}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/_rels/document.xml.rels": `<Relationships xmlns="${packageRelations}"><Relationship Id="t" Type="${officeRelations}/attachedTemplate" Target="${address}/t.dotx" TargetMode="External"/></Relationships>`,
    "word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Start</w:t></w:r></w:p>${field(`INCLUDETEXT "file://${folder}/secret.txt"`)}${field(`INCLUDEPICTURE "${address}/p.png" \\d`)}</w:body></w:document>`,
  })

const sheetWithLinks = () =>
  odf(
    "spreadsheet",
    `<office:body><office:spreadsheet><table:table table:name="A"><table:table-row><table:table-cell table:formula="of:=WEBSERVICE(&quot;${address}/service&quot;)"/><table:table-cell table:formula="of:='file://${folder}/secret.txt'#$Sheet1.A1"/><table:table-cell office:value-type="string"><text:p>Start</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>`,
  )

describe.skipIf(!office)("with LibreOffice (skipped where it is not installed)", () => {
  test.each([
    ["a text with a macro at opening and linked parts", "odt", textWithMacroAndLinks],
    ["a Word file with fields that fetch and a template elsewhere", "docx", wordWithFields],
    ["a sheet that asks the network and another file", "ods", sheetWithLinks],
  ])("%s is turned without doing any of it", { timeout: 90_000 }, async (_, ending, file) => {
    const made = await pdfRenderer(office!)(file(), ending)
    if (!made.ok) throw new Error(made.refusal.code)
    const { text } = await extractText(await getDocumentProxy(made.value), { mergePages: true })
    expect(text).toContain("Start")
    expect(text).not.toContain(SECRET)
    expect(asked).toEqual([])
    expect(existsSync(join(folder, "macro-ran"))).toBe(false)
  })
})
