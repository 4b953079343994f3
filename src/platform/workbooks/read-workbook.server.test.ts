import { describe, expect, test } from "vitest"
import { sampleReport } from "../../../tests/support/sample-report.ts"
import { zipOf } from "../../../tests/support/zip-of.ts"
import { renderDocx } from "../official-documents/render-docx.server.ts"
import { readWorkbook } from "./read-workbook.server.ts"
import { cellText } from "./workbook.ts"

/** A workbook of one sheet as another program could have written it. */
const workbookOf = (sheetData: string, more: Record<string, string> = {}): Uint8Array =>
  zipOf({
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="Trang 1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    "xl/sharedStrings.xml": `<sst><si><t>Nhiệm </t><r><t>vụ</t></r><rPh><t>ruby</t></rPh></si><si><t> </t></si></sst>`,
    "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/><numFmt numFmtId="165" formatCode="#,##0&quot; đồng/năm&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    ...more,
  })

async function cellsOf(bytes: Uint8Array): Promise<string[]> {
  const outcome = await readWorkbook(bytes)
  if (!outcome.ok) return [outcome.refusal.code]
  const cells = outcome.value.flatMap((sheet) => sheet.rows.flatMap((row) => row.cells))
  return cells.map((cell) => `${cell.address} ${cell.value.kind} ${cellText(cell.value)}`)
}

describe("cells as other programs write them", () => {
  test.each([
    ["a shared text of several runs", '<row r="7"><c r="B7" t="s"><v>0</v></c></row>', ["B7 text Nhiệm vụ"]],
    ["an inline text", '<row r="1"><c r="A1" t="inlineStr"><is><t>Đ</t></is></c></row>', ["A1 text Đ"]],
    ["the result of a formula", '<row r="1"><c r="A1" t="str"><f>B1&amp;C1</f><v>ab</v></c></row>', ["A1 text ab"]],
    ["a failed formula", '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>', ["A1 error #DIV/0!"]],
    ["a built-in date", '<row r="1"><c r="A1" s="1"><v>46204</v></c></row>', ["A1 day 01/07/2026"]],
    ["a date in a format of its own", '<row r="1"><c r="A1" s="2"><v>46204</v></c></row>', ["A1 day 01/07/2026"]],
    [
      "an amount whose unit looks like a date",
      '<row r="1"><c r="A1" s="3"><v>46204</v></c></row>',
      ["A1 number 46204"],
    ],
    ["a percent, in points", '<row r="1"><c r="A1" s="4"><v>0.285</v></c></row>', ["A1 percent 28.5%"]],
    ["true and false", '<row r="1"><c r="A1" t="b"><v>1</v></c></row>', ["A1 text TRUE"]],
    [
      "rows and cells without addresses",
      "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
      ["A1 number 1", "B1 number 2", "A2 number 3"],
    ],
    ["prefixed names", '<x:row r="1"><x:c r="C1"><x:v>1</x:v></x:c></x:row>', ["C1 number 1"]],
    [
      "an escaped line end",
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c></row>',
      ["A1 text a\nb"],
    ],
    ["blank cells and rows", '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"/></row>', []],
  ])("%s", async (_what, sheetData, cells) => {
    const bytes = workbookOf(sheetData.replace("<x:row", '<x:row xmlns:x="x"'))
    expect(await cellsOf(bytes)).toEqual(cells)
  })
})

describe("refusals", () => {
  const bomb = () => workbookOf("<row/>".repeat(10))
  test.each([
    ["text", () => Buffer.from("không phải bảng tính"), "workbooks.notAWorkbook"],
    ["nothing", () => new Uint8Array(), "workbooks.notAWorkbook"],
    ["a Word file", () => renderDocx(sampleReport(1)), "workbooks.notAWorkbook"],
    ["half a workbook", () => bomb().subarray(0, 300), "workbooks.notAWorkbook"],
    ["a workbook with its middle overwritten", () => bomb().fill(0x55, 200, 700), "workbooks.notAWorkbook"],
    ["broken XML", () => workbookOf("<row><c></row>"), "workbooks.notAWorkbook"],
    ["entities to be expanded", () => workbookOf("<row><c><v>&lol;</v></c></row>"), "workbooks.notAWorkbook"],
    ["an old or locked workbook", () => Buffer.from("d0cf11e0a1b11ae1", "hex"), "workbooks.lockedOrOld"],
    ["more than 25 MB", () => new Uint8Array(26 * 1024 * 1024), "workbooks.tooBig"],
    ["more than 50 000 rows", () => workbookOf("<row><c><v>1</v></c></row>".repeat(50_001)), "workbooks.tooManyRows"],
  ])("%s", async (_what, bytes, code) => {
    expect(await readWorkbook(await bytes())).toMatchObject({ ok: false, refusal: { code } })
  })

  test("a bomb that announces its size is not unpacked, one that lies is stopped at what it announced", async () => {
    const honest = zipOf({ "xl/workbook.xml": "x" }, 400 * 1024 * 1024)
    const lying = zipOf({ "xl/workbook.xml": Buffer.alloc(40 * 1024 * 1024, " ") }, 1000)
    const before = process.memoryUsage().arrayBuffers
    for (const bytes of [honest, lying]) {
      expect(await readWorkbook(bytes)).toMatchObject({ ok: false, refusal: { code: "workbooks.notAWorkbook" } })
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024)
  })
})
