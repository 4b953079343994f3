import fc from "fast-check"
import { expect, test } from "vitest"
import { AWAY_SECONDS, activeSeconds, LEAST_SECONDS, reportSeconds, type Span, withMoment } from "./work-time.ts"

const spansOf = (moments: readonly number[]): Span[] => moments.reduce<Span[]>(withMoment, [])
const moments = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 30 })

/** Said the other way round: the sum of the short gaps, and the least for what stands alone. */
function summedGaps(all: readonly number[]): number {
  const sorted = [...all].sort((a, b) => a - b)
  let sum = 0
  let piece = 0
  for (const [index, at] of sorted.entries()) {
    const gap = index === 0 ? Number.POSITIVE_INFINITY : at - sorted[index - 1]!
    if (gap <= AWAY_SECONDS) piece += gap
    else {
      if (index > 0) sum += Math.max(LEAST_SECONDS, piece)
      piece = 0
    }
  }
  return sorted.length === 0 ? 0 : sum + Math.max(LEAST_SECONDS, piece)
}

test("short gaps count, long ones do not", () => {
  expect(activeSeconds(spansOf([0, 100, 250]))).toBe(250)
  expect(activeSeconds(spansOf([0, 100, 1_000, 1_200]))).toBe(300)
  expect(activeSeconds(spansOf([77]))).toBe(LEAST_SECONDS)
  expect(activeSeconds([])).toBe(0)
})

test("it is the sum of the gaps shorter than the pause", () => {
  fc.assert(
    fc.property(moments, (all) => {
      expect(activeSeconds(spansOf(all))).toBe(summedGaps(all))
    }),
  )
})

test("the order in which moments come does not matter, nor that one comes twice", () => {
  fc.assert(
    fc.property(moments, fc.array(fc.nat(29), { maxLength: 5 }), (all, again) => {
      const twice = again.flatMap((index) => all[index] ?? [])
      expect(spansOf([...all].reverse().concat(twice))).toEqual(spansOf(all))
    }),
  )
})

test("never negative, never more than the clock shows for one person", () => {
  fc.assert(
    fc.property(moments, (all) => {
      const seconds = activeSeconds(spansOf(all))
      const clock = all.length === 0 ? 0 : Math.max(...all) - Math.min(...all)
      expect(seconds).toBeGreaterThanOrEqual(0)
      expect(seconds).toBeLessThanOrEqual(clock + (all.length > 0 ? LEAST_SECONDS : 0))
    }),
  )
})

test("people who work at the same time add up", () => {
  fc.assert(
    fc.property(moments, moments, (one, other) => {
      expect(reportSeconds([spansOf(one), spansOf(other)])).toBe(
        activeSeconds(spansOf(one)) + activeSeconds(spansOf(other)),
      )
    }),
  )
})
