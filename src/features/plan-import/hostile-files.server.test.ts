import { deflateSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { zipOf } from "../../../tests/support/zip-of.ts"
import { cell, paragraph, rows, wordFile } from "./fixtures/word-file.server.ts"
import { readPlanOnlyInWorker } from "./read-in-worker.server.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

/** Files that nobody wrote by hand. Each is read or refused soon, in little memory. */
const cells = (row: number, ...texts: string[]) =>
  texts.map((text, i) => `<c r="${"ABCDEF"[i]}${row}" t="inlineStr"><is><t>${text}</t></is></c>`).join("")
const head = `<row r="1">${cells(1, "TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")}</row><row r="2">${cells(2, "1", "Rà soát", "Sở A", "2026")}</row>`
const workbook = (more: string, behind = "") =>
  zipOf({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${head}${more}</sheetData>${behind}</worksheet>`,
  })
const many = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join("")
const text = (content: string) => new TextEncoder().encode(content)
const table = (row: string) => text(`PHỤ LỤC\n\n| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n${row}\n`)

function pdf(objects: string[]): Uint8Array {
  let out = "%PDF-1.4\n"
  const offsets = objects.map((object, i) => {
    const at = out.length
    out += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const entries = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${out.length}\n%%EOF`
  return new Uint8Array(Buffer.from(out, "latin1"))
}
const CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
const PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
const grid = (property: string) =>
  wordFile(
    paragraph("KẾ HOẠCH") +
      rows([cell("TT"), cell("Nhiệm vụ"), cell("Chủ trì")], [cell("1"), cell("Rà soát"), cell("Sở A", property)]),
  )

describe("read, soon", () => {
  test.each([
    ["half a million empty rows", workbook(many(500_000, (i) => `<row r="${i + 3}"/>`))],
    ["one cell in the last row and column", workbook(`<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>`)],
    ["a row of 100 000 cells", workbook(`<row r="3">${"<c><v>1</v></c>".repeat(100_000)}</row>`)],
    [
      "9000 rows",
      workbook(many(9000, (i) => `<row r="${i + 3}">${cells(i + 3, String(i + 2), "Rà soát", "Sở A", "2026")}</row>`)),
    ],
    ["a Word cell over 900 000 000 columns", grid(`<w:gridSpan w:val="900000000"/>`)],
    ["a cell of 1500 agencies", table(`| 1 | Rà soát | ${"Sở Tư pháp, ".repeat(1500)} | 2026 |`)],
    ["a cell of 3000 years", table(`| 1 | Rà soát | Sở A | ${"2026 ".repeat(3000)} |`)],
    ["lines of spaces", text(`KẾ HOẠCH\nI. NHIỆM VỤ\n- Rà soát quy định.\n${`${" ".repeat(19_000)}x\n`.repeat(40)}`)],
    ["open brackets and stars", text(`KẾ HOẠCH\nI. NHIỆM VỤ\n- Rà soát ${"*a [a](".repeat(2500)}.\n`)],
  ])("%s", { timeout: 20_000 }, async (_what, bytes) => {
    const started = performance.now()
    expect(await readPlanFiles([{ name: "a", bytes }])).toMatchObject({ ok: true })
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})

describe("refused, with the reason", () => {
  test.each([
    [
      "more rows than are read",
      workbook(many(30_000, (i) => `<row r="${i + 3}">${cells(i + 3, "1")}</row>`)),
      "tooHeavy",
    ],
    [
      "20 000 merged areas over every row",
      workbook(
        many(2000, (i) => `<row r="${i + 3}">${cells(i + 3, "1")}</row>`),
        `<mergeCells>${`<mergeCell ref="A2:XFD1048576"/>`.repeat(20_000)}</mergeCells>`,
      ),
      "tooHeavy",
    ],
    ["100 000 elements inside each other", wordFile("<w:p>".repeat(100_000) + "</w:p>".repeat(100_000)), "damaged"],
    ["pages that contain themselves", pdf([CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 400>>"]), "damaged"],
    [
      "more pages than are read",
      pdf([CATALOG, `<</Type/Pages/Kids[${"3 0 R ".repeat(3000)}]/Count 3000>>`, PAGE]),
      "tooManyPages",
    ],
    [
      "a directory of objects that points nowhere",
      pdf([CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE]).subarray(0, 150),
      "damaged",
    ],
    ["one line of 20 MB", text(`KẾ HOẠCH\n${"Rà soát các quy định ".repeat(760_000)}`), "unsupported"],
  ])("%s", { timeout: 20_000 }, async (_what, bytes, code) => {
    expect(await readPlanFiles([{ name: "a", bytes }])).toMatchObject({ refusal: { code: `planImport.${code}` } })
  })

  const lines = deflateSync(Buffer.alloc(200 * 1024 * 1024, "0 0 m 1 1 l S\n"))
  const drawing = (filter: string, packed: string) =>
    pdf([
      CATALOG,
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
      `<</Length ${packed.length}/Filter${filter}>>stream\n${packed}\nendstream`,
    ])

  test.each([
    ["once", drawing("/FlateDecode", lines.toString("latin1"))],
    ["twice", drawing("[/FlateDecode /FlateDecode]", deflateSync(lines).toString("latin1"))],
  ])("a PDF stream packed %s to hundreds of megabytes is refused before it is unpacked", async (_how, bytes) => {
    const before = process.memoryUsage.rss()
    const started = performance.now()
    expect(await readPlanFiles([{ name: "a.pdf", bytes }])).toMatchObject({
      refusal: { code: "planImport.zipBomb" },
    })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024)
  })

  test("one that cannot be looked into first ends the worker only", { timeout: 20_000 }, async () => {
    const bytes = drawing("[/ASCIIHexDecode /FlateDecode]", `${lines.toString("hex")}>`)
    const limits = { seconds: 2, memoryMb: 128, processMb: 300 }
    expect(await readPlanOnlyInWorker([{ name: "a.pdf", bytes }], limits)).toMatchObject({ ok: false })
  })
})
