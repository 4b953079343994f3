import { addDays, type Day, daysBetween } from "#shared/day.ts"

export const meanings = ["byDay", "everyYear", "ongoing", "range", "afterEvent", "unclear"] as const
export type Meaning = (typeof meanings)[number]

/** A deadline as written, and what it means. `to` is the last day on time, inclusive. */
export type PlainDeadline = { text: string | null; meaning: Meaning; from: Day | null; to: Day | null }

/** `earlier`: what was in force until the day `since`, when a document moved the deadline. */
export type Deadline = PlainDeadline & { since?: Day | null; earlier?: PlainDeadline | null }

export const isSameDeadline = (a: PlainDeadline, b: PlainDeadline): boolean =>
  a.text === b.text && a.meaning === b.meaning && a.from === b.from && a.to === b.to

/** The deadline that was in force on a day: an extension decided later does not reach back (rules 6 and 7). */
export const inForceOn = (deadline: Deadline, on: Day): PlainDeadline =>
  deadline.earlier && deadline.since && on < deadline.since ? deadline.earlier : deadline

export type DeadlineState = "none" | "onTrack" | "dueSoon" | "overdue"

/** Days before a deadline in which a task is due soon. */
export const DUE_SOON_DAYS = 30

/**
 * The last day on time that is in force on a day; null where no time counts (ongoing, unclear, an event that has not come).
 * A yearly duty is due on 31 December of the year, the first one on the day that the decision names.
 */
export function lastDayInForce(given: Deadline, on: Day): Day | null {
  const deadline = inForceOn(given, on)
  switch (deadline.meaning) {
    case "byDay":
    case "range":
      return deadline.to
    case "everyYear": {
      const endOfYear = `${on.slice(0, 4)}-12-31`
      return deadline.to && deadline.to > endOfYear ? deadline.to : endOfYear
    }
    case "afterEvent":
    case "ongoing":
    case "unclear":
      return null
  }
}

export function deadlineState(deadline: Deadline, today: Day): DeadlineState {
  const last = lastDayInForce(deadline, today)
  if (!last) return "none"
  if (today > last) return "overdue"
  return daysBetween(today, last) <= DUE_SOON_DAYS ? "dueSoon" : "onTrack"
}

/** The first day on which an unfinished task is late. */
export const firstDayLate = (deadline: Deadline, on: Day): Day | null => {
  const last = lastDayInForce(deadline, on)
  return last && addDays(last, 1)
}
