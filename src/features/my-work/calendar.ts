import type { Day } from "#shared/day.ts"

/** One whole day in the calendar of a seat. */
export type CalendarDay = {
  /** The same for the same thing for ever, so that a moved day moves in the subscriber's calendar too. */
  uid: string
  on: Day
  title: string
  description: string
  path: string
  /** Counts up when the thing changes (RFC 5545, 3.8.7.4). */
  sequence: number
}
