import { expect, test } from "vitest"
import { statuses } from "./consolidation.ts"
import { canBeCorrected, formerReport, issueFault } from "./correction.ts"

const former = { number: "7", notation: "BC-SKHCN", issuedOn: "2026-09-14" }

test("only what was issued is corrected", () => {
  expect(statuses.filter(canBeCorrected)).toEqual(["issued", "received"])
})

test.each([
  ["a number of its own, later", "8", "2026-09-20", undefined],
  ["a number of its own, the same day", "8", "2026-09-14", undefined],
  ["the number of the former", "7", "2026-09-20", "number"],
  ["the number of the former with a nought", "07", "2026-09-20", "number"],
  ["the same number in the next year's register", "7", "2027-01-05", undefined],
  ["a day before the former", "8", "2026-09-13", "issuedOn"],
])("%s", (_, number, issuedOn, field) => {
  expect(issueFault(former, { number, notation: "BC-SKHCN", issuedOn })?.field).toBe(field)
})

test("the former report is named as letters name it", () => {
  expect(formerReport(former)).toBe("Báo cáo số 07/BC-SKHCN ngày 14 tháng 9 năm 2026")
})
