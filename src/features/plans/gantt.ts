import { type Day, daysBetween, formatDay } from "#shared/day.ts"
import { type Deadline, lastDayInForce } from "./deadline.ts"

/** The years that a chart shows, whole: from 1 January of the first to 31 December of the last. */
export type Window = { from: Day; to: Day }

/** A bar from `x` over `width`, both as shares of the window, 0 to 1. `open`: it goes on beyond the picture. */
export type Bar = { x: number; width: number; kind: "span" | "ongoing"; isOpen: boolean }
/** A day on which something is due, as a share of the window. */
export type Mark = { x: number; day: Day }

const shareOf = (window: Window, day: Day): number =>
  daysBetween(window.from, day) / Math.max(1, daysBetween(window.from, window.to) + 1)

/** @param shown as in the address ("2025", "2030"); what is missing or nonsense comes from the plan and its deadlines */
export function windowOf(
  tasks: readonly { deadline: Deadline }[],
  startedOn: Day,
  shown: { from: string | null; to: string | null },
): Window {
  const year = (text: string | null) => (text && /^(19|20|21)\d\d$/.test(text) ? Number(text) : undefined)
  const lastDays = tasks.flatMap((task) => (task.deadline.to ? [task.deadline.to] : [])).sort()
  const first = year(shown.from) ?? Number(startedOn.slice(0, 4))
  const last = year(shown.to) ?? Number((lastDays.at(-1) ?? startedOn).slice(0, 4))
  return { from: `${first}-01-01`, to: `${Math.max(first, Math.min(last, first + 49))}-12-31` }
}

export type TaskShape = { bar: Bar | null; marks: Mark[] }

/** How a deadline looks in the window: a span up to its last day, a mark at the end of each year, or a band without end. */
export function shapeOf(deadline: Deadline, startedOn: Day, window: Window): TaskShape {
  const inside = (day: Day) => day >= window.from && day <= window.to
  const begins = deadline.from ?? startedOn
  const barTo = (last: Day | null, kind: Bar["kind"]): Bar | null => {
    const from = begins > window.from ? begins : window.from
    const to = last && last < window.to ? last : window.to
    if (from > to) return null
    const x = shareOf(window, from)
    const end = (daysBetween(window.from, to) + 1) / (daysBetween(window.from, window.to) + 1)
    return { x, width: Math.max(end - x, 0.004), kind, isOpen: last === null || last > window.to }
  }
  switch (deadline.meaning) {
    case "byDay":
    case "range": {
      const last = lastDayInForce(deadline, window.to)
      return last
        ? { bar: barTo(last, "span"), marks: inside(last) ? [{ x: shareOf(window, last), day: last }] : [] }
        : none
    }
    case "everyYear": {
      const years = Array.from(
        { length: Number(window.to.slice(0, 4)) - Number(window.from.slice(0, 4)) + 1 },
        (_, index) => `${Number(window.from.slice(0, 4)) + index}-12-31`,
      )
      const first = deadline.to ?? begins
      return {
        bar: barTo(null, "ongoing"),
        marks: years.filter((day) => day >= first && inside(day)).map((day) => ({ x: shareOf(window, day), day })),
      }
    }
    case "ongoing":
      return { bar: barTo(null, "ongoing"), marks: [] }
    case "afterEvent":
    case "unclear":
      return none
  }
}
const none: TaskShape = { bar: null, marks: [] }

/** Where each year begins; every fifth year when there are many. */
export function yearTicks(window: Window): { x: number; label: string }[] {
  const [first, last] = [Number(window.from.slice(0, 4)), Number(window.to.slice(0, 4))]
  const step = last - first >= 15 ? 5 : 1
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    .filter((year) => year === first || year % step === 0)
    .map((year) => ({ x: shareOf(window, `${year}-01-01`), label: String(year) }))
}

export const todayShare = (window: Window, today: Day): number | null =>
  today >= window.from && today <= window.to ? shareOf(window, today) : null

/** The same in words, for those who do not see the picture. */
export const shapeInWords = (deadline: Deadline): string =>
  deadline.to && deadline.meaning !== "everyYear" ? formatDay(deadline.to) : (deadline.text ?? "")
