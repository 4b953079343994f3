import { expect, test } from "vitest"
import { columnIndex, columnLetters, dayOfSerial, sheetNames } from "./workbook.ts"

test.each([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [701, "ZZ"],
  [702, "AAA"],
])("column %i is %s", (index, letters) => {
  expect(columnLetters(index)).toBe(letters)
  expect(columnIndex(letters)).toBe(index)
})

test.each([
  [1, false, "1900-01-01"],
  [59, false, "1900-02-28"],
  [61, false, "1900-03-01"],
  [46_204.75, false, "2026-07-01"],
  [44_742, true, "2026-07-01"],
  [-1, false, undefined],
  [3_000_000, false, undefined],
])("serial %d (1904: %s) is %s", (serial, is1904, day) => expect(dayOfSerial(serial, is1904)).toBe(day))

test("names of sheets are made fit for Excel, each once", () => {
  expect(sheetNames(["Nhiệm vụ: 1/2", "nhiệm vụ 1 2", "", "x".repeat(40)])).toEqual([
    "Nhiệm vụ 1 2",
    "nhiệm vụ 1 2 (2)",
    "Trang",
    "x".repeat(31),
  ])
})
