import { beforeAll, describe, expect, test } from "vitest"
import { documentText, wordText, xmlParts } from "../../../tests/support/read-docx-text.server.ts"
import { sampleReport } from "../../../tests/support/sample-report.ts"
import { a4, control, paragraph, run, table, wordTemplate } from "../../../tests/support/word-template.ts"
import type { OfficialDocument } from "./official-document.ts"
import { renderDocx } from "./render-docx.server.ts"
import { startingTemplate } from "./starting-template.server.ts"

const document = (over: Partial<OfficialDocument> = {}): OfficialDocument => ({
  ...sampleReport(2),
  number: "7",
  issuedOn: "2026-09-14",
  about: { plan: "Kế hoạch 1139", round: "quý III năm 2026" },
  ...over,
})
const textOf = async (body: string, over: Partial<OfficialDocument> = {}) =>
  documentText(await renderDocx(document(over), wordTemplate({ body: body + a4 })))
const content = paragraph("{{nội dung}}")

describe("places in a line", () => {
  test("however Word split them, in the letters of their beginning", async () => {
    const split = paragraph("Số: ", run("{{s", "<w:b/>"), run("ố}", "<w:i/>"), run("}/{{ký hiệu}}"), " hết")
    const xml = (await xmlParts(await renderDocx(document(), wordTemplate({ body: split + content })))).get(
      "word/document.xml",
    )!
    expect(wordText(xml)).toContain("Số: 07/BC-SKHCN hết")
    expect(xml).toContain('<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">07</w:t>')
  })

  test("capitals ask for capitals; every name has its words", async () => {
    const text = await textOf(
      [
        "{{CƠ QUAN CHỦ QUẢN}} | {{tên cơ quan}}",
        "{{địa danh}}, {{ngày ban hành}}",
        "{{tên loại văn bản}}: {{kỳ báo cáo}} của {{tên kế hoạch}}",
        "{{chức vụ người ký}} {{họ tên người ký}}",
      ]
        .map((line) => paragraph(line))
        .join("") + content,
      { signature: { position: "Giám đốc", name: "Nguyễn Văn A" } },
    )
    expect(text).toContain("UBND TỈNH CAO BẰNG | Sở Khoa học và Công nghệ")
    expect(text).toContain("Cao Bằng, ngày 14 tháng 9 năm 2026")
    expect(text).toContain("BÁO CÁO: quý III năm 2026 của Kế hoạch 1139")
    expect(text).toContain("GIÁM ĐỐC Nguyễn Văn A")
  })

  test("content controls of Word, in a line, as a paragraph and around a cell", async () => {
    const text = await textOf(
      `${paragraph("Số ", control("số", run("chọn")))}${control("trích yếu", paragraph("nhập"))}<w:tbl><w:tr>${control("địa danh", `<w:tc>${paragraph("x")}</w:tc>`)}</w:tr></w:tbl>${content}`,
      { subject: "Kết quả quý III" },
    )
    expect(text).toMatch(/^Số liệu minh họa.*\nSố 07\nKết quả quý III\nCao Bằng\n/)
  })

  test("what a unit wrote is never read as a place", async () => {
    const text = await textOf(paragraph("{{trích yếu}}") + content, {
      subject: "Về {{số}}",
      body: [{ kind: "paragraph", text: "Đơn vị viết {{tên cơ quan}} và <b>&" }],
    })
    expect(text).toContain("Về {{số}}")
    expect(text).toContain("Đơn vị viết {{tên cơ quan}} và <b>&")
  })
})

describe("blocks", () => {
  test("say everything about themselves, so that Calibri and wide spacing of the template do not reach them", async () => {
    const xml = (await xmlParts(await renderDocx(document(), wordTemplate({ body: content + a4 })))).get(
      "word/document.xml",
    )!
    const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map((found) => found[0])
    const ours = paragraphs.filter((each) => each.includes("<w:t ") && !each.includes("Mẫu"))
    expect(ours.length).toBeGreaterThan(20)
    for (const each of ours) {
      expect(each).toMatch(
        /<w:spacing [^>]*w:after="\d+"[^>]*w:line="\d+"|<w:spacing [^>]*w:line="\d+"[^>]*w:after="\d+"/,
      )
      expect(each).toContain('w:ascii="Times New Roman"')
    }
    expect(xml).toContain('<w:outlineLvl w:val="0"/>')
    expect(xml).not.toContain("w:pStyle")
  })

  test("recipients and signature in two cells; a cell still ends with a paragraph", async () => {
    const text = await textOf(content + table(paragraph("{{nơi nhận}}"), paragraph("{{chữ ký}}")))
    expect(text).toMatch(/Nơi nhận:\n- .*\n.*\| .*GIÁM ĐỐC/s)
    const bare = await xmlParts(
      await renderDocx(
        document({ recipients: [] }),
        wordTemplate({ body: content + table(paragraph("{{nơi nhận}}")) }),
      ),
    )
    expect(bare.get("word/document.xml")).toMatch(/<w:tc>(<w:tcPr>.*?<\/w:tcPr>)<w:p/)
  })

  test("a table takes the width that the template leaves it", async () => {
    const narrow = a4.replace('w:left="1701"', 'w:left="3402"')
    const xml = (await xmlParts(await renderDocx(document(), wordTemplate({ body: content + narrow })))).get(
      "word/document.xml",
    )!
    const widths = [...xml.matchAll(/<w:tblW [^>]*w:w="(\d+)"/g)].map((found) => Number(found[1]))
    expect(widths[0]).toBeLessThanOrEqual(11906 - 3402 - 1134)
    expect(widths[0]).toBeGreaterThan(7000)
  })
})

describe("annexes", () => {
  const orientations = (xml: string) => [...xml.matchAll(/<w:pgSz [^>]*w:orient="(\w+)"/g)].map((found) => found[1])
  const sections = (xml: string) => xml.match(/<w:sectPr>/g)?.length
  const xmlOf = async (body: string, over: Partial<OfficialDocument> = {}) =>
    (await xmlParts(await renderDocx(document(over), wordTemplate({ body: body + a4 })))).get("word/document.xml")!

  test("have pages of their own with the headers of the template; the last one ends the file", async () => {
    const xml = await xmlOf(content + paragraph("{{phụ lục}}"))
    expect(orientations(xml)).toEqual(["landscape", "portrait"])
    expect(sections(xml)).toBe(3)
    expect(xml.match(/<w:headerReference/g)).toHaveLength(3)
    expect(wordText(xml)).toMatch(/PHỤ LỤC I\n.*PHỤ LỤC II\n/s)
  })
  test("without a place they follow the text, and never get lost", async () => {
    const text = wordText(await xmlOf(content + paragraph("Hết phần chính")))
    expect(text).toMatch(/Hết phần chính\n.*PHỤ LỤC I\n/s)
  })
  test("what the template has after them goes on with its own paper", async () => {
    const xml = await xmlOf(content + paragraph("{{phụ lục}}") + paragraph("Trang cuối"))
    expect(sections(xml)).toBe(4)
    expect(wordText(xml).trim().endsWith("Trang cuối")).toBe(true)
    expect(xml.slice(xml.lastIndexOf("<w:sectPr>"))).not.toContain("w:orient")
  })
  test("a document without annexes leaves no empty page", async () => {
    const xml = await xmlOf(content + paragraph("{{phụ lục}}"), { annexes: [] })
    expect(sections(xml)).toBe(1)
    expect(wordText(xml)).not.toContain("{{")
  })
  test("as tables within the text, with their titles, instead of pages", async () => {
    const xml = await xmlOf(content + paragraph("{{bảng kết quả}}"))
    expect(wordText(xml)).not.toContain("PHỤ LỤC I\n")
    expect(wordText(xml)).toContain(document().annexes[0]!.title)
  })
})

test("illustrative figures stay marked where the template has no place for the notice", async () => {
  expect((await textOf(content)).split("\n")[0]).toContain("Số liệu minh họa")
  const parts = await xmlParts(
    await renderDocx(document(), wordTemplate({ body: content + a4, header: paragraph("{{lưu ý}}") })),
  )
  expect(wordText(parts.get("word/header1.xml")!)).toContain("Số liệu minh họa")
  expect(wordText(parts.get("word/document.xml")!)).not.toContain("Số liệu minh họa")
})

describe("the template to start from", () => {
  let ours: string
  let filled: string
  beforeAll(async () => {
    ours = await documentText(await renderDocx(document()))
    filled = await documentText(await renderDocx(document(), await startingTemplate()))
  })
  test("gives the same words as the layout that it was made from", () => {
    const words = (text: string) =>
      text
        .split(/[\s|]+/)
        .filter((word) => word !== "")
        .join(" ")
    expect(words(filled)).toBe(words(ours))
  })
})
