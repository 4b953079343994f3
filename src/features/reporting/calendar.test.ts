import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, daysBetween, isDay, lastDayOfMonth } from "#shared/day.ts"
import { isWorkingDay } from "#shared/working-days.ts"
import { type DueRule, lastDayOnTime, nextRound, type ReportingRule, roundsBetween, roundsOf } from "./calendar.ts"
import { roundName } from "./round-name.ts"

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

const of = (year: number, lastMonth: number) => ({ lastMonth, endsOn: lastDayOfMonth(year, lastMonth) })

test("“trước ngày 10” ends with the 9th, “chậm nhất ngày 10” with the 10th; a day after the period lies in the next month", () => {
  expect(lastDayOnTime(before(10), of(2026, 3))).toBe("2026-03-09")
  expect(lastDayOnTime({ ...before(10), inclusive: true }, of(2026, 3))).toBe("2026-03-10")
  expect(lastDayOnTime({ day: 5, month: "firstAfterPeriod", inclusive: true }, of(2026, 12))).toBe("2027-01-05")
  expect(lastDayOnTime({ day: 1, month: 3, inclusive: false }, of(2028, 6))).toBe("2028-02-29")
})

test("a day that a month does not have is its last one, also in leap years", () => {
  const monthly = { day: 31, month: "lastOfPeriod" as const, inclusive: true }
  expect(lastDayOnTime(monthly, of(2027, 2))).toBe("2027-02-28")
  expect(lastDayOnTime(monthly, of(2028, 2))).toBe("2028-02-29")
  expect(lastDayOnTime(monthly, of(2028, 4))).toBe("2028-04-30")
  expect(lastDayOnTime({ ...monthly, inclusive: false }, of(2028, 2))).toBe("2028-02-28")
})

test("so many days after the period", () => {
  const tenDays = { day: null, month: null, inclusive: true, daysAfter: 10 }
  expect(lastDayOnTime(tenDays, of(2026, 3))).toBe("2026-04-10")
  expect(lastDayOnTime(tenDays, of(2026, 12))).toBe("2027-01-10")
})

const unit = (
  period: ReportingRule["period"],
  rule: Partial<DueRule>,
  more: Partial<ReportingRule> = {},
): ReportingRule => ({
  tier: "unit",
  period,
  rule: { day: null, month: null, inclusive: false, ...rule },
  ...more,
})

describe("rhythms", () => {
  const fridays = unit("everyTwoWeeks", { weekday: 5, time: "16:00", from: "2026-06-01" })
  test("every two weeks, Friday before 16:00: on time until 15:59 of that Friday, also across the new year", () => {
    const rounds = roundsOf([fridays], 2026)
    expect(rounds.slice(0, 3).map(({ dueOn, dueTime, code }) => [dueOn, dueTime, code])).toEqual([
      ["2026-06-05", "15:59", "2026-D0605"],
      ["2026-06-19", "15:59", "2026-D0619"],
      ["2026-07-03", "15:59", "2026-D0703"],
    ])
    const all = [...rounds, ...roundsOf([fridays], 2027)]
    for (const [index, round] of all.slice(1).entries()) expect(daysBetween(all[index]!.dueOn, round.dueOn)).toBe(14)
  })
  test("“chậm nhất 16:00” holds the minute itself; midnight leaves the first minute", () => {
    const rule = (time: string, inclusive: boolean) =>
      unit("everyWeek", { weekday: 1, time, inclusive, from: "2026-01-01" })
    expect(roundsOf([rule("16:00", true)], 2026)[0]).toMatchObject({ dueOn: "2026-01-05", dueTime: "16:00" })
    expect(roundsOf([rule("00:00", false)], 2026)[0]!.dueTime).toBe("00:00")
  })
  test("every n weeks; without a first day, counted from the day on which the rule begins to apply", () => {
    const rounds = roundsOf(
      [unit("everyWeeks", { weekday: 3, weeks: 3, inclusive: true }, { validFrom: "2026-11-02" })],
      2026,
    )
    expect(rounds.map((round) => round.dueOn)).toEqual(["2026-11-04", "2026-11-25", "2026-12-16"])
  })
  test("the plan office reports on its own weekday after the units", () => {
    const office: ReportingRule = { ...unit("everyWeek", { weekday: 1, inclusive: true }), tier: "planOffice" }
    const rounds = roundsOf([unit("everyWeek", { weekday: 5, inclusive: true, from: "2026-01-01" }), office], 2026)
    expect(rounds[0]).toMatchObject({ dueOn: "2026-01-02", officeDueOn: "2026-01-05" })
  })
})

test("days of every year, one of them the same as a quarter's: one round", () => {
  const dates = unit("fixedDates", { dates: ["06-09", "11-15"], inclusive: true })
  const rounds = roundsOf([...decision1139, dates], 2026)
  expect(rounds.map((round) => round.code)).toEqual([
    "2026-Q1",
    "2026-D0609+2026-H1+2026-Q2",
    "2026-Q3",
    "2026-D1115",
    "2026-Q4+2026-Y",
  ])
  expect(roundName(rounds[3]!.periods)).toBe("kỳ đến ngày 15/11/2026")
})

test("a report on the old year and one on the new year that are due on one day are one round", () => {
  const rules = [
    unit("quarter", { day: 10, month: "firstAfterPeriod", inclusive: true }),
    unit("fixedDates", { dates: ["01-10"], inclusive: true }),
  ]
  const codes = [...roundsOf(rules, 2026), ...roundsOf(rules, 2027)].map((round) => round.code)
  expect(codes).toContain("2026-Q4+2027-D0110")
  expect(codes).not.toContain("2027-D0110")
  expect(roundName(["2026-Q4", "2027-D0110"])).toBe("kỳ đến ngày 10/1/2027 và quý IV năm 2026")
})

test("what is asked on request, or has no day, is never in the calendar", () => {
  expect(roundsOf([unit("onRequest", {}), unit("quarter", {}), unit("everyWeek", {})], 2026)).toEqual([])
})

test("a rule applies to the due days of its validity", () => {
  const old = unit("quarter", { day: 10, month: "lastOfPeriod" }, { validFrom: "2026-01-01", validTo: "2026-06-30" })
  const fresh = unit("quarter", { day: 20, month: "lastOfPeriod" }, { validFrom: "2026-07-01" })
  expect(roundsOf([old, fresh], 2026).map((round) => round.dueOn)).toEqual([
    "2026-03-09",
    "2026-06-09",
    "2026-09-19",
    "2026-12-19",
  ])
})

describe("working days", () => {
  // Tết Đinh Mùi: the days off of 2027 as an administrator enters them, with a Saturday worked instead
  const tet = {
    holidays: new Set(["2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10"]),
    workedWeekends: new Set(["2027-02-20"]),
  }
  const monthly = (day: number, nextWorkingDay = true) =>
    unit("month", { day, month: "lastOfPeriod", inclusive: true, nextWorkingDay })
  const february = (rule: ReportingRule) => roundsOf([rule], 2027, tet)[1]!.dueOn
  test("a last day inside Tết moves behind it only where the rule says so; a worked Saturday is a working day", () => {
    expect(february(monthly(5))).toBe("2027-02-11")
    expect(february(monthly(5, false))).toBe("2027-02-05")
    expect(february(monthly(20))).toBe("2027-02-20")
    expect(february(monthly(21))).toBe("2027-02-22")
  })
})

const anyDue = fc.record(
  {
    day: fc.integer({ min: 1, max: 31 }),
    month: fc.constantFrom("lastOfPeriod" as const, "firstAfterPeriod" as const, "each" as const),
    inclusive: fc.boolean(),
    nextWorkingDay: fc.boolean(),
  },
  { requiredKeys: ["day", "month", "inclusive"] },
)
const anyRule: fc.Arbitrary<ReportingRule> = fc.oneof(
  fc.record({
    tier: fc.constant("unit" as const),
    period: fc.constantFrom("month", "quarter", "halfYear", "nineMonths", "year"),
    rule: anyDue,
  }),
  fc
    .record({ weekday: fc.integer({ min: 1, max: 7 }), weeks: fc.integer({ min: 1, max: 9 }), inclusive: fc.boolean() })
    .map((rule) => unit("everyWeeks", { ...rule, from: "2025-01-06" })),
  fc
    .uniqueArray(fc.constantFrom("01-31", "02-28", "02-29", "06-15", "11-30", "12-31"), { minLength: 1 })
    .map((dates) => unit("fixedDates", { dates, inclusive: true })),
  fc.integer({ min: 0, max: 366 }).map((daysAfter) => unit("quarter", { daysAfter, inclusive: true })),
) as fc.Arbitrary<ReportingRule>
/** Days off around Tết of any year, and one Saturday worked instead; the day of Tết moves between 21 January and 20 February. */
const anyTet = fc.integer({ min: 0, max: 30 }).map((shift) => ({
  holidays: new Set(
    Array.from({ length: 21 }, (_, i) => 2025 + i).flatMap((year) =>
      Array.from({ length: 7 }, (_, day) => addDays(`${year}-01-21`, shift + day)),
    ),
  ),
  workedWeekends: new Set<string>(),
}))
const gregorianQuarters = 21 * 4

describe("whatever the rules, 2025 to 2045", () => {
  const years = Array.from({ length: 21 }, (_, i) => 2025 + i)
  test("every period stands in exactly one round, no two rounds are due on one day, and all days exist", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyRule, { selector: (each) => each.period, maxLength: 4 }),
        anyTet,
        (rules, calendar) => {
          const rounds = years.flatMap((year) => roundsOf(rules, year, calendar))
          const periods = rounds.flatMap((round) => round.periods)
          expect(new Set(periods).size).toBe(periods.length)
          expect(new Set(rounds.map((round) => round.dueOn)).size).toBe(rounds.length)
          for (const { dueOn, officeDueOn, asOfOn } of rounds) {
            expect(isDay(dueOn) && isDay(officeDueOn) && isDay(asOfOn)).toBe(true)
            expect(officeDueOn >= dueOn && asOfOn <= dueOn).toBe(true)
          }
          if (rules.some((each) => each.period === "quarter"))
            expect(periods.filter((key) => /-Q\d$/.test(key))).toHaveLength(gregorianQuarters)
        },
      ),
    )
  })
  test("a rule that moves to working days never ends on a day off, and moves by no more than it must", () => {
    fc.assert(
      fc.property(anyDue, anyTet, fc.integer({ min: 2025, max: 2045 }), (due, calendar, year) => {
        const plain = roundsOf([unit("month", { ...due, nextWorkingDay: false })], year, calendar)
        const moved = roundsBetween(
          [unit("month", { ...due, nextWorkingDay: true })],
          `${year - 1}-01-01`,
          `${year + 1}-12-31`,
          calendar,
        )
        for (const round of plain) {
          const same = moved.find((each) => each.periods.includes(round.periods[0]!))!
          expect(isWorkingDay(same.dueOn, calendar)).toBe(true)
          for (let day = round.dueOn; day < same.dueOn; day = addDays(day, 1))
            expect(isWorkingDay(day, calendar)).toBe(false)
        }
      }),
    )
  })
  test("a part of the calendar holds what the years hold", () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 2025, max: 2044 }), (rule, year) => {
        const part = roundsBetween([rule], `${year}-03-01`, `${year + 1}-02-28`)
        const whole = [year - 2, year - 1, year, year + 1]
          .flatMap((each) => roundsOf([rule], each))
          .filter((round) => round.dueOn >= `${year}-03-01` && round.dueOn <= `${year + 1}-02-28`)
        expect(part).toEqual(whole)
      }),
    )
  })
})
