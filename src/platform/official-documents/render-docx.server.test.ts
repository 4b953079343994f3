import { beforeAll, describe, expect, test } from "vitest"
import { documentText, wordText, xmlParts } from "../../../tests/support/read-docx-text.server.ts"
import { sampleReport } from "../../../tests/support/sample-report.ts"
import { renderDocx } from "./render-docx.server.ts"

const MM = 1440 / 25.4
const attributes = (xml: string, element: string): Record<string, string>[] =>
  [...xml.matchAll(new RegExp(`<${element}(\\s[^>]*?)?/?>`, "g"))].map((tag) =>
    Object.fromEntries([...(tag[1] ?? "").matchAll(/([\w:]+)="([^"]*)"/g)].map((pair) => [pair[1]!, pair[2]!])),
  )
/** The paragraph that says something, as XML. */
const paragraphOf = (xml: string, words: string): string =>
  xml.match(/<w:p>(?:(?!<w:p>).)*?<\/w:p>/gs)!.find((each) => wordText(`<x>${each}</x>`).includes(words))!
const sizeOf = (xml: string, words: string) => Number(attributes(paragraphOf(xml, words), "w:sz")[0]!["w:val"]) / 2

let parts: Map<string, string>
let body: string
let text: string
beforeAll(async () => {
  const bytes = await renderDocx(sampleReport(45))
  parts = await xmlParts(bytes)
  body = parts.get("word/document.xml")!
  text = await documentText(bytes)
})

describe("paper (Annex I, section I)", () => {
  test("A4 with the margins of the decree, wide annexes turned", () => {
    const sizes = attributes(body, "w:pgSz").map((size) => [Number(size["w:w"]), Number(size["w:h"]), size["w:orient"]])
    expect(sizes).toEqual([
      [11906, 16838, "portrait"],
      [16838, 11906, "landscape"],
      [11906, 16838, "portrait"],
    ])
    for (const margin of attributes(body, "w:pgMar")) {
      const mm = (side: string) => Number(margin[`w:${side}`]) / MM
      for (const [side, least, most] of [
        ["top", 20, 25],
        ["bottom", 20, 25],
        ["left", 30, 35],
        ["right", 15, 20],
      ] as const) {
        expect(mm(side)).toBeGreaterThan(least - 0.1)
        expect(mm(side)).toBeLessThan(most + 0.1)
      }
    }
  })

  test("Times New Roman, Vietnamese, black", () => {
    const styles = parts.get("word/styles.xml")!
    expect(attributes(styles, "w:rFonts")[0]!["w:ascii"]).toBe("Times New Roman")
    expect(attributes(styles, "w:lang")[0]!["w:val"]).toBe("vi-VN")
    for (const level of [1, 2, 3]) {
      const heading = styles.match(new RegExp(`w:styleId="Heading${level}".*?</w:style>`, "s"))![0]
      expect(attributes(heading, "w:color")[0]!["w:val"]).toBe("000000")
    }
  })

  test("the page number stands in the header, centred, 13-14 pt, and not on the first page", () => {
    const headers = [...parts].filter(([name]) => /^word\/header\d+\.xml$/.test(name)).map(([, xml]) => xml)
    const numbered = headers.filter((xml) => xml.includes("PAGE"))
    expect(numbered).toHaveLength(3)
    expect(headers).toHaveLength(6)
    expect(attributes(body, "w:titlePg")).toHaveLength(3)
    for (const xml of numbered) {
      expect(attributes(xml, "w:jc")[0]!["w:val"]).toBe("center")
      expect(Number(attributes(xml, "w:sz")[0]!["w:val"])).toBe(26)
    }
  })

  test("notice on every page, first ones too; verification in every footer", () => {
    const of = (kind: string) => [...parts].filter(([name]) => new RegExp(`^word/${kind}\\d+\\.xml$`).test(name))
    for (const [, xml] of of("header")) expect(wordText(xml)).toContain("Số liệu minh họa")
    for (const [, xml] of of("footer")) expect(wordText(xml)).toContain("Mã đối chiếu nhật ký")
  })
})

describe("head, title, end (Annex I, section II)", () => {
  test("letter sizes", () => {
    expect(sizeOf(body, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")).toBe(12)
    expect(sizeOf(body, "Độc lập - Tự do - Hạnh phúc")).toBe(13)
    expect(sizeOf(body, "UBND TỈNH CAO BẰNG")).toBe(12)
    expect(sizeOf(body, "Số:      /BC-SKHCN")).toBe(13)
    expect(sizeOf(body, "BÁO CÁO")).toBe(14)
    expect(sizeOf(body, "Nơi nhận:")).toBe(12)
    expect(sizeOf(body, "- Lưu: VT, CĐS.")).toBe(11)
    expect(sizeOf(body, "PHỤ LỤC I")).toBe(14)
  })

  test("agency bold, its parent not; place and date italic", () => {
    expect(paragraphOf(body, "SỞ KHOA HỌC VÀ CÔNG NGHỆ")).toContain("<w:b/>")
    expect(paragraphOf(body, "UBND TỈNH CAO BẰNG")).not.toContain("<w:b/>")
    expect(paragraphOf(body, "Cao Bằng, ngày     tháng     năm 2026")).toContain("<w:i/>")
  })

  test("three rules: under the agency, the motto, the subject", () => {
    expect(attributes(body, "w:pBdr")).toHaveLength(3)
  })

  test("body justified, first line 1.27 cm, at least 6 pt after, at most 1.5 lines, ended by ./.", () => {
    const last = paragraphOf(body, "xem xét, chỉ đạo./.")
    expect(attributes(last, "w:jc")[0]!["w:val"]).toBe("both")
    expect(Number(attributes(last, "w:ind")[0]!["w:firstLine"])).toBe(720)
    const spacing = attributes(last, "w:spacing")[0]!
    expect(Number(spacing["w:after"])).toBeGreaterThanOrEqual(120)
    expect(Number(spacing["w:line"])).toBeLessThanOrEqual(360)
    expect(text.match(/\.\/\./g)).toHaveLength(1)
  })

  test("the signature block does not break over two pages and holds the last paragraph", () => {
    expect(paragraphOf(body, "xem xét, chỉ đạo./.")).toContain("<w:keepNext/>")
    expect(text).toContain("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Minh Họa")
  })
})

describe("tables", () => {
  test("the header comes back on every page, no row breaks, numbers stand right", () => {
    const annex = body.match(/<w:tbl>.*?<\/w:tbl>/gs)!.find((table) => table.includes("Đơn vị chủ trì"))!
    expect(attributes(annex, "w:tblHeader")).toHaveLength(1)
    expect(attributes(annex, "w:cantSplit")).toHaveLength(attributes(annex, "w:tr").length)
    expect(attributes(paragraphOf(annex, "98"), "w:jc")[0]!["w:val"]).toBe("right")
    const widths = attributes(annex, "w:gridCol").map((column) => Number(column["w:w"]))
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(Number(attributes(annex, "w:tblW")[0]!["w:w"]))
  })

  test("columns of one group share a header", () => {
    expect(text).toContain("STT | Nhóm nhiệm vụ | Tổng số | Hoàn thành | Tỷ lệ (%)")
    expect(text).toContain(" | Tổng cộng | 39 | 19 | 2 | 53,85")
  })
})

describe("other forms and awkward text", () => {
  test("a letter has no title; V/v stands under its number", async () => {
    const letter = { ...sampleReport(0), form: "letter" as const, number: "5", issuedOn: "2026-02-05", annexes: [] }
    const words = await documentText(
      await renderDocx({ ...letter, subject: "đôn đốc báo cáo", addressees: ["UBND tỉnh"] }),
    )
    expect(words).not.toContain("BÁO CÁO\n")
    expect(words).toContain("Số: 05/BC-SKHCN\nV/v đôn đốc báo cáo | Cao Bằng, ngày 05 tháng 02 năm 2026")
    expect(words).toContain("Kính gửi: UBND tỉnh")
  })

  test("markup, control characters, lone surrogates and decomposed letters cannot spoil the file", async () => {
    const hostile = `<w:t>&amp; "x" \u0000\u000B\uD800 ]]> ${"Tiếng Việt".normalize("NFD")}\ndòng hai`
    const words = await documentText(
      await renderDocx({ ...sampleReport(0), body: [{ kind: "paragraph", text: hostile }] }),
    )
    expect(words).toContain(`<w:t>&amp; "x" \uFFFD ]]> Tiếng Việt\ndòng hai./.`)
  })
})
