import { type Day, formatDay, isDay, parseDay } from "#shared/day.ts"
import { done, type Outcome, type Refused, refused } from "#shared/outcome.ts"
import { type DueRule, type PeriodKind, periodKinds, type ReportingRule } from "./calendar.ts"

type Fields = Readonly<Record<string, string | undefined>>
export type TypedRule = ReportingRule & { validFrom: Day; text: string; source: string }

const rhythms: readonly PeriodKind[] = ["everyWeek", "everyTwoWeeks", "everyWeeks"]
export const isRhythm = (period: PeriodKind): boolean => rhythms.includes(period)

/**
 * A reporting rule as typed in the form of the plan's calendar. Which fields count depends on the kind of period; each fault names its field.
 * @param today from when the rule applies when no day was typed
 */
export function typedRule(fields: Fields, today: Day): Outcome<TypedRule> {
  const tier = fields.tier === "planOffice" ? "planOffice" : "unit"
  const period = periodKinds.find((kind) => kind === fields.period)
  if (!period) return refused("calendar.noPeriod", { field: "period" })
  const due = typedDue(fields, period)
  if (!due.ok) return due
  const validFrom = (fields.validFrom ?? "").trim() === "" ? today : parseDay(fields.validFrom!)
  if (!validFrom) return refused("form.noDay", { field: "validFrom", values: { text: fields.validFrom ?? "" } })
  const source = (fields.source ?? "").trim()
  if (source === "") return refused("calendar.noSource", { field: "source" })
  const text = (fields.text ?? "").trim() || ruleInWords(period, due.value)
  return done({ tier, period, rule: due.value, validFrom, text, source })
}

function typedDue(fields: Fields, period: PeriodKind): Outcome<DueRule> {
  const time = typedTime(fields.time)
  if (time === null) return refused("calendar.noTime", { field: "time", values: { text: fields.time ?? "" } })
  const shared = {
    inclusive: fields.inclusive === "atLatest",
    ...(time ? { time } : {}),
    ...(fields.nextWorkingDay === "yes" ? { nextWorkingDay: true } : {}),
  }
  if (period === "onRequest") return done({ day: null, month: null, ...shared })
  if (period === "fixedDates") return typedDates(fields, shared)
  if (isRhythm(period)) return typedRhythm(fields, period, shared)
  if ((fields.daysAfter ?? "").trim() !== "") {
    const daysAfter = wholeNumber(fields.daysAfter, 0, 366)
    if (daysAfter === undefined) return outOfRange("daysAfter", 0, 366)
    return done({ day: null, month: null, daysAfter, ...shared })
  }
  const day = wholeNumber(fields.day, 1, 31)
  if (day === undefined) return outOfRange("day", 1, 31)
  const month = typedMonth(fields.month)
  return month === undefined ? refused("calendar.noMonth", { field: "month" }) : done({ day, month, ...shared })
}

type Shared = Pick<DueRule, "inclusive" | "time" | "nextWorkingDay">

function typedRhythm(fields: Fields, period: PeriodKind, shared: Shared): Outcome<DueRule> {
  const weekday = wholeNumber(fields.weekday, 1, 7)
  if (weekday === undefined) return refused("calendar.noWeekday", { field: "weekday" })
  const weeks = period === "everyWeeks" ? wholeNumber(fields.weeks, 1, 52) : undefined
  if (period === "everyWeeks" && weeks === undefined) return outOfRange("weeks", 1, 52)
  const from = (fields.from ?? "").trim() === "" ? undefined : parseDay(fields.from!)
  if (from === undefined && (fields.from ?? "").trim() !== "")
    return refused("form.noDay", { field: "from", values: { text: fields.from ?? "" } })
  return done({ day: null, month: null, weekday, ...(weeks ? { weeks } : {}), ...(from ? { from } : {}), ...shared })
}

function typedDates(fields: Fields, shared: Shared): Outcome<DueRule> {
  const parts = (fields.dates ?? "").split(/[;,\n]/).filter((part) => part.trim() !== "")
  const dates = parts.map((part) => {
    const match = /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*$/.exec(part)
    // a leap year: 29 February may be typed, in other years it is the 28th
    const day = match && `2028-${match[2]!.padStart(2, "0")}-${match[1]!.padStart(2, "0")}`
    return day && isDay(day) ? day.slice(5) : undefined
  })
  const wrong = dates.indexOf(undefined)
  if (wrong >= 0) return refused("calendar.noDate", { field: "dates", values: { text: parts[wrong]!.trim() } })
  if (dates.length === 0) return refused("calendar.noDates", { field: "dates" })
  return done({ day: null, month: null, dates: [...new Set(dates as string[])].sort(), ...shared })
}

const outOfRange = (field: string, min: number, max: number): Refused =>
  refused("calendar.numberRange", { field, values: { min, max } })

function wholeNumber(text: string | undefined, min: number, max: number): number | undefined {
  const trimmed = (text ?? "").trim()
  const number = Number(trimmed)
  return /^\d+$/.test(trimmed) && number >= min && number <= max ? number : undefined
}

function typedMonth(text: string | undefined): DueRule["month"] | undefined {
  if (text === "lastOfPeriod" || text === "firstAfterPeriod") return text
  return wholeNumber(text, 1, 12)
}

/** "16:00", "16h", "16h30", "16 giờ 30"; undefined when nothing was typed, null when it is no time. */
export function typedTime(text: string | undefined): string | undefined | null {
  const trimmed = (text ?? "").trim().toLowerCase()
  if (trimmed === "") return undefined
  const match = /^(\d{1,2})\s*(?:[:h.]|giờ)\s*(\d{2})?\s*(?:phút)?$/.exec(trimmed)
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? "0")]
  return match && hour <= 23 && minute <= 59
    ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    : null
}

/** The fields of the form that a rule came from. */
export function ruleFields(rule: TypedRule): Record<string, string> {
  const { day, month, inclusive, weekday, weeks, from, dates, daysAfter, time, nextWorkingDay } = rule.rule
  return {
    tier: rule.tier,
    period: rule.period,
    day: String(day ?? ""),
    month: month === "each" ? "lastOfPeriod" : String(month ?? "lastOfPeriod"),
    daysAfter: String(daysAfter ?? ""),
    weekday: String(weekday ?? ""),
    weeks: String(weeks ?? ""),
    from: from ? formatDay(from) : "",
    dates: (dates ?? []).map((date) => `${Number(date.slice(3))}/${Number(date.slice(0, 2))}`).join("; "),
    time: time ?? "",
    inclusive: inclusive ? "atLatest" : "before",
    nextWorkingDay: nextWorkingDay ? "yes" : "no",
    text: rule.text,
    source: rule.source,
  }
}

const PERIOD_WORDS: Record<PeriodKind, string> = {
  month: "tháng",
  quarter: "quý",
  halfYear: "6 tháng",
  nineMonths: "9 tháng",
  year: "năm",
  everyWeek: "hằng tuần",
  everyTwoWeeks: "hai tuần một lần",
  everyWeeks: "tuần một lần",
  fixedDates: "hằng năm",
  onRequest: "khi có yêu cầu",
}
const WEEKDAYS = ["", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]

/** The rule as a decision would write it: "trước ngày 10 tháng cuối quý", "hai tuần một lần, trước 16:00 thứ Sáu". Vietnamese. */
export function ruleInWords(period: PeriodKind, rule: DueRule): string {
  const until = rule.inclusive ? "chậm nhất" : "trước"
  const clock = rule.time ? `${rule.time} ` : ""
  if (period === "onRequest") return PERIOD_WORDS.onRequest
  if (period === "fixedDates")
    return `${until} ${clock}ngày ${(rule.dates ?? []).map((date) => `${Number(date.slice(3))}/${Number(date.slice(0, 2))}`).join(", ")} hằng năm`
  if (isRhythm(period)) {
    const rhythm = period === "everyWeeks" ? `${rule.weeks ?? 1} ${PERIOD_WORDS.everyWeeks}` : PERIOD_WORDS[period]
    return `${rhythm}, ${until} ${clock}${WEEKDAYS[rule.weekday ?? 0]}`
  }
  if (rule.daysAfter !== undefined)
    return `trong ${rule.daysAfter} ngày sau khi kết thúc kỳ báo cáo ${PERIOD_WORDS[period]}`
  const month =
    rule.month === "firstAfterPeriod"
      ? `tháng liền sau kỳ báo cáo ${PERIOD_WORDS[period]}`
      : typeof rule.month === "number"
        ? `tháng ${rule.month}`
        : period === "month"
          ? "hằng tháng"
          : `tháng cuối ${PERIOD_WORDS[period]}`
  return `${until} ${clock}ngày ${rule.day} ${month}`
}
