import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventTransparency } from "ical-generator"
import { addDays } from "#shared/day.ts"
import type { CalendarDay } from "./calendar.ts"

/**
 * The days as an iCalendar file (RFC 5545) that Outlook, Google Calendar and telephones subscribe to. Whole days, which take no one's time.
 * @param publicUrl the address of the instance, to which each day links back
 */
export function calendarFile(name: string, days: readonly CalendarDay[], publicUrl: string, now: Date): string {
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Tiến Độ", product: "tiendo", language: "VI" },
  })
  calendar.ttl(6 * 3_600)
  const host = new URL(publicUrl).hostname
  for (const day of days)
    calendar.createEvent({
      id: `${day.uid}@${host}`,
      sequence: day.sequence,
      stamp: now,
      start: new Date(`${day.on}T00:00:00Z`),
      end: new Date(`${addDays(day.on, 1)}T00:00:00Z`),
      timezone: "UTC",
      allDay: true,
      summary: day.title,
      description: day.description,
      url: new URL(day.path, publicUrl).href,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
    })
  return calendar.toString()
}
