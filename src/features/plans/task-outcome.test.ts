import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Deadline, lastDayInForce, meanings } from "./deadline.ts"
import {
  completionRates,
  countLines,
  noTotals,
  type OutcomeLine,
  outcomeLine,
  outcomeLines,
  taskState,
  workflows,
} from "./task-outcome.ts"

const byDay = (to: string): Deadline => ({ text: to, meaning: "byDay", from: null, to })
const done = (on: string) => ({ workflow: "completed" as const, completedOn: on })
const open = { workflow: "inProgress" as const, completedOn: null }

describe("where a task stands on a day", () => {
  test.each([
    ["done on the last day", done("2026-06-30"), byDay("2026-06-30"), "2026-09-09", "completedOnTime"],
    ["done a day later", done("2026-07-01"), byDay("2026-06-30"), "2026-09-09", "completedLate"],
    ["open on the last day", open, byDay("2026-09-09"), "2026-09-09", "openInTime"],
    ["open a day later", open, byDay("2026-09-08"), "2026-09-09", "openOverdue"],
    [
      "claimed in time, undecided",
      { workflow: "awaitingConfirmation" as const, completedOn: "2026-06-30" },
      byDay("2026-06-30"),
      "2026-09-09",
      "openInTime",
    ],
    [
      "claimed late, undecided",
      { workflow: "awaitingConfirmation" as const, completedOn: "2026-07-02" },
      byDay("2026-06-30"),
      "2026-09-09",
      "openOverdue",
    ],
    ["done after the as-of day", done("2026-09-20"), byDay("2026-12-31"), "2026-09-09", "openInTime"],
  ] as const)("%s", (_what, state, deadline, asOf, line) => expect(outcomeLine(state, deadline, {}, asOf)).toBe(line))

  test("a yearly duty counts again each year", () => {
    const yearly: Deadline = { text: "Hằng năm", meaning: "everyYear", from: null, to: null }
    expect(outcomeLine(done("2026-05-04"), yearly, {}, "2026-12-09")).toBe("completedOnTime")
    expect(outcomeLine(done("2026-05-04"), yearly, {}, "2027-03-09")).toBe("openInTime")
    expect(lastDayInForce(yearly, "2027-03-09")).toBe("2027-12-31")
  })
  test("suspended and untimed tasks count no time; dropped ones leave the totals", () => {
    expect(outcomeLine(open, byDay("2026-01-01"), { isSuspended: true }, "2026-09-09")).toBe("untimed")
    expect(
      outcomeLine(open, { text: "Thường xuyên", meaning: "ongoing", from: null, to: null }, {}, "2026-09-09"),
    ).toBe("untimed")
    expect(outcomeLine(open, byDay("2026-01-01"), { isDropped: true }, "2026-09-09")).toBeUndefined()
  })
})

describe("who makes a task done (rule 1)", () => {
  const part = (over: object) => ({ mode: "joint" as const, isClaimant: false, ...open, ...over })
  test("joint: the first-named lead's claim alone", () => {
    expect(taskState([part({ isClaimant: true, ...done("2026-06-01") }), part({})])).toMatchObject({
      workflow: "completed",
      completedOn: "2026-06-01",
    })
    expect(taskState([part({ isClaimant: true }), part({ ...done("2026-06-01") })])).toMatchObject({
      workflow: "inProgress",
    })
  })
  test("each: all members, done on the last one's day, and how many are", () => {
    const each = (over: object) => part({ mode: "each", isClaimant: true, ...over })
    expect(taskState([each(done("2026-06-01")), each({})])).toMatchObject({
      workflow: "inProgress",
      confirmed: 1,
      members: 2,
    })
    expect(taskState([each(done("2026-06-01")), each(done("2026-07-15"))])).toMatchObject({
      workflow: "completed",
      completedOn: "2026-07-15",
    })
  })
  test("nobody yet", () => expect(taskState([])).toMatchObject({ workflow: "notStarted", members: 0 }))
})

describe("counts and rates (rule 9)", () => {
  test("the published figures of 2017 and of Quảng Nam 2020", () => {
    const of2017 = {
      ...noTotals(),
      all: 21_914,
      completedOnTime: 14_068,
      completedLate: 1_983,
      openInTime: 5_640,
      openOverdue: 223,
    }
    expect(of2017.completedOnTime + of2017.completedLate + of2017.openInTime + of2017.openOverdue).toBe(of2017.all)
    const { ofTimed, ofDue } = completionRates(of2017)
    expect(ofTimed.share).toBeCloseTo(0.7325, 4)
    expect(ofDue.share).toBeCloseTo(0.9863, 4)
    expect(585 + 67 + 181).toBe(833)
    expect(
      completionRates({ ...noTotals(), all: 833, completedOnTime: 585, completedLate: 67, openInTime: 181 }).ofTimed,
    ).toMatchObject({ numerator: 652, denominator: 833 })
  })
  test("no denominator, no rate", () =>
    expect(completionRates(noTotals())).toMatchObject({ ofTimed: { share: null }, ofDue: { share: null } }))
  test("the five lines sum to all, whatever the tasks", () => {
    const day = fc
      .integer({ min: 0, max: 2_000 })
      .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))
    const task = fc.record({
      workflow: fc.constantFrom(...workflows),
      completedOn: fc.option(day),
      meaning: fc.constantFrom(...meanings),
      to: fc.option(day),
      isSuspended: fc.boolean(),
      isDropped: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(task), day, (tasks, asOf) => {
        const lines = tasks.map((each) =>
          outcomeLine(each, { text: null, meaning: each.meaning, from: null, to: each.to }, each, asOf),
        )
        const totals = countLines(lines)
        expect(outcomeLines.reduce((sum, line: OutcomeLine) => sum + totals[line], 0)).toBe(totals.all)
        expect(totals.all).toBe(tasks.filter((each) => !each.isDropped).length)
      }),
    )
  })
})
