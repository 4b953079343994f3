import fc from "fast-check"
import { expect, test } from "vitest"
import { burdenOf, inMinutes, quantile } from "./burden.ts"

const report = (seconds: number | null, entries = 2) => ({ unitId: "u", unitName: "Sở", entries, seconds })

test("reports that were not measured are counted, and left out of the figures", () => {
  expect(burdenOf([report(600), report(null), report(1_200, 4)])).toEqual({
    sent: 3,
    measured: 2,
    medianSeconds: 600,
    p90Seconds: 1_200,
    totalSeconds: 1_800,
    secondsPerEntry: 300,
  })
  expect(burdenOf([report(null)])).toMatchObject({ medianSeconds: null, secondsPerEntry: null, totalSeconds: 0 })
})

test("a report of general sections alone has time, but none by task", () => {
  expect(burdenOf([report(600, 0)])).toMatchObject({ medianSeconds: 600, secondsPerEntry: null })
})

test("a quantile is one of the values, and at least its share lies at or below it", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9_999), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const sorted = [...all].sort((a, b) => a - b)
      const value = quantile(sorted, share)!
      expect(sorted).toContain(value)
      expect(sorted.filter((each) => each <= value).length / sorted.length).toBeGreaterThanOrEqual(share - 1e-9)
    }),
  )
})

test("minutes are whole, and work is never none", () => {
  expect([0, 20, 89, 91, 3_600].map(inMinutes)).toEqual([0, 1, 1, 2, 60])
})
