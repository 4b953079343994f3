/**
 * Time that people work on a report, from the moments at which the server saw them at it: an edit page opened, something saved (by itself
 * too), the report handed on or sent. What lies between two moments of one person counts as work when it is shorter than this; after a
 * longer pause the person counts as away. Five minutes: reading a long task and its proof happens within it, a meeting does not.
 */
export const AWAY_SECONDS = 300
/** A moment without neighbours stands for so much: a page is opened, read and saved at once. */
export const LEAST_SECONDS = 30

/** From the first moment to `AWAY_SECONDS` after the last one of an unbroken piece of work; in seconds. */
export type Span = { from: number; to: number }

/** Spans that overlap or touch become one; the order in which moments come does not matter. */
export function withMoment(spans: readonly Span[], at: number): Span[] {
  const own = { from: at, to: at + AWAY_SECONDS }
  const joined = spans.filter((span) => span.from <= own.to && own.from <= span.to)
  return [
    ...spans.filter((span) => !joined.includes(span)),
    {
      from: Math.min(own.from, ...joined.map((span) => span.from)),
      to: Math.max(own.to, ...joined.map((span) => span.to)),
    },
  ].sort((a, b) => a.from - b.from)
}

/** What one person worked: each piece from its first to its last moment, at least `LEAST_SECONDS`. */
export const activeSeconds = (spans: readonly Span[]): number =>
  spans.reduce((sum, span) => sum + Math.max(LEAST_SECONDS, span.to - span.from - AWAY_SECONDS), 0)

/** People who work at the same time add up: it is their time that the report takes. */
export const reportSeconds = (people: readonly (readonly Span[])[]): number =>
  people.reduce((sum, spans) => sum + activeSeconds(spans), 0)
