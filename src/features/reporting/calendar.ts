import { addDays, type Day, dayOf } from "#shared/day.ts"

export type PeriodKind = "month" | "quarter" | "halfYear" | "nineMonths" | "year"
/** One calendar period: "2026-M05", "2026-Q4", "2026-H1", "2026-N9", "2026-Y". */
export type PeriodKey = string

/**
 * When a report on a period is due. `month` is the last month of the period, the first one after it, or a month by number (1-12).
 * "Trước ngày 10" is exclusive: the last moment on time is the end of the 9th (rule 13).
 */
export type DueRule = { day: number; month: "lastOfPeriod" | "firstAfterPeriod" | number; inclusive: boolean }
export type ReportingRule = { tier: "unit" | "planOffice"; period: PeriodKind; rule: DueRule }

export type PlannedRound = {
  code: string
  periods: PeriodKey[]
  dueOn: Day
  officeDueOn: Day
  /** The units' last day on time; what reaches beyond it is an estimate (rule 14). */
  asOfOn: Day
}

type Period = { key: PeriodKey; kind: PeriodKind; lastMonth: number }

/** The periods of a kind in a year. "6 tháng" is the first half: the second one is reported with the year. */
export function periodsOf(kind: PeriodKind, year: number): Period[] {
  const each = (count: number, months: number, letter: string) =>
    Array.from({ length: count }, (_, i) => ({ key: `${year}-${letter}${i + 1}`, kind, lastMonth: (i + 1) * months }))
  switch (kind) {
    case "month":
      return each(12, 1, "M").map((period) => ({
        ...period,
        key: `${year}-M${String(period.lastMonth).padStart(2, "0")}`,
      }))
    case "quarter":
      return each(4, 3, "Q")
    case "halfYear":
      return each(1, 6, "H")
    case "nineMonths":
      return [{ key: `${year}-N9`, kind, lastMonth: 9 }]
    case "year":
      return [{ key: `${year}-Y`, kind, lastMonth: 12 }]
  }
}

/** The last day on time, inclusive, of a report on a period. */
export function lastDayOnTime(rule: DueRule, period: { lastMonth: number }, year: number): Day {
  const month =
    rule.month === "lastOfPeriod"
      ? period.lastMonth
      : rule.month === "firstAfterPeriod"
        ? period.lastMonth + 1
        : rule.month
  const day = month > 12 ? dayOf(year + 1, month - 12, rule.day) : dayOf(year, month, rule.day)
  return rule.inclusive ? day : addDays(day, -1)
}

/** Days that the plan office has after the units when its own rule is missing. */
const OFFICE_DAYS = 5

/**
 * The rounds of a calendar year. Periods whose units' reports are due on the same day make one round: one entry, one report,
 * one timeliness (rule 14).
 */
export function roundsOf(rules: readonly ReportingRule[], year: number): PlannedRound[] {
  const officeRule = (kind: PeriodKind) =>
    rules.find((each) => each.tier === "planOffice" && each.period === kind)?.rule
  const byDueDay = new Map<Day, { periods: Period[]; officeDays: Day[] }>()
  for (const { period: kind, rule } of rules.filter((each) => each.tier === "unit"))
    for (const period of periodsOf(kind, year)) {
      const dueOn = lastDayOnTime(rule, period, year)
      const office = officeRule(kind)
      const round = byDueDay.get(dueOn) ?? { periods: [], officeDays: [] }
      if (round.periods.some((each) => each.key === period.key)) continue
      round.periods.push(period)
      round.officeDays.push(office ? lastDayOnTime(office, period, year) : addDays(dueOn, OFFICE_DAYS))
      byDueDay.set(dueOn, round)
    }
  return [...byDueDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dueOn, { periods, officeDays }]) => ({
      code: periods
        .map((each) => each.key)
        .sort()
        .join("+"),
      periods: periods.map((each) => each.key),
      dueOn,
      officeDueOn: officeDays.reduce((last, day) => (day > last ? day : last)),
      asOfOn: dueOn,
    }))
}

/** The round whose units' reports are due next, on or after a day; it may lie in the following year. */
export function nextRound(rules: readonly ReportingRule[], today: Day): PlannedRound | undefined {
  const year = Number(today.slice(0, 4))
  return [...roundsOf(rules, year), ...roundsOf(rules, year + 1)].find((round) => round.dueOn >= today)
}

const ROMAN = ["", "I", "II", "III", "IV"]

/** How officials name the periods of a round: "quý II và 6 tháng đầu năm 2026", "quý IV và năm 2026". */
export function roundName(periods: readonly PeriodKey[]): string {
  const year = periods[0]?.slice(0, 4) ?? ""
  const kinds = periods.map((key) => key.slice(5))
  const names = [
    ...kinds.filter((kind) => kind.startsWith("M")).map((kind) => `tháng ${Number(kind.slice(1))}`),
    ...kinds.filter((kind) => kind.startsWith("Q")).map((kind) => `quý ${ROMAN[Number(kind.slice(1))]}`),
    ...kinds.filter((kind) => kind.startsWith("H")).map(() => "6 tháng đầu năm"),
    ...kinds.filter((kind) => kind.startsWith("N")).map(() => "9 tháng đầu năm"),
    ...kinds.filter((kind) => kind === "Y").map(() => "năm"),
  ]
  const joined = names.join(" và ")
  return /năm$/.test(joined) ? `${joined} ${year}` : `${joined} năm ${year}`
}
