import type { Day } from "#shared/day.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import {
  type Arrival,
  arrivalAt,
  heightOf,
  type Level,
  nextByItself,
  nextLevel,
  type Route,
  type RouteLevel,
} from "./route.ts"

export const kinds = ["law", "money", "people", "data", "technology", "coordination", "other"] as const
export type Kind = (typeof kinds)[number]
export const statuses = ["open", "answered", "solved", "withdrawn"] as const
export type Status = (typeof statuses)[number]

/** Longest text of one field. */
export const MAX_TEXT = 10_000
/** An answer that does not solve it comes back to the same level so often; after that it goes up. */
export const RETURNS_TO_THE_LEVEL = 1

/** The whole life of an obstacle. Levels are beside it: route.ts. */
export const moves = {
  answer: { from: ["open"], to: "answered" },
  solve: { from: ["answered"], to: "solved" },
  notSolved: { from: ["answered"], to: "open" },
  withdraw: { from: ["open", "answered"], to: "withdrawn" },
  reopen: { from: ["solved", "withdrawn"], to: "open" },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Move = keyof typeof moves
export const canMove = (status: Status, move: Move): boolean => (moves[move].from as readonly Status[]).includes(status)
export const isClosed = (status: Status): boolean => status === "solved" || status === "withdrawn"

export type Standing = {
  status: Status
  level: Level
  answerBy: Day | null
  returns: number
  competentUnitId: string
  leadershipUnitId: string | null
  leadingId: string | null
}

/** The answer day itself is still on time. */
export const isPast = (at: Pick<Standing, "status" | "answerBy">, today: Day): boolean =>
  at.status === "open" && at.answerBy !== null && today > at.answerBy

const arrive = (at: Standing, to: RouteLevel, on: Day, calendar: WorkingCalendar): Arrival =>
  arrivalAt(to, on, calendar, at)

/**
 * Unanswered after its day, it goes one level up by itself; the days of the new level begin on the day on which it arrives there, so
 * that asking twice changes nothing. A joined one goes with the one that leads it.
 */
export function rise(at: Standing, route: Route, today: Day, calendar: WorkingCalendar): Arrival | undefined {
  if (!isPast(at, today) || at.leadingId !== null) return undefined
  const next = nextByItself(route, at.level)
  return next && arrive(at, next, today, calendar)
}

/** A person of the level sends it up earlier; "central" only where `hasDocument`. */
export function sentUp(
  at: Standing,
  route: Route,
  today: Day,
  calendar: WorkingCalendar,
  hasDocument: boolean,
): Arrival | undefined {
  const next = nextLevel(route, at.level)
  return next && (next.level !== "central" || hasDocument) ? arrive(at, next, today, calendar) : undefined
}

/** To another competent unit: it begins anew there. Only from the competent level. */
export function redirected(at: Standing, route: Route, unitId: string, today: Day, calendar: WorkingCalendar): Arrival {
  return arrive({ ...at, competentUnitId: unitId }, levelOf(route, "competent"), today, calendar)
}

/** An answer that did not solve it: back to the same level once, then up; at the highest level that asks no document it stays. */
export function afterNotSolved(
  at: Standing,
  route: Route,
  today: Day,
  calendar: WorkingCalendar,
): Arrival & { returns: number } {
  const next = at.returns < RETURNS_TO_THE_LEVEL ? undefined : nextByItself(route, at.level)
  return next
    ? { ...arrive(at, next, today, calendar), returns: 0 }
    : { ...arrive(at, levelOf(route, at.level), today, calendar), returns: at.returns + 1 }
}

/** A closed one comes back to where it was, with a new day. */
export const reopened = (at: Standing, route: Route, today: Day, calendar: WorkingCalendar): Arrival =>
  arrive(at, levelOf(route, at.level), today, calendar)

/** The level as the route has it; one that the route dropped meanwhile keeps the days of the next higher one with days. */
function levelOf(route: Route, level: Level): RouteLevel {
  const own = route.levels.find((each) => each.level === level)
  if (own) return own
  const above = route.levels.find((each) => heightOf(each.level) > heightOf(level) && each.days !== null)
  return { level, days: above?.days ?? route.levels[0]!.days, unitId: above?.unitId ?? null }
}

/** Joined ones stand where the leading one stands; so that nobody falls back, the leading one must be at least as high. */
export const canLead = (
  leading: Pick<Standing, "level" | "status">,
  other: Pick<Standing, "level" | "status">,
): boolean => leading.status === "open" && other.status === "open" && heightOf(leading.level) >= heightOf(other.level)

/** The state that lists show: one word that says what is waited for. */
export const listStates = ["open", "past", "joined", "answered", "solved", "withdrawn"] as const
export type ListState = (typeof listStates)[number]
export const listState = (at: Pick<Standing, "status" | "answerBy" | "leadingId">, today: Day): ListState =>
  at.status !== "open" ? at.status : at.leadingId !== null ? "joined" : isPast(at, today) ? "past" : "open"
