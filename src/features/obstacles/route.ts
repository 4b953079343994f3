import type { Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { addWorkingDays, type WorkingCalendar } from "#shared/working-days.ts"

/** From the lowest to the highest. Ban Chỉ đạo is the provincial committee's own body and stands below it. */
export const levels = ["competent", "steering", "provincial", "central"] as const
export type Level = (typeof levels)[number]

/**
 * One level of a plan's route. `days`: working days to answer, null at the central level, which no day of ours binds. `unitId`: whose
 * people answer; null at the competent level (each obstacle names its unit), elsewhere null means the plan's leadership.
 */
export type RouteLevel = { level: Level; days: number | null; unitId: string | null }
export type Route = { validFrom: Day | null; source: string; levels: readonly RouteLevel[] }

/** What counts in a plan that has set nothing: docs/glossary.md, obstacles. The plan office changes it, with a source, for its plan. */
export const DEFAULT_LEVELS: readonly RouteLevel[] = [
  { level: "competent", days: 5, unitId: null },
  { level: "steering", days: 10, unitId: null },
  { level: "provincial", days: 10, unitId: null },
  { level: "central", days: null, unitId: null },
]
export const defaultRoute: Route = { validFrom: null, source: "", levels: DEFAULT_LEVELS }
/** A typing slip, not a rule: nobody waits longer than that for one level. */
export const MOST_DAYS = 90

export const heightOf = (level: Level): number => levels.indexOf(level)

/** The route in force on a day: the latest that began by then. @param routes in the order in which they were saved */
export function routeOn(routes: readonly (Route & { validFrom: Day })[], day: Day): Route {
  let found: Route = defaultRoute
  for (const route of routes)
    if (route.validFrom <= day && (found.validFrom === null || route.validFrom >= found.validFrom)) found = route
  return found
}

/** The level right above; none is left out. Works also for a level that the route of today does not have any more. */
export const nextLevel = (route: Route, level: Level): RouteLevel | undefined =>
  [...route.levels]
    .sort((a, b) => heightOf(a.level) - heightOf(b.level))
    .find((each) => heightOf(each.level) > heightOf(level))

/** Where an obstacle goes without anybody's doing. To the central level it goes by an issued document only. */
export function nextByItself(route: Route, level: Level): RouteLevel | undefined {
  const next = nextLevel(route, level)
  return next?.level === "central" ? undefined : next
}

/** An obstacle that came to a level: who answers there, and by when. */
export type Arrival = {
  level: Level
  answeringUnitId: string | null
  levelSince: Day
  answerDays: number | null
  answerBy: Day | null
}
type Bodies = { competentUnitId: string; leadershipUnitId: string | null }

/** The day of arrival does not count (Civil Code 2015, article 147). */
export function arrivalAt(to: RouteLevel, on: Day, calendar: WorkingCalendar, bodies: Bodies): Arrival {
  return {
    level: to.level,
    answeringUnitId: to.level === "competent" ? bodies.competentUnitId : (to.unitId ?? bodies.leadershipUnitId),
    levelSince: on,
    answerDays: to.days,
    answerBy: to.days === null ? null : addWorkingDays(on, to.days, calendar),
  }
}

/** A route as the plan office typed it. It begins with the competent level; every level but the central one has its days. */
export function checkRoute(typed: readonly RouteLevel[]): Outcome<RouteLevel[]> {
  const sorted = [...typed].sort((a, b) => heightOf(a.level) - heightOf(b.level))
  if (sorted[0]?.level !== "competent") return refused("obstacleRoute.noFirstLevel")
  for (const { level, days } of sorted) {
    if (level === "central") continue
    if (days === null || !Number.isInteger(days) || days < 1 || days > MOST_DAYS)
      return refused("obstacleRoute.noDays", { field: `days-${level}`, values: { most: MOST_DAYS } })
  }
  return done(sorted.map((each) => (each.level === "central" ? { ...each, days: null } : each)))
}
