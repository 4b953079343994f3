import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays } from "#shared/day.ts"
import { type Deadline, meanings } from "./deadline.ts"
import { shapeOf, todayShare, windowOf, yearTicks } from "./gantt.ts"

const window = { from: "2025-01-01", to: "2030-12-31" }
const deadline = (meaning: Deadline["meaning"], to: string | null, from: string | null = null): Deadline => ({
  text: "",
  meaning,
  from,
  to,
})

describe("the time chart of a plan", () => {
  test("a span ends on its last day, a yearly duty is marked at the end of each year, what never ends runs on", () => {
    const span = shapeOf(deadline("byDay", "2027-12-31"), "2025-01-01", window)
    expect(span.bar).toMatchObject({ x: 0, kind: "span", isOpen: false })
    expect(span.bar!.width).toBeCloseTo(0.5, 2)
    expect(span.marks.map((mark) => mark.day)).toEqual(["2027-12-31"])
    const yearly = shapeOf(deadline("everyYear", "2025-12-31"), "2025-07-09", window)
    expect(yearly.marks.map((mark) => mark.day.slice(0, 4))).toEqual(["2025", "2026", "2027", "2028", "2029", "2030"])
    expect(shapeOf(deadline("ongoing", null), "2025-07-09", window).bar).toMatchObject({ isOpen: true })
    expect(shapeOf(deadline("unclear", null), "2025-07-09", window)).toEqual({ bar: null, marks: [] })
    expect(shapeOf(deadline("byDay", "2024-12-31"), "2024-01-01", window)).toEqual({ bar: null, marks: [] })
  })

  test("the window holds whole years, from the plan's first to its last deadline, unless the address says otherwise", () => {
    const tasks = [{ deadline: deadline("byDay", "2029-06-30") }]
    expect(windowOf(tasks, "2025-07-09", { from: null, to: null })).toEqual({ from: "2025-01-01", to: "2029-12-31" })
    expect(windowOf(tasks, "2025-07-09", { from: "2026", to: "2026" })).toEqual({
      from: "2026-01-01",
      to: "2026-12-31",
    })
    expect(windowOf(tasks, "2025-07-09", { from: "2026", to: "nonsense" })).toMatchObject({ to: "2029-12-31" })
    expect(windowOf([], "2025-07-09", { from: "2030", to: "2020" })).toEqual({ from: "2030-01-01", to: "2030-12-31" })
    expect(yearTicks(window).map((tick) => tick.label)).toEqual(["2025", "2026", "2027", "2028", "2029", "2030"])
    expect(todayShare(window, "2031-01-01")).toBeNull()
  })

  test("nothing is ever drawn outside the picture", () => {
    const day = fc.integer({ min: -9_000, max: 9_000 }).map((days) => addDays("2027-06-30", days))
    const any = fc.record({
      text: fc.constant(null),
      meaning: fc.constantFrom(...meanings),
      from: fc.option(day, { nil: null }),
      to: fc.option(day, { nil: null }),
    })
    fc.assert(
      fc.property(any, day, (given, startedOn) => {
        const { bar, marks } = shapeOf(given, startedOn, window)
        if (bar) {
          expect(bar.x).toBeGreaterThanOrEqual(0)
          expect(bar.x + bar.width).toBeLessThanOrEqual(1.0041)
        }
        for (const mark of marks) expect(mark.x >= 0 && mark.x <= 1).toBe(true)
      }),
    )
  })
})
