/** A calendar day as ISO text, "2026-09-09". Compares and sorts correctly as text. */
export type Day = string

const DAY_MS = 86_400_000

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text
}

const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const fromMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

export const addDays = (day: Day, days: number): Day => fromMs(toMs(day) + days * DAY_MS)

/** Whole days from `from` to `to`; negative when `to` lies before it. */
export const daysBetween = (from: Day, to: Day): number => Math.round((toMs(to) - toMs(from)) / DAY_MS)

/** @param month 1-12 */
export const lastDayOfMonth = (year: number, month: number): Day => fromMs(Date.UTC(year, month, 0))

/** @param month 1-12 @param day 1-31, must exist in that month */
export const dayOf = (year: number, month: number, day: number): Day =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`

/** ISO weekday: 1 Monday … 7 Sunday. */
export const weekday = (day: Day): number => ((new Date(toMs(day)).getUTCDay() + 6) % 7) + 1

/** "2026-09-09" → "09/09/2026" */
export const formatDay = (day: Day): string => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

/** Reads what people type: "9/9/2026", "09-09-2026", "09.09.2026" or ISO. Undefined when it is no day of the calendar. */
export function parseDay(text: string): Day | undefined {
  const trimmed = text.trim()
  if (isDay(trimmed)) return trimmed
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(trimmed)
  if (!parts) return undefined
  const day = dayOf(Number(parts[3]), Number(parts[2]), Number(parts[1]))
  return isDay(day) ? day : undefined
}

/** A minute of a calendar day: `clock` "16:00". Two of them compare by day, then by clock. */
export type Moment = { on: Day; clock: string }

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The day and the minute of an instant in a time zone (IANA name). */
export function momentAt(instant: Date, timeZone: string): Moment {
  let format = clocks.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    clocks.set(timeZone, format)
  }
  return { on: dayAt(instant, timeZone), clock: format.format(instant) }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in a time zone (IANA name, such as "Asia/Ho_Chi_Minh"). */
export function dayAt(instant: Date, timeZone: string): Day {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
    formats.set(timeZone, format)
  }
  return format.format(instant)
}
