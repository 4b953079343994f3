import { expect, test } from "vitest"
import { outcomeLines } from "#features/plans/task-outcome.ts"
import type { SheetToWrite, WorkbookRow } from "#platform/workbooks/workbook.ts"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { consolidatedSheets } from "./report-workbook.ts"

const snapshot = sampleSnapshot(89)
const sheets = consolidatedSheets(snapshot)
const sheet = (name: string): SheetToWrite => sheets.find((each) => each.name === name)!
const rows = (name: string): WorkbookRow[] => [...(sheet(name).rows as Iterable<WorkbookRow>)]

test("every cell has a column, every sheet says what day it describes and that it is illustrative", () => {
  for (const each of sheets) {
    const keys = new Set(each.columns.map((column) => column.key))
    for (const row of rows(each.name)) for (const key of Object.keys(row)) expect(keys, each.name).toContain(key)
    expect(each.notes?.join("\n")).toMatch(/Số liệu minh họa[\s\S]*09\/9\/2026/)
  }
})

test("groups sum to the totals; units have no sum row and say why", () => {
  const groups = rows("Theo nhóm")
  const sum = (key: string) => groups.slice(0, -1).reduce((all, row) => all + Number(row[key]), 0)
  for (const key of ["all", ...outcomeLines]) expect(sum(key), key).toBe(groups.at(-1)![key])
  expect(rows("Theo đơn vị").map((row) => row.name)).not.toContain("Tổng cộng")
  expect(sheet("Theo đơn vị").notes?.at(-1)).toContain("không cộng số liệu của các đơn vị")
})

test("rates in points, with numerator, denominator and how they are made", () => {
  const row = rows("Tổng hợp").find((each) => each.how === "Đã hoàn thành chia cho nhiệm vụ có thời hạn")!
  const { numerator, denominator } = snapshot.figures.rates.ofTimed
  expect([row.count, row.of]).toEqual([numerator, denominator])
  expect(row.share).toBeCloseTo((numerator / denominator) * 100)
})

test("all tasks, the units that were late or missing, and the sources of the text", () => {
  expect(rows("Nhiệm vụ")).toHaveLength(89)
  expect(rows("Nhiệm vụ").find((row) => row.code === "5")?.confirmed).toBe("41/56")
  expect(rows("Báo cáo của đơn vị").map((row) => row.state)).toEqual([
    ...Array(4).fill("Chưa gửi báo cáo"),
    ...Array(6).fill("Gửi chậm"),
  ])
  expect(rows("Nguồn")[0]).toMatchObject({ mark: "[1]", unit: "Sở Khoa học và Công nghệ" })
})
