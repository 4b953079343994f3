import { expect, test } from "vitest"
import { countInText, dayInText, formatNumber, formatShare } from "./vietnamese-numbers.ts"

test("numbers and shares as officials write them", () => {
  expect(formatNumber(1234.5)).toBe("1.234,5")
  expect(formatShare(16051 / 21914)).toBe("73,25\u00A0%")
  expect(formatShare(16051 / 16274)).toBe("98,63\u00A0%")
  expect(formatShare(1)).toBe("100\u00A0%")
})

test("a share of nothing is not zero", () => expect(formatShare(null)).toBe("chưa tính được"))

test("counts below ten take a zero in text", () =>
  expect([0, 5, 10, 21914].map(countInText)).toEqual(["0", "05", "10", "21.914"]))

test.each([
  ["2025-07-09", "09/7/2025"],
  ["2026-02-05", "05/02/2026"],
  ["2026-12-31", "31/12/2026"],
])("%s", (day, words) => expect(dayInText(day)).toBe(words))
