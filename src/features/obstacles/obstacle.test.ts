import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays } from "#shared/day.ts"
import { isWorkingDay, type WorkingCalendar } from "#shared/working-days.ts"
import {
  afterNotSolved,
  canLead,
  canMove,
  isPast,
  listState,
  type Move,
  reopened,
  rise,
  type Standing,
  type Status,
  sentUp,
} from "./obstacle.ts"
import {
  arrivalAt,
  checkRoute,
  DEFAULT_LEVELS,
  defaultRoute,
  heightOf,
  type Level,
  levels,
  nextByItself,
  nextLevel,
  type Route,
  routeOn,
} from "./route.ts"

const none: WorkingCalendar = { holidays: new Set(), workedWeekends: new Set() }
const bodies = { competentUnitId: "stc", leadershipUnitId: "ubnd" }
const at = (more: Partial<Standing> = {}): Standing => ({
  status: "open",
  level: "competent",
  answerBy: "2026-11-20",
  returns: 0,
  leadingId: null,
  ...bodies,
  ...more,
})

const days = fc.integer({ min: 0, max: 700 }).map((offset) => addDays("2026-01-01", offset))
const calendars = fc
  .record({ holidays: fc.array(days, { maxLength: 40 }), worked: fc.array(days, { maxLength: 10 }) })
  .map(({ holidays, worked }): WorkingCalendar => ({ holidays: new Set(holidays), workedWeekends: new Set(worked) }))
const routes: fc.Arbitrary<Route> = fc
  .record({
    days: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })),
    kept: fc.subarray(["steering", "provincial", "central"] as const),
  })
  .map(({ days: numbers, kept }) => ({
    validFrom: null,
    source: "",
    levels: levels
      .filter((level) => level === "competent" || (kept as readonly Level[]).includes(level))
      .map((level) => ({ level, days: level === "central" ? null : numbers[heightOf(level)]!, unitId: null })),
  }))

/** By hand: from which state what may happen. */
const allowed: Record<Status, Move[]> = {
  open: ["answer", "withdraw"],
  answered: ["solve", "notSolved", "withdraw"],
  solved: ["reopen"],
  withdrawn: ["reopen"],
}

describe("the life of an obstacle", () => {
  test.each(Object.keys(allowed) as Status[])("%s", (status) => {
    const moves: Move[] = ["answer", "solve", "notSolved", "withdraw", "reopen"]
    expect(moves.filter((move) => canMove(status, move))).toEqual(allowed[status])
  })

  test("the answer day itself is on time, the day after is past", () => {
    expect(isPast(at(), "2026-11-20")).toBe(false)
    expect(isPast(at(), "2026-11-21")).toBe(true)
    expect(isPast(at({ status: "answered" }), "2026-12-21")).toBe(false)
    expect(listState(at(), "2026-11-21")).toBe("past")
    expect(listState(at({ leadingId: "other" }), "2026-11-21")).toBe("joined")
  })
})

describe("the route", () => {
  test("the days of a plan that has set nothing", () => {
    expect(DEFAULT_LEVELS.map((each) => [each.level, each.days])).toEqual([
      ["competent", 5],
      ["steering", 10],
      ["provincial", 10],
      ["central", null],
    ])
  })

  test("a level begins on the day after arrival and leaves out weekends and days off", () => {
    const tet: WorkingCalendar = { holidays: new Set(["2026-09-02"]), workedWeekends: new Set() }
    expect(arrivalAt(DEFAULT_LEVELS[0]!, "2026-08-28", tet, bodies).answerBy).toBe("2026-09-07")
    expect(arrivalAt(DEFAULT_LEVELS[0]!, "2026-08-28", none, bodies).answerBy).toBe("2026-09-04")
  })

  test("the latest route that began counts; a later one waits", () => {
    const own = (validFrom: string, source: string) => ({ ...defaultRoute, validFrom, source })
    const saved = [own("2026-01-01", "a"), own("2026-12-01", "b"), own("2026-01-01", "c")]
    expect(routeOn(saved, "2025-12-31")).toBe(defaultRoute)
    expect(routeOn(saved, "2026-11-30").source).toBe("c")
    expect(routeOn(saved, "2026-12-01").source).toBe("b")
  })

  test("what may be saved", () => {
    expect(checkRoute([{ level: "steering", days: 5, unitId: null }])).toMatchObject({
      refusal: { code: "obstacleRoute.noFirstLevel" },
    })
    for (const wrong of [0, -1, 1.5, 91, Number.NaN, null])
      expect(checkRoute([{ level: "competent", days: wrong, unitId: null }])).toMatchObject({
        refusal: { code: "obstacleRoute.noDays", field: "days-competent" },
      })
    expect(checkRoute([{ level: "central", days: 4, unitId: null }, DEFAULT_LEVELS[0]!])).toMatchObject({
      value: [{ level: "competent" }, { level: "central", days: null }],
    })
  })

  test("no level is left out, and the central one is never reached by itself", () => {
    fc.assert(
      fc.property(routes, fc.constantFrom(...levels), (route, level) => {
        const above = route.levels.filter((each) => heightOf(each.level) > heightOf(level))
        expect(nextLevel(route, level)).toEqual(above[0])
        expect(nextByItself(route, level)?.level).not.toBe("central")
      }),
    )
  })

  test("an answer day is always a working day with exactly the given days before it", () => {
    fc.assert(
      fc.property(routes, days, calendars, (route, on, calendar) => {
        for (const level of route.levels.filter((each) => each.days !== null)) {
          const { answerBy } = arrivalAt(level, on, calendar, bodies)
          expect(isWorkingDay(answerBy!, calendar)).toBe(true)
          let worked = 0
          for (let day = addDays(on, 1); day <= answerBy!; day = addDays(day, 1))
            if (isWorkingDay(day, calendar)) worked++
          expect(worked).toBe(level.days)
        }
      }),
    )
  })
})

describe("rising", () => {
  test("one level up, never down, and asking again on the same day changes nothing", () => {
    fc.assert(
      fc.property(routes, days, calendars, fc.constantFrom(...levels), (route, today, calendar, level) => {
        const before = at({ level, answerBy: addDays(today, -1) })
        const arrival = rise(before, route, today, calendar)
        if (!arrival) {
          expect(nextByItself(route, level)).toBeUndefined()
          return
        }
        expect(arrival.level).toBe(nextLevel(route, level)!.level)
        expect(heightOf(arrival.level)).toBeGreaterThan(heightOf(level))
        expect(arrival.answerBy! > today).toBe(true)
        expect(rise({ ...before, ...arrival }, route, today, calendar)).toBeUndefined()
      }),
    )
  })

  test("whatever the days on which somebody looks, each level is passed in its order", () => {
    fc.assert(
      fc.property(
        routes,
        calendars,
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
        (route, calendar, steps) => {
          let standing = at({ ...arrivalAt(route.levels[0]!, "2026-01-05", calendar, bodies) })
          let today = "2026-01-05"
          const passed: Level[] = [standing.level]
          for (const step of steps) {
            today = addDays(today, step)
            const arrival = rise(standing, route, today, calendar)
            if (!arrival) continue
            standing = { ...standing, ...arrival }
            passed.push(standing.level)
          }
          const expected = route.levels.map((each) => each.level).filter((each) => each !== "central")
          expect(passed).toEqual(expected.slice(0, passed.length))
        },
      ),
    )
  })

  test("what is answered, closed or joined does not rise", () => {
    for (const status of ["answered", "solved", "withdrawn"] as const)
      expect(rise(at({ status }), defaultRoute, "2026-12-31", none)).toBeUndefined()
    expect(rise(at({ leadingId: "other" }), defaultRoute, "2026-12-31", none)).toBeUndefined()
  })

  test("to the central level by a document only", () => {
    const top = at({ level: "provincial" })
    expect(rise(top, defaultRoute, "2026-12-31", none)).toBeUndefined()
    expect(sentUp(top, defaultRoute, "2026-12-31", none, false)).toBeUndefined()
    expect(sentUp(top, defaultRoute, "2026-12-31", none, true)).toMatchObject({ level: "central", answerBy: null })
  })
})

describe("an answer that did not solve it", () => {
  test("goes back to the same level once, then up; at the top it stays", () => {
    const first = afterNotSolved(at({ status: "answered" }), defaultRoute, "2026-11-20", none)
    expect(first).toMatchObject({ level: "competent", returns: 1, answeringUnitId: "stc", answerBy: "2026-11-27" })
    const second = afterNotSolved(at({ status: "answered", returns: 1 }), defaultRoute, "2026-11-20", none)
    expect(second).toMatchObject({ level: "steering", returns: 0, answeringUnitId: "ubnd" })
    const top = afterNotSolved(at({ level: "provincial", returns: 1 }), defaultRoute, "2026-11-20", none)
    expect(top).toMatchObject({ level: "provincial", returns: 2 })
  })

  test("never falls to a lower level, whatever happens", () => {
    fc.assert(
      fc.property(
        routes,
        fc.constantFrom(...levels),
        fc.integer({ min: 0, max: 3 }),
        days,
        (route, level, returns, today) => {
          const before = at({ level, returns })
          expect(heightOf(afterNotSolved(before, route, today, none).level)).toBeGreaterThanOrEqual(heightOf(level))
          expect(reopened(before, route, today, none).level).toBe(level)
        },
      ),
    )
  })
})

test("only an open one that is at least as high leads another", () => {
  fc.assert(
    fc.property(fc.constantFrom(...levels), fc.constantFrom(...levels), (one, other) => {
      expect(canLead(at({ level: one }), at({ level: other }))).toBe(heightOf(one) >= heightOf(other))
    }),
  )
  expect(canLead(at({ status: "answered" }), at())).toBe(false)
  expect(canLead(at(), at({ status: "solved" }))).toBe(false)
})
