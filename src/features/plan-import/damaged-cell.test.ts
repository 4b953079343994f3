import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readingOf } from "./fixtures/outline-of.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlan } from "./read-plan.ts"
import { placeInWords, type SourceText } from "./source-text.ts"

/** One damaged cell in an otherwise whole table: an issue names that cell, in its place and in its words. */

const HEADS = {
  code: ["TT", "STT", "Số TT"],
  title: ["Nhiệm vụ", "Nội dung công việc", "Tên nhiệm vụ"],
  leads: ["Cơ quan chủ trì", "Đơn vị thực hiện", "Chủ trì"],
  coordinating: ["Cơ quan phối hợp", "Phối hợp"],
  deadline: ["Thời hạn hoàn thành", "Thời gian", "Tiến độ"],
  product: ["Sản phẩm", "Kết quả đầu ra"],
}
type Role = keyof typeof HEADS
const TITLES = [
  "Rà soát văn bản",
  "Xây dựng cơ sở dữ liệu",
  "Ban hành quy chế",
  "Tổ chức tập huấn",
  "Nâng cấp hệ thống",
]
const AGENCIES = ["Sở Tư pháp", "Công an tỉnh", "UBND các xã, phường", "Sở Văn hóa, Thể thao và Du lịch"]
const DEADLINES = ["31/12/2026", "Quý II/2027", "Thường xuyên", "2026 - 2030", "Tháng 6/2026", "Hằng năm"]
const GARBAGE = {
  deadline: [
    "@@##",
    "32/13/2026",
    "Quý V năm 2026",
    "abc",
    "tháng 13 năm 2026",
    "ngày 31 tháng 2 năm 2026",
    "99.99.2026",
    "",
  ],
  leads: ["", "###", "12", "  "],
  title: [""],
  code: ["", "#@!", "??"],
  product: [""],
} as const

const damaged = fc
  .record({
    order: fc.shuffledSubarray(Object.keys(HEADS) as Role[], { minLength: 6 }),
    spelling: fc.nat(5),
    rows: fc.array(fc.record({ title: fc.nat(4), agency: fc.nat(3), deadline: fc.nat(5) }), {
      minLength: 3,
      maxLength: 9,
    }),
    role: fc.constantFrom(...(Object.keys(GARBAGE) as (keyof typeof GARBAGE)[])),
    at: fc.nat(8),
    kind: fc.nat(7),
    withGroup: fc.boolean(),
  })
  .map(({ order, spelling, rows, role, at, kind, withGroup }) => {
    const cells: string[][] = [order.map((each) => HEADS[each][spelling % HEADS[each].length]!)]
    if (withGroup) cells.push(order.map((each) => (each === "code" ? "I" : each === "title" ? "Thể chế" : "")))
    for (const [i, row] of rows.entries()) {
      const values: Record<Role, string> = {
        code: String(i + 1),
        title: `${TITLES[row.title]} số ${i + 1}`,
        leads: AGENCIES[row.agency]!,
        coordinating: i % 2 ? AGENCIES[(row.agency + 1) % 4]! : "",
        deadline: DEADLINES[row.deadline]!,
        product: "Báo cáo",
      }
      cells.push(order.map((each) => values[each]))
    }
    const rowAt = 1 + (withGroup ? 1 : 0) + (at % rows.length)
    const columnAt = order.indexOf(role)
    cells[rowAt]![columnAt] = GARBAGE[role][kind % GARBAGE[role].length]!
    return { cells, row: rowAt + 1, column: columnAt + 1, role }
  })

const naming = (reading: PlanReading, row: number, column: number) =>
  reading.issues.filter(({ source }) => source?.row === row && source.column === column)

describe("any single damaged cell is named", () => {
  test("in a table of a text", () => {
    fc.assert(
      fc.property(damaged, ({ cells, row, column }) => {
        const [head, ...rest] = cells.map((each) => `| ${each.join(" | ")} |`)
        const found = naming(readingOf(`PHỤ LỤC\n\n${head}\n|${"---|".repeat(6)}\n${rest.join("\n")}\n`), row, column)
        expect(found).not.toEqual([])
        expect(found[0]!.message).toContain(`bảng 1, hàng ${row}, cột ${column}`)
      }),
      { numRuns: 400 },
    )
  })

  test("in a sheet, by its address", () => {
    fc.assert(
      fc.property(damaged, ({ cells, row, column }) => {
        const found = naming(sheetReading(cells), row + 4, column)
        expect(found).not.toEqual([])
        const address = `${"ABCDEF"[column - 1]}${row + 4}`
        expect(found[0]!.source).toMatchObject({ sheet: "Biểu 1", cell: address })
        expect(found[0]!.message).toContain(`trang tính "Biểu 1", ô ${address}`)
      }),
      { numRuns: 400 },
    )
  })
})

/** The table from row 5 of the sheet on. */
function sheetReading(cells: string[][]): PlanReading {
  const place = { file: "bieu.xlsx", sheet: "Biểu 1" }
  const rows = cells.map((row, i) => ({ place: { ...place, row: i + 5 }, cells: row.map((text) => ({ text })) }))
  const source: SourceText = {
    file: "bieu.xlsx",
    format: "excel",
    blocks: [{ kind: "table", place, rows }],
    issues: [],
  }
  const read = readPlan([source])
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}

test("a place in words", () => {
  expect(placeInWords({ file: "a.docx", table: 2, row: 5, column: 3 })).toBe("a.docx, bảng 2, hàng 5, cột 3")
  expect(placeInWords({ file: "a.xlsx", sheet: "B", row: 7, column: 4, cell: "D7" })).toBe(
    'a.xlsx, trang tính "B", ô D7',
  )
})
