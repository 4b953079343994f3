import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { zipOf } from "../../../tests/support/zip-of.ts"
import { codesOf, outlineOf } from "./fixtures/outline-of.ts"
import { cell, listed, paragraph, rows, wordFile } from "./fixtures/word-file.server.ts"
import { openSourceFile } from "./open-source-file.server.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)))
const read = async (name: string, bytes: Uint8Array): Promise<PlanReading> => {
  const outcome = await readPlanFiles([{ name, bytes }])
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}
const text = (content: string, encoding: BufferEncoding = "utf8") => new Uint8Array(Buffer.from(content, encoding))
const PLAN =
  "KẾ HOẠCH\nPhát triển kinh tế số của tỉnh\n\nII. NHIỆM VỤ\n1. Thể chế và các quy định về dữ liệu\n- Rà soát quy định của tỉnh.\n"

describe("Word", () => {
  test("a decision with letterhead, signature and annex in tables; merged cells are inherited", async () => {
    const reading = await read("quyet-dinh.docx", fixture("decision-with-annex.docx"))
    expect(reading.documents).toMatchObject([
      {
        kind: "decision",
        number: null,
        notation: "QĐ-SNV",
        issuedOn: null,
        effectiveOn: "2026-04-01",
        issuer: "Sở Nội vụ",
        signer: { capacity: "KT. GIÁM ĐỐC", name: "Phạm Thị Mẫu" },
      },
    ])
    expect(outlineOf(reading)).toEqual([
      "# I Cải cách thể chế",
      "  1 Rà soát văn bản | Phòng Pháp chế | 2026-06-30",
      "  2 Xây dựng kế hoạch thi hành pháp luật | Phòng Pháp chế | 2026-03-31",
      "  3 Kiểm tra thi hành pháp luật | Phòng Pháp chế | 2026-09-30",
      "# II Cải cách thủ tục hành chính",
      "  4 Đơn giản hoá thủ tục | Văn phòng Sở + Phòng Tổ chức | 2026-11-14",
      "  5 Số hoá hồ sơ | Trung tâm Lưu trữ | 2026-12-31",
    ])
    expect(reading.plan.groups[0]?.tasks[0]?.source).toEqual({ file: "quyet-dinh.docx", table: 3, row: 4 })
  })

  test("numbers that Word computes, capital letters by style, deleted words, text in boxes", async () => {
    const body = [
      paragraph("Kế hoạch", '<w:pStyle w:val="H1"/>'),
      paragraph("Phát triển kinh tế số"),
      listed("NHIỆM VỤ", 1, 0),
      listed("Thể chế", 1, 1),
      listed("Rà soát quy định.", 2, 0),
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:del><w:r><w:delText>Bỏ</w:delText></w:r></w:del><w:r><w:t>Ban hành quy chế</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>`,
      listed("Hạ tầng", 1, 1),
      listed("Phủ sóng 5G.", 2, 0),
    ].join("")
    expect(outlineOf(await read("a.docx", wordFile(body)))).toEqual([
      "# 1 Thể chế",
      "  - Rà soát quy định. |  | ",
      "  - Ban hành quy chế. |  | ",
      "# 2 Hạ tầng",
      "  - Phủ sóng 5G. |  | ",
    ])
  })

  test("a table split in two where the second has no head; gridSpan and vMerge", async () => {
    const start = '<w:vMerge w:val="restart"/>'
    const body =
      rows(
        [cell("TT"), cell("Nhiệm vụ"), cell("Chủ trì"), cell("Thời hạn")],
        [cell("I. Thể chế", '<w:gridSpan w:val="4"/>')],
        [cell("1"), cell("Rà soát"), cell("Sở Tư pháp", start), cell("2026")],
        [cell("2"), cell("Ban hành"), cell("", "<w:vMerge/>"), cell("2027")],
      ) +
      paragraph("") +
      rows(
        [cell(""), cell("quy chế quản lý"), cell(""), cell("")],
        [cell("3"), cell("Kiểm tra"), cell("Sở Nội vụ"), cell("2027")],
      )
    expect(outlineOf(await read("a.docx", wordFile(body)))).toEqual([
      "# I Thể chế",
      "  1 Rà soát | Sở Tư pháp | 2026-12-31",
      "  2 Ban hành quy chế quản lý | Sở Tư pháp | 2027-12-31",
      "  3 Kiểm tra | Sở Nội vụ | 2027-12-31",
    ])
  })
})

test("a Word column that numbers itself", async () => {
  const number = `<w:tc>${listed("", 1, 1)}</w:tc>`
  const body = rows(
    [cell("STT"), cell("Nhiệm vụ"), cell("Chủ trì"), cell("Thời hạn")],
    [number, cell("Rà soát"), cell("Sở Tư pháp"), cell("2026")],
    [number, cell("Ban hành"), cell("Sở Nội vụ"), cell("2027")],
  )
  const reading = await read("a.docx", wordFile(body))
  expect(reading.plan.groups[0]?.tasks.map((task) => task.code)).toEqual(["1", "2"])
})

describe("PDF", () => {
  test("a table with drawn lines, merged cells and wrapped text", async () => {
    const reading = await read("phu-luc.pdf", fixture("annex.pdf"))
    expect(outlineOf(reading)).toEqual([
      "# I Hoàn thiện thể chế",
      "  1 Rà soát, sửa đổi các quy định về quản lý dữ liệu dùng chung của tỉnh để bảo đảm kết nối, liên thông giữa các cơ quan | Sở Văn hóa, Thể thao và Du lịch + Công an tỉnh | 2026-06-30",
      "  2 Ban hành quy chế | Sở Văn hóa, Thể thao và Du lịch + Công an tỉnh | 2026-12-31",
      "# II Hạ tầng số",
      "  3 Phủ sóng 5G | VNPT + Viettel | 2028-12-31",
    ])
    expect(reading.plan.groups[0]?.tasks[0]?.source).toMatchObject({ file: "phu-luc.pdf", page: 1, row: 3 })
  })
})

describe("type by content", () => {
  test("a Word file called .pdf is read and named", async () => {
    expect(codesOf(await read("quyet-dinh.pdf", fixture("decision-with-annex.docx")))).toContain("file-type-differs")
  })
  test("UTF-16 with its mark, windows-1258 when it reads as Vietnamese", async () => {
    expect((await read("a.txt", text(`\ufeff${PLAN}`, "utf16le"))).plan.groups).toHaveLength(1)
    const source = `${PLAN}${"Các sở, ban, ngành thực hiện nhiệm vụ của kế hoạch và quy định của tỉnh. ".repeat(3)}`
    const reading = await read("a.txt", windows1258(source))
    expect(codesOf(reading)).toContain("encoding-converted")
    expect(reading.plan.groups[0]?.title).toBe("Thể chế và các quy định về dữ liệu")
  })
})

describe("refusals name the file", () => {
  const locked = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")])
  const zeros = new Uint8Array(60 * 1024 * 1024)
  test.each<[string, Uint8Array, string]>([
    ["empty", new Uint8Array(), "empty"],
    ["blanks only", text(" \n\n\t"), "empty"],
    ["26 MB", new Uint8Array(26 * 1024 * 1024), "tooBig"],
    ["Latin-1", text("Kế hoạch của tỉnh\n dòng hai é\n".replace(/[^\0-\xff]/g, "e"), "latin1"), "encoding"],
    ["an image", text("\x89PNG\r\n\x1a\n\0\0\0", "latin1"), "unsupported"],
    ["one endless line", text(`KẾ HOẠCH ${"rà soát ".repeat(4000)}`), "unsupported"],
    ["RTF", text("{\\rtf1\\ansi}"), "unsupported"],
    ["an old Word file", new Uint8Array(Buffer.from("d0cf11e0a1b11ae1", "hex")), "oldOffice"],
    ["a file with a password", new Uint8Array(locked), "encrypted"],
    ["another ZIP", zipOf({ "a.txt": "x" }), "unsupported"],
    ["half a Word file", fixture("decision-with-annex.docx").subarray(0, 4000), "damaged"],
    ["broken XML", wordFile("<w:p><w:r>"), "damaged"],
    ["an entity to be expanded", wordFile("<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>"), "damaged"],
    ["a ZIP bomb", zipOf({ "word/document.xml": zeros, "word/styles.xml": zeros }), "zipBomb"],
    ["a bomb that lies about its size", zipOf({ "word/document.xml": zeros }, 1000), "damaged"],
    ["a broken PDF", text("%PDF-1.7\nxyz"), "damaged"],
    ["no plan", text("Kính gửi Sở Tài chính, đề nghị gửi số liệu."), "noPlan"],
  ])("%s", async (_what, bytes, code) => {
    const outcome = await readPlanFiles([{ name: "tep.bin", bytes }])
    expect(outcome).toMatchObject({ ok: false, refusal: { code: `planImport.${code}`, values: { file: "tep.bin" } } })
  })

  test("no file, too many files", async () => {
    expect(await readPlanFiles([])).toMatchObject({ refusal: { code: "planImport.noFile" } })
    const many = Array.from({ length: 21 }, (_, i) => ({ name: `${i}.txt`, bytes: text(PLAN) }))
    expect(await readPlanFiles(many)).toMatchObject({ refusal: { code: "planImport.tooManyFiles" } })
  })

  test("Latin-1 tells the line", async () => {
    const outcome = await openSourceFile({ name: "a.txt", bytes: text("Mot\nHai \xe9", "latin1") })
    expect(outcome).toMatchObject({ refusal: { values: { line: 2 } } })
  })
})

/** Windows-1258 writes most tones as letters of their own behind the vowel. */
function windows1258(source: string): Uint8Array {
  const decoder = new TextDecoder("windows-1258")
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(new Uint8Array([byte])), byte]))
  const letters = [
    ...source
      .normalize("NFD")
      .replace(/([aeoAEO])([\u0323\u0301\u0300\u0309\u0303]?)([\u0302\u0306\u031b])/g, "$1$3$2")
      .replace(/[aeouAEOU][\u0302\u0306\u031b]/g, (pair) => pair.normalize("NFC")),
  ]
  return new Uint8Array(letters.map((letter) => bytes.get(letter) ?? 63))
}
