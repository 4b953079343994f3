import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { periodKinds, roundsBetween } from "./calendar.ts"
import { ruleFields, ruleInWords, typedRule } from "./typed-rule.ts"

const today = "2026-11-24"
const typed = (fields: Record<string, string>) =>
  typedRule({ source: "QĐ 1139", inclusive: "before", ...fields }, today)
const ruleOf = (fields: Record<string, string>) => {
  const read = typed(fields)
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}

describe("a reporting rule as typed", () => {
  test("a day of the period's last month, in the words of a decision", () => {
    const rule = ruleOf({ period: "quarter", day: "10", month: "lastOfPeriod" })
    expect(rule).toMatchObject({
      tier: "unit",
      period: "quarter",
      rule: { day: 10, month: "lastOfPeriod", inclusive: false },
      validFrom: today,
      text: "trước ngày 10 tháng cuối quý",
    })
  })
  test("two weeks, Friday before 16:00; times as people write them", () => {
    for (const time of ["16:00", "16h", "16h00", "16 giờ", "16 giờ 00"])
      expect(ruleOf({ period: "everyTwoWeeks", weekday: "5", time }).rule).toMatchObject({ weekday: 5, time: "16:00" })
    expect(ruleOf({ period: "everyTwoWeeks", weekday: "5", time: "16h" }).text).toBe(
      "hai tuần một lần, trước 16:00 thứ Sáu",
    )
  })
  test("fixed days, each once and in order; 29 February may be typed", () => {
    expect(ruleOf({ period: "fixedDates", dates: "30/11; 15/6, 29/2; 15/06" }).rule.dates).toEqual([
      "02-29",
      "06-15",
      "11-30",
    ])
  })
  test.each([
    [{ period: "" }, "calendar.noPeriod", "period"],
    [{ period: "quarter", day: "32", month: "lastOfPeriod" }, "calendar.numberRange", "day"],
    [{ period: "quarter", day: "10", month: "13" }, "calendar.noMonth", "month"],
    [{ period: "quarter", daysAfter: "mười" }, "calendar.numberRange", "daysAfter"],
    [{ period: "everyWeek" }, "calendar.noWeekday", "weekday"],
    [{ period: "everyWeeks", weekday: "5" }, "calendar.numberRange", "weeks"],
    [{ period: "everyWeek", weekday: "5", from: "32/1/2026" }, "form.noDay", "from"],
    [{ period: "everyWeek", weekday: "5", time: "25:00" }, "calendar.noTime", "time"],
    [{ period: "fixedDates", dates: "31/2" }, "calendar.noDate", "dates"],
    [{ period: "fixedDates", dates: " ; " }, "calendar.noDates", "dates"],
    [{ period: "quarter", day: "10", month: "lastOfPeriod", source: " " }, "calendar.noSource", "source"],
    [{ period: "quarter", day: "10", month: "lastOfPeriod", validFrom: "mai" }, "form.noDay", "validFrom"],
  ])("%j is refused at its field", (fields, code, field) =>
    expect(typed(fields)).toMatchObject({ refusal: { code, field } }),
  )
})

test("a rule that was read from its own form again is the same rule, and says the same", () => {
  const fields = fc.record({
    period: fc.constantFrom(...periodKinds),
    day: fc.integer({ min: 1, max: 31 }).map(String),
    month: fc.constantFrom("lastOfPeriod", "firstAfterPeriod", "3", "12"),
    daysAfter: fc.constantFrom("", "0", "45"),
    weekday: fc.integer({ min: 1, max: 7 }).map(String),
    weeks: fc.integer({ min: 1, max: 52 }).map(String),
    from: fc.constantFrom("", "05/06/2026"),
    dates: fc.constantFrom("15/6", "1/1; 29/2"),
    time: fc.constantFrom("", "16h30"),
    inclusive: fc.constantFrom("before", "atLatest"),
    nextWorkingDay: fc.constantFrom("yes", "no"),
  })
  fc.assert(
    fc.property(fields, (given) => {
      const rule = ruleOf(given)
      expect(ruleOf(ruleFields(rule)).rule).toEqual(rule.rule)
      expect(rule.text).toBe(ruleInWords(rule.period, rule.rule))
      const rounds = roundsBetween([rule], "2026-11-24", "2028-11-24")
      expect(rounds.length > 0).toBe(rule.period !== "onRequest")
    }),
  )
})
