import { describe, expect, test } from "vitest"
import { a4, control, paragraph, relation, run, table, wordTemplate } from "../../../tests/support/word-template.ts"
import { zipOf } from "../../../tests/support/zip-of.ts"
import { checkTemplate } from "./check-template.server.ts"
import { startingTemplate } from "./starting-template.server.ts"
import { places } from "./template-places.ts"

const content = paragraph("{{nội dung}}")
const faultsOf = async (file: Parameters<typeof wordTemplate>[0]) => (await checkTemplate(wordTemplate(file))).faults
const codesOf = async (file: Parameters<typeof wordTemplate>[0]) => (await faultsOf(file)).map((fault) => fault.code)

test("the template to start from has places for everything but what stands in a text by choice, and no fault", async () => {
  const { faults, reading } = await checkTemplate(await startingTemplate())
  expect(faults).toEqual([])
  expect(reading.without).toEqual([])
  const byChoice = [
    "bảng kết quả",
    "tên kế hoạch",
    "kỳ báo cáo",
    "thẩm quyền ký",
    "chức vụ người ký",
    "họ tên người ký",
  ]
  expect(places.map((place) => place.name).filter((name) => !reading.found.includes(name))).toEqual(
    expect.arrayContaining(byChoice),
  )
  expect(reading.found).toHaveLength(places.length - byChoice.length)
})

describe("places", () => {
  test("are found in text, cells, headers and content controls, however Word split them", async () => {
    const { faults, reading } = await checkTemplate(
      wordTemplate({
        body: `${table(paragraph("Số: ", run("{", "<w:b/>"), run("{s"), run("ố}}/{{KÝ HIỆU}}")), control("ngày ban hành", paragraph("chọn ngày")))}${content}${paragraph(control("trich yeu", run("…")))}${control("phụ lục", paragraph("…"))}${a4}`,
        header: paragraph("{{lưu ý}}"),
      }),
    )
    expect(faults).toEqual([])
    expect(reading.found).toEqual(["số", "ký hiệu", "ngày ban hành", "trích yếu", "lưu ý", "nội dung", "phụ lục"])
    expect(reading.without).toEqual(["chữ ký", "nơi nhận", "mã đối chiếu"])
  })

  test("that nobody knows are named, with what was probably meant", async () => {
    expect(await faultsOf({ body: `${content}${paragraph("{{trích yếuu}} {{giá vàng hôm nay}}")}` })).toEqual([
      { code: "documentTemplate.unknownPlace", values: { name: "trích yếuu", nearest: "trích yếu" } },
      { code: "documentTemplate.unknownPlaceAlone", values: { name: "giá vàng hôm nay" } },
    ])
  })

  test.each([
    ["no content", { body: paragraph("{{số}}") }, "missingPlace"],
    ["the content twice", { body: content + content }, "twice"],
    ["an open mark", { body: content + paragraph("Số {{số") }, "openMark"],
    ["a block within a sentence", { body: content + paragraph("Gửi: {{nơi nhận}}") }, "notAlone"],
    ["a block in the header", { body: content, header: paragraph("{{chữ ký}}") }, "notInHeader"],
    ["annexes in a cell", { body: content + table(paragraph("{{phụ lục}}")) }, "notInBody"],
  ])("%s is refused", async (_, file, code) => {
    expect(await codesOf(file)).toEqual([`documentTemplate.${code}`])
  })

  test("foreign content controls and single braces are left alone", async () => {
    expect(await faultsOf({ body: content + control("Ngày sinh", paragraph("{chọn}")) })).toEqual([])
  })
})

describe("nothing comes in that runs, fetches or brings a file along", () => {
  const field = (code: string) => `<w:p><w:r><w:instrText> ${code} </w:instrText></w:r></w:p>`
  test.each([
    ["macros", { parts: { "word/vbaProject.bin": "x" } }, ["macro"]],
    [
      "a macro type",
      { types: '<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>' },
      ["macro"],
    ],
    ["ActiveX", { parts: { "word/activeX/activeX1.xml": "<x/>" } }, ["macro"]],
    ["an OLE object", { parts: { "word/embeddings/oleObject1.bin": "x" } }, ["embedded"]],
    ["a workbook inside", { parts: { "word/embeddings/a.xlsx": "x" } }, ["embedded"]],
    ["a picture elsewhere", { relations: relation("image", "http://elsewhere.example/a.png", true) }, ["external"]],
    ["a template elsewhere", { relations: relation("attachedTemplate", "file:///x.dotm", true) }, ["external"]],
    ["a link to a file", { relations: relation("hyperlink", "file:///C:/x.docx", true) }, ["external"]],
    [
      "another document inside",
      { relations: relation("aFChunk", "afchunk.mht"), body: `${content}<w:altChunk r:id="x11"/>` },
      ["includesFile"],
    ],
    ["a field that includes text", { body: content + field('INCLUDETEXT "C:\\\\x.docx"') }, ["fetches"]],
    [
      "a field split over runs",
      {
        body: `${content}<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "x"</w:instrText></w:r></w:p>`,
      },
      ["fetches"],
    ],
    ["DDE", { body: `${content}<w:p><w:fldSimple w:instr='DDEAUTO c:\\\\x'/></w:p>` }, ["fetches"]],
  ])("%s", async (_, file, codes) => {
    expect(await codesOf({ body: content, ...file })).toEqual(codes.map((code) => `documentTemplate.${code}`))
  })

  test("the address of the office on its letterhead may be there", async () => {
    const relations =
      relation("hyperlink", "mailto:skhcn@caobang.gov.vn", true) +
      relation("hyperlink", "https://skhcn.caobang.gov.vn/", true)
    expect(await faultsOf({ body: content, relations })).toEqual([])
    expect(await faultsOf({ body: content + field('HYPERLINK "https://skhcn.caobang.gov.vn"') })).toEqual([])
  })
})

describe("what is no Word file", () => {
  const good = { body: content }
  test.each([
    ["nothing", new Uint8Array()],
    ["half a file", wordTemplate(good).subarray(0, 300)],
    ["another ZIP", zipOf({ "a.txt": "x" })],
    ["broken XML", wordTemplate({ body: "<w:p>" })],
    ["a DTD", wordTemplate({ ...good, parts: { "word/header1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:hdr/>' } })],
    ["a bomb", wordTemplate({ ...good, parts: { "word/media/a.xml": "0".repeat(70_000_000) } })],
    ["XML a thousand deep", wordTemplate({ body: "<w:a>".repeat(1000) + "</w:a>".repeat(1000) })],
  ])("%s", async (_, bytes) => {
    expect((await checkTemplate(bytes)).faults).toEqual([{ code: "documentTemplate.notWord" }])
  })
})
