import { describe, expect, test } from "vitest"
import { readReportingRules } from "./reporting-rules.ts"

const read = (text: string, unit: string | null = null) =>
  readReportingRules([{ unit, text, source: { file: "a.txt" } }]).map(({ tier, period, rule }) =>
    [tier, period, rule?.day ?? rule?.weekday ?? null, rule?.month ?? null, rule?.inclusive ?? null].join(" "),
  )

describe("units report to the plan office", () => {
  const unit = "Các sở, ban, ngành, UBND các xã, phường"
  test.each([
    [
      "định kỳ hàng Quý (trước ngày 10 tháng cuối Quý), 6 tháng (trước ngày 10/6) và hàng năm (trước ngày 10/12) báo cáo UBND tỉnh (qua Sở X)",
      ["unit quarter 10 lastOfPeriod false", "unit halfYear 10 6 false", "unit year 10 12 false"],
    ],
    [
      "định kỳ 6 tháng báo cáo kết quả về Bộ X trước ngày 15 tháng 6 và trước ngày 01 tháng 12 để tổng hợp, báo cáo Chính phủ",
      ["unit halfYear 15 6 false", "unit halfYear 1 12 false"],
    ],
    ["báo cáo hằng tháng trước ngày 25 về Sở X", ["unit month 25 each false"]],
    [
      "báo cáo về Sở X chậm nhất ngày 05 của tháng đầu quý sau đối với báo cáo quý",
      ["unit quarter 5 firstAfterPeriod true"],
    ],
    ["báo cáo về Sở X trước ngày 10/6 và 10/12 hằng năm", ["unit halfYear 10 6 false", "unit year 10 12 false"]],
    [
      "định kỳ hằng quý, 6 tháng và năm báo cáo kết quả về Sở X",
      ["unit quarter   ", "unit halfYear   ", "unit year   "],
    ],
    ["định kỳ 02 tuần (trước 16h00 thứ Sáu) báo cáo Sở X", ["unit everyTwoWeeks 5  false"]],
    ["hoàn thành trước ngày 30/6/2025", []],
    ["Hằng năm, căn cứ Kế hoạch này xây dựng dự toán trước ngày 15 tháng 7", []],
  ])("%s", (text, expected) => expect(read(text, unit)).toEqual(expected))
})

test("the plan office gathers and reports upwards", () => {
  const text =
    "theo dõi, tổng hợp tình hình, định kỳ hàng Quý (trước ngày 15 của tháng cuối Quý) và năm (trước ngày 15/12) báo cáo Ban Chỉ đạo và UBND tỉnh"
  expect(read(text, "Sở Khoa học và Công nghệ")).toEqual([
    "planOffice quarter 15 lastOfPeriod false",
    "planOffice year 15 12 false",
  ])
})

test("one sentence for both tiers", () => {
  const text =
    "Các đơn vị báo cáo Sở X trước ngày 10/6 để tổng hợp, báo cáo UBND tỉnh trước ngày 20/6 (báo cáo 6 tháng)"
  expect(read(text).map((rule) => rule.split(" ").slice(0, 3).join(" "))).toEqual([
    "unit halfYear 10",
    "planOffice halfYear 20",
  ])
})
