import fc from "fast-check"
import { expect, test } from "vitest"
import { formatVnd, parseVnd } from "./vnd.ts"

test.each([
  ["1.250.000.000", 1_250_000_000n],
  ["1250000000", 1_250_000_000n],
  ["1 250 000 000 đồng", 1_250_000_000n],
  [" 500.000 đ ", 500_000n],
  ["0", 0n],
])("%s is %s đồng", (typed, amount) => {
  expect(parseVnd(typed)).toBe(amount)
})

test.each(["", "1,5", "1.25.000", "-5", "1.250,00", "một triệu", "1e9", "1.250.00", "99999999999999999999999999"])(
  "“%s” is no whole number of đồng",
  (typed) => {
    expect(parseVnd(typed)).toBeUndefined()
  },
)

test("what is shown can be typed again", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (amount) => parseVnd(formatVnd(amount)) === amount),
  )
})
