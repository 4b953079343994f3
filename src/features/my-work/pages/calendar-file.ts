import { instanceContext } from "#access/instance.ts"
import { dayAt } from "#shared/day.ts"
import { readFeedSeat } from "../calendar-feed.server.ts"
import { calendarFile } from "../calendar-file.server.ts"
import { readCalendar } from "../read-calendar.server.ts"
import type { Route } from "./+types/calendar-file"

/** What calendars fetch, without a session: the address itself is the key. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db, clock, settings } = context.get(instanceContext)
  const now = clock()
  const today = dayAt(now, settings.timeZone)
  const seat = await readFeedSeat(db, params.token.replace(/\.ics$/, ""), today)
  const days = await readCalendar(db, seat, today)
  return new Response(calendarFile(`Tiến Độ: ${seat.unitName}`, days, settings.publicUrl, now), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'inline; filename="tien-do.ics"',
      "Cache-Control": "private, max-age=900",
    },
  })
}
