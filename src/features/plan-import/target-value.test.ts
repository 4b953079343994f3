import { describe, expect, test } from "vitest"
import { readTargets, yearOf } from "./target-value.ts"

const read = (cell: string) => readTargets(cell, 2030).map(({ comparator, value }) => [comparator, value])

describe("targets", () => {
  test.each([
    ["≥ 30", [["≥", "30"]]],
    [">= 30", [["≥", "30"]]],
    ["<=5", [["≤", "5"]]],
    ["> 0,7", [[">", "0.7"]]],
    ["Trên 90%", [[">", "90"]]],
    ["tối thiểu 25%", [["≥", "25"]]],
    ["Ít nhất 3%", [["≥", "3"]]],
    ["Không quá 7", [["≤", "7"]]],
    ["Dưới 20", [["<", "20"]]],
    ["Từ 60 trở lên", [["≥", "60"]]],
    ["100%", [[null, "100"]]],
    ["09", [[null, "09"]]],
    ["1.200", [[null, "1200"]]],
    ["12,5", [[null, "12.5"]]],
    ["16 - 18", [["between", "16-18"]]],
    ["20% - 50%", [["between", "20-50"]]],
    [
      "≤ 3 Đông Nam Á; ≤ 50 Thế giới",
      [
        ["≤", "3"],
        ["≤", "50"],
      ],
    ],
    ["≥ 3% và tăng dần theo yêu cầu phát triển", [["≥", "3"]]],
    ["Một số lĩnh vực đạt trình độ quốc tế", [[null, null]]],
    ["Thuộc nhóm 3 nước dẫn đầu khu vực", [[null, null]]],
    ["", []],
    ["-", []],
  ])("%s", (cell, expected) => expect(read(cell)).toEqual(expected))

  test("the text stays, a year of its own counts before the column's", () => {
    expect(readTargets("Đến năm 2028: 50%", 2030)).toEqual([
      { year: 2028, comparator: null, value: "50", text: "Đến năm 2028: 50%" },
    ])
  })
})

test("the year of a head", () => {
  expect(["Đến năm 2030", "2026", "Mục tiêu", "Giai đoạn 2025-2030"].map(yearOf)).toEqual([2030, 2026, null, null])
})
