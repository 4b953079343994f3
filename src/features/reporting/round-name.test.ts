import { expect, test } from "vitest"
import { roundNameInEnglish } from "#shared/round-name.ts"
import { roundName } from "./round-name.ts"

test.each([
  [["2026-Q1"], "quarter I 2026"],
  [["2026-Q2", "2026-H1"], "quarter II and first half-year 2026"],
  [["2026-Q3", "2026-N9"], "quarter III and first nine months 2026"],
  [["2026-Q4", "2026-Y"], "quarter IV and whole year 2026"],
  [["2026-Y"], "whole year 2026"],
  [["2026-H1"], "first half-year 2026"],
  [["2026-M05"], "month 5 2026"],
])("%j computed is said in English", (periods, english) => {
  expect(roundNameInEnglish(roundName(periods as never))).toBe(english)
})

test("a name with a capital keeps it; what a person typed stays", () => {
  expect(roundNameInEnglish("Quý III năm 2026")).toBe("Quarter III 2026")
  expect(roundNameInEnglish("Báo cáo quý IV và năm 2026")).toBe("Report, quarter IV and whole year 2026")
  expect(roundNameInEnglish("báo cáo quý III năm 2026: Sở Y tế")).toBe("report, quarter III 2026: Sở Y tế")
  for (const typed of ["Báo cáo đột xuất tháng 5", "Sơ kết một năm thực hiện 2026", ""])
    expect(roundNameInEnglish(typed)).toBe(typed)
})
