import { addDays, type Day, dayOf, lastDayOfMonth, weekday } from "#shared/day.ts"
import { nextWorkingDay, plainWeek, type WorkingCalendar } from "#shared/working-days.ts"

/** One calendar period: "2026-M05", "2026-Q4", "2026-H1", "2026-N9", "2026-Y"; of a rhythm the day it is due: "2026-D0612". */
export type PeriodKey = string
export const periodKinds = [
  "month",
  "quarter",
  "halfYear",
  "nineMonths",
  "year",
  "everyWeek",
  "everyTwoWeeks",
  "everyWeeks",
  "fixedDates",
  "onRequest",
] as const
export type PeriodKind = (typeof periodKinds)[number]

/**
 * When a report on a period is due. "Trước ngày 10" is exclusive: the last moment on time is the end of the 9th (rule 13).
 *
 * - a day of a month: `day` 1–31 (a day that the month does not have is its last one) and `month`: the last month of the period, the
 *   first one after it, `each` month, or a month by number 1–12
 * - so many days after the period's end: `daysAfter` 0–366
 * - a rhythm: `weekday` 1 Monday … 7 Sunday, every `weeks` weeks (1, 2 or as said), counted from the first such day on or after `from`
 * - days of every year: `dates` as "06-15"
 *
 * `time` "16:00" is a clock time of that day; `nextWorkingDay` moves a last day that is not worked.
 */
export type DueRule = {
  day: number | null
  month: "lastOfPeriod" | "firstAfterPeriod" | "each" | number | null
  inclusive: boolean
  weekday?: number
  weeks?: number
  from?: Day
  dates?: readonly string[]
  daysAfter?: number
  time?: string
  nextWorkingDay?: boolean
}

/** @param validFrom, validTo the first and the last due day to which the rule applies; without them it always does */
export type ReportingRule = {
  tier: "unit" | "planOffice"
  period: PeriodKind
  rule: DueRule
  validFrom?: Day | null
  validTo?: Day | null
}

export type PlannedRound = {
  code: string
  periods: PeriodKey[]
  dueOn: Day
  /** The last minute on time, "15:59"; null: the whole day is. */
  dueTime: string | null
  officeDueOn: Day
  /** The units' last day on time, or the period's end where that comes first; what reaches beyond it is an estimate (rule 14). */
  asOfOn: Day
}

/** `nominalOn`: only of rhythms and fixed dates, whose periods are named by the day they are due. */
type Period = { key: PeriodKey; endsOn: Day; lastMonth: number; nominalOn?: Day }

/** The periods of a rule in a year. "6 tháng" is the first half: the second one is reported with the year. */
export function periodsOf(kind: PeriodKind, year: number, rule?: DueRule, validFrom?: Day | null): Period[] {
  const ofMonths = (letter: string, count: number, months: number): Period[] =>
    Array.from({ length: count }, (_, i) => monthPeriod(`${year}-${letter}${i + 1}`, year, (i + 1) * months))
  switch (kind) {
    case "month":
      return Array.from({ length: 12 }, (_, i) =>
        monthPeriod(`${year}-M${String(i + 1).padStart(2, "0")}`, year, i + 1),
      )
    case "quarter":
      return ofMonths("Q", 4, 3)
    case "halfYear":
      return ofMonths("H", 1, 6)
    case "nineMonths":
      return [monthPeriod(`${year}-N9`, year, 9)]
    case "year":
      return [monthPeriod(`${year}-Y`, year, 12)]
    case "everyWeek":
    case "everyTwoWeeks":
    case "everyWeeks":
      return rule?.weekday === undefined
        ? []
        : rhythm(rule, weeksOf(kind, rule), year, validFrom).map((day) => datedPeriod(day, rule))
    case "fixedDates":
      return (rule?.dates ?? [])
        .map((date) => clipped(year, Number(date.slice(0, 2)), Number(date.slice(3))))
        .sort()
        .map((day) => datedPeriod(day, rule!))
    case "onRequest":
      return []
  }
}

const monthPeriod = (key: PeriodKey, year: number, lastMonth: number): Period => ({
  key,
  lastMonth,
  endsOn: lastDayOfMonth(year, lastMonth),
})
/** Named by its last day on time, so that two rules which mean the same day mean the same period. */
function datedPeriod(nominalOn: Day, rule: DueRule): Period {
  const day = lastNamed(rule, nominalOn)
  const key = `${day.slice(0, 4)}-D${day.slice(5, 7)}${day.slice(8)}`
  return { key, lastMonth: Number(day.slice(5, 7)), endsOn: nominalOn, nominalOn }
}

const weeksOf = (kind: PeriodKind, rule: DueRule): number =>
  kind === "everyWeek" ? 1 : kind === "everyTwoWeeks" ? 2 : Math.max(1, rule.weeks ?? 1)

/** Every n-th such weekday of a year, counted from the first one on or after the rule's own start, never before it. */
function rhythm(rule: DueRule, weeks: number, year: number, validFrom?: Day | null): Day[] {
  const start = rule.from ?? validFrom ?? `${year}-01-01`
  const first = addDays(start, (rule.weekday! - weekday(start) + 7) % 7)
  const step = weeks * 7
  const days: Day[] = []
  const newYear = `${year}-01-01`
  const behind = Math.max(0, Math.ceil((Date.parse(newYear) - Date.parse(first)) / 86_400_000 / step))
  for (let day = addDays(first, behind * step); day <= `${year}-12-31`; day = addDays(day, step)) days.push(day)
  return days
}

const clipped = (year: number, month: number, day: number): Day => {
  const last = lastDayOfMonth(year, month)
  const wanted = dayOf(year, month, day)
  return wanted > last ? last : wanted
}

/** The last day on time, inclusive, of a report on a period; undefined where the rule names no day. */
export function lastDayOnTime(
  rule: DueRule,
  period: Pick<Period, "lastMonth" | "endsOn" | "nominalOn">,
  calendar: WorkingCalendar = plainWeek,
): Day | undefined {
  const named = namedDay(rule, period)
  if (!named) return undefined
  const last = lastNamed(rule, named)
  return rule.nextWorkingDay ? nextWorkingDay(last, calendar) : last
}

const lastNamed = (rule: DueRule, named: Day): Day =>
  rule.inclusive || rule.time !== undefined || rule.daysAfter !== undefined ? named : addDays(named, -1)

function namedDay(rule: DueRule, { lastMonth, endsOn, nominalOn }: Pick<Period, "lastMonth" | "endsOn" | "nominalOn">) {
  if (nominalOn) return nominalOn
  if (rule.daysAfter !== undefined) return addDays(endsOn, rule.daysAfter)
  if (rule.day === null) return undefined
  const year = Number(endsOn.slice(0, 4))
  const month =
    rule.month === "firstAfterPeriod" ? lastMonth + 1 : typeof rule.month === "number" ? rule.month : lastMonth
  return month > 12 ? clipped(year + 1, month - 12, rule.day) : clipped(year, month, rule.day)
}

/** "trước 16:00" is on time until 15:59, "chậm nhất 16:00" until 16:00. */
function lastMinute({ time, inclusive }: DueRule): string | null {
  if (time === undefined) return null
  if (inclusive) return time
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) - 1
  return minutes < 0
    ? "00:00"
    : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`
}

/** Days that the plan office has after the units when its own rule is missing. */
const OFFICE_DAYS = 5

type Gathered = { periods: Period[]; officeDays: Day[]; time: string | null }

/**
 * The rounds whose first period lies in a calendar year. Periods whose units' reports are due on the same day make one round: one entry,
 * one report, one timeliness (rule 14); where their clock times differ, the later one counts.
 * @param calendar holidays and worked weekends; only rules with `nextWorkingDay` ask for it
 */
export function roundsOf(
  rules: readonly ReportingRule[],
  year: number,
  calendar: WorkingCalendar = plainWeek,
): PlannedRound[] {
  // a report on the last period of a year can be due on the same day as one on the first of the next
  return gathered(
    rules,
    [-2, -1, 0, 1, 2].map((by) => year + by),
    calendar,
  ).filter((round) => round.code.startsWith(`${year}-`))
}

function gathered(
  rules: readonly ReportingRule[],
  years: readonly number[],
  calendar: WorkingCalendar,
): PlannedRound[] {
  const byDueDay = new Map<Day, Gathered>()
  const placed = new Set<PeriodKey>()
  for (const each of rules.filter((rule) => rule.tier === "unit"))
    for (const period of years.flatMap((year) => periodsOf(each.period, year, each.rule, each.validFrom))) {
      const dueOn = lastDayOnTime(each.rule, period, calendar)
      if (!dueOn || !applies(each, dueOn) || placed.has(period.key)) continue
      placed.add(period.key)
      const round = byDueDay.get(dueOn) ?? { periods: [], officeDays: [], time: lastMinute(each.rule) }
      round.periods.push(period)
      round.officeDays.push(officeDay(rules, each.period, period, dueOn, calendar))
      round.time = later(round.time, lastMinute(each.rule))
      byDueDay.set(dueOn, round)
    }
  return [...byDueDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([dueOn, round]) => planned(dueOn, round))
}

const applies = (rule: ReportingRule, dueOn: Day): boolean =>
  (!rule.validFrom || rule.validFrom <= dueOn) && (!rule.validTo || dueOn <= rule.validTo)
const later = (a: string | null, b: string | null) => (a === null || b === null ? null : a > b ? a : b)

/** The plan office's own rule for such a period decides, never before the units' day. */
function officeDay(
  rules: readonly ReportingRule[],
  kind: PeriodKind,
  period: Period,
  dueOn: Day,
  calendar: WorkingCalendar,
): Day {
  for (const own of rules.filter((rule) => rule.tier === "planOffice" && rule.period === kind)) {
    const nominal = period.nominalOn ? dayOfRhythm(own.rule, period.nominalOn) : undefined
    const day = lastDayOnTime(own.rule, nominal ? { ...period, nominalOn: nominal } : period, calendar)
    if (day && day >= dueOn && applies(own, day)) return day
  }
  return addDays(dueOn, OFFICE_DAYS)
}

/** In a rhythm the plan office reports on its own weekday, on or after the units' one. */
const dayOfRhythm = (rule: DueRule, unitsOn: Day): Day | undefined =>
  rule.weekday === undefined ? undefined : addDays(unitsOn, (rule.weekday - weekday(unitsOn) + 7) % 7)

const planned = (dueOn: Day, { periods, officeDays, time }: Gathered): PlannedRound => {
  const endsOn = periods.map((each) => each.endsOn).reduce((last, day) => (day > last ? day : last))
  return {
    code: periods
      .map((each) => each.key)
      .sort()
      .join("+"),
    periods: periods.map((each) => each.key),
    dueOn,
    dueTime: time,
    officeDueOn: officeDays.reduce((last, day) => (day > last ? day : last)),
    asOfOn: dueOn < endsOn ? dueOn : endsOn,
  }
}

/** The round whose units' reports are due next, on or after a day; it may lie in the following year. */
export function nextRound(
  rules: readonly ReportingRule[],
  today: Day,
  calendar: WorkingCalendar = plainWeek,
): PlannedRound | undefined {
  return roundsBetween(rules, today, `${Number(today.slice(0, 4)) + 1}-12-31`, calendar)[0]
}

/** All rounds whose units' day lies between two days, both included; a report on a year may be due in the next one. */
export function roundsBetween(
  rules: readonly ReportingRule[],
  from: Day,
  to: Day,
  calendar: WorkingCalendar = plainWeek,
): PlannedRound[] {
  const first = Number(from.slice(0, 4)) - 2 // a report may be due a year after the end of its period
  const years = Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, i) => first + i)
  return gathered(rules, years, calendar).filter((round) => round.dueOn >= from && round.dueOn <= to)
}
