import { expect, test } from "vitest"
import { isOffPath } from "./yearly-review.ts"

const due = (to: string | null, from: string | null = null, meaning: "byDay" | "range" | "everyYear" = "byDay") => ({
  text: "",
  meaning,
  from,
  to,
})

test.each([
  ["exactly twenty points behind is on the path", due("2026-12-31"), 30, "2026-07-02", false],
  ["more than twenty points behind is off it", due("2026-12-31"), 29, "2026-07-02", true],
  ["counted from its own first day where it has one", due("2026-12-31", "2026-07-01", "range"), 0, "2026-07-02", false],
  ["nothing reported is silence, not lag", due("2026-12-31"), null, "2026-12-01", false],
  ["past its last day it is late, not off the path", due("2026-06-30"), 0, "2026-07-02", false],
  ["what recurs every year has no path of this kind", due("2026-12-31", null, "everyYear"), 0, "2026-12-01", false],
  ["without a last day there is no path", due(null), 0, "2026-12-01", false],
])("%s", (_, deadline, percentDone, today, expected) => {
  expect(isOffPath({ deadline, percentDone }, "2026-01-01", today)).toBe(expected)
})
