import { describe, expect, test } from "vitest"
import { outlineOf } from "./fixtures/outline-of.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

type Rows = unknown[][]

async function workbook(
  sheets: Record<string, Rows>,
  change: (book: import("exceljs").Workbook) => void = () => {},
): Promise<Uint8Array> {
  const { default: excel } = await import("exceljs")
  const book = new excel.Workbook()
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows)
  change(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function outline(bytes: Uint8Array): Promise<string[]> {
  const outcome = await readPlanFiles([{ name: "phu-luc.xlsx", bytes }])
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outlineOf(outcome.value)
}

const HEAD = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]

describe("an annex in Excel", () => {
  test("heading above the head, dates, months and years as Excel keeps them", async () => {
    const bytes = await workbook(
      {
        "Phụ lục II": [
          ["PHỤ LỤC II"],
          ["DANH MỤC NHIỆM VỤ"],
          [],
          HEAD,
          [1, "Rà soát", "Sở Tư pháp", new Date(Date.UTC(2026, 5, 30))],
          [2, "Ban hành", "Sở Nội vụ", new Date(Date.UTC(2026, 8, 1))],
          [3, "Tổng kết", "Sở Nội vụ", 2027],
        ],
      },
      (book) => {
        const sheet = book.worksheets[0]!
        sheet.getCell("D5").numFmt = "dd/mm/yyyy"
        sheet.getCell("D6").numFmt = "mm/yyyy"
      },
    )
    expect(await outline(bytes)).toEqual([
      "# - DANH MỤC NHIỆM VỤ",
      "  1 Rà soát | Sở Tư pháp | 2026-06-30",
      "  2 Ban hành | Sở Nội vụ | 2026-09-30",
      "  3 Tổng kết | Sở Nội vụ | 2027-12-31",
    ])
  })

  test("merged cells, group rows, hidden sheets", async () => {
    const bytes = await workbook(
      {
        Sheet1: [HEAD, ["I. Thể chế"], [1, "Rà soát", "Sở Tư pháp", "2026"], [2, "Ban hành", null, "2027"]],
        Cũ: [HEAD, [9, "Bản cũ", "Sở A", "2020"]],
      },
      (book) => {
        const sheet = book.worksheets[0]!
        sheet.mergeCells("A2:D2")
        sheet.mergeCells("C3:C4")
        book.worksheets[1]!.state = "hidden"
      },
    )
    expect(await outline(bytes)).toEqual([
      "# I Thể chế",
      "  1 Rà soát | Sở Tư pháp | 2026-12-31",
      "  2 Ban hành | Sở Tư pháp | 2027-12-31",
    ])
  })
})
