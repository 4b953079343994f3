import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isDay } from "#shared/day.ts"
import { lastDayOnTime, nextRound, type ReportingRule, roundName, roundsOf } from "./calendar.ts"

const before = (day: number) => ({ day, month: "lastOfPeriod" as const, inclusive: false })
/** Decision 1139/QĐ-UBND, section V: quarter, half-year and year, units before the 10th, the plan office before the 15th. */
const decision1139: ReportingRule[] = (["quarter", "halfYear", "year"] as const).flatMap((period) => [
  { tier: "unit" as const, period, rule: before(10) },
  { tier: "planOffice" as const, period, rule: before(15) },
])

describe("the calendar of Decision 1139", () => {
  test("four rounds a year; the second quarter comes with the half-year, the fourth with the year", () => {
    expect(roundsOf(decision1139, 2026).map(({ code, dueOn, officeDueOn }) => [code, dueOn, officeDueOn])).toEqual([
      ["2026-Q1", "2026-03-09", "2026-03-14"],
      ["2026-H1+2026-Q2", "2026-06-09", "2026-06-14"],
      ["2026-Q3", "2026-09-09", "2026-09-14"],
      ["2026-Q4+2026-Y", "2026-12-09", "2026-12-14"],
    ])
  })
  test("names as officials write them", () => {
    expect(roundsOf(decision1139, 2026).map((round) => roundName(round.periods))).toEqual([
      "quý I năm 2026",
      "quý II và 6 tháng đầu năm 2026",
      "quý III năm 2026",
      "quý IV và năm 2026",
    ])
  })
  test("the next round is the one that is still due today", () => {
    expect(nextRound(decision1139, "2026-09-09")?.code).toBe("2026-Q3")
    expect(nextRound(decision1139, "2026-09-10")?.code).toBe("2026-Q4+2026-Y")
    expect(nextRound(decision1139, "2026-12-10")?.code).toBe("2027-Q1")
  })
})

test("“trước ngày 10” ends with the 9th, “chậm nhất ngày 10” with the 10th; a day after the period lies in the next month", () => {
  expect(lastDayOnTime(before(10), { lastMonth: 3 }, 2026)).toBe("2026-03-09")
  expect(lastDayOnTime({ ...before(10), inclusive: true }, { lastMonth: 3 }, 2026)).toBe("2026-03-10")
  expect(lastDayOnTime({ day: 5, month: "firstAfterPeriod", inclusive: true }, { lastMonth: 12 }, 2026)).toBe(
    "2027-01-05",
  )
  expect(lastDayOnTime({ day: 1, month: 3, inclusive: false }, { lastMonth: 6 }, 2028)).toBe("2028-02-29")
})

test("whatever the rules: every period stands in exactly one round, and rounds follow each other", () => {
  const rule = fc.record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.constantFrom("lastOfPeriod" as const, "firstAfterPeriod" as const),
    inclusive: fc.boolean(),
  })
  const rules = fc.uniqueArray(
    fc.record({
      tier: fc.constant("unit" as const),
      period: fc.constantFrom(
        "month" as const,
        "quarter" as const,
        "halfYear" as const,
        "nineMonths" as const,
        "year" as const,
      ),
      rule,
    }),
    { selector: (each) => each.period },
  )
  fc.assert(
    fc.property(rules, fc.integer({ min: 2025, max: 2045 }), (given, year) => {
      const rounds = roundsOf(given, year)
      const periods = rounds.flatMap((round) => round.periods)
      expect(new Set(periods).size).toBe(periods.length)
      const expected = { month: 12, quarter: 4, halfYear: 1, nineMonths: 1, year: 1 }
      expect(periods.length).toBe(given.reduce((sum, each) => sum + expected[each.period], 0))
      for (const round of rounds) expect(isDay(round.dueOn)).toBe(true)
      expect(rounds.map((round) => round.dueOn)).toEqual([...new Set(rounds.map((round) => round.dueOn))].sort())
    }),
  )
})
