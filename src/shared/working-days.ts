import { addDays, type Day, weekday } from "./day.ts"

/** Days off by law and Saturdays or Sundays worked instead: yearly data, never in the code. */
export type WorkingCalendar = { holidays: ReadonlySet<Day>; workedWeekends: ReadonlySet<Day> }
export const plainWeek: WorkingCalendar = { holidays: new Set(), workedWeekends: new Set() }

export const isWorkingDay = (day: Day, calendar: WorkingCalendar): boolean =>
  calendar.workedWeekends.has(day) || (weekday(day) <= 5 && !calendar.holidays.has(day))

/** The day `count` working days after `from`; `from` itself does not count (Civil Code 2015, article 147). @param count ≥ 0 */
export function addWorkingDays(from: Day, count: number, calendar: WorkingCalendar): Day {
  let day = from
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day, calendar)) left--
  }
  return day
}

/** The day itself when it is worked, else the next one that is. */
export function nextWorkingDay(from: Day, calendar: WorkingCalendar): Day {
  let day = from
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1)
  return day
}
