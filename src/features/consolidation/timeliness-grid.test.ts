import { expect, test } from "vitest"
import { type GridReport, timelinessGrid } from "./timeliness-grid.ts"

const units = [
  { unitId: "a", name: "Sở Y tế" },
  { unitId: "b", name: "UBND phường Thục Phán" },
]
const rounds = [
  { id: "q2", code: "2026-Q2", name: "quý II", dueOn: "2026-06-09", dueTime: null },
  { id: "q3", code: "2026-Q3", name: "quý III", dueOn: "2026-09-09", dueTime: null },
]
const report = (unitId: string, roundId: string, more: Partial<GridReport> = {}): GridReport => ({
  reportId: `${unitId}-${roundId}`,
  roundId,
  unitId,
  obligation: "must",
  status: "submitted",
  timeliness: "onTime",
  extendedTo: null,
  wasSent: true,
  entries: 4,
  answered: 4,
  ...more,
})
const unsent = { status: "drafting", timeliness: null, wasSent: false, answered: 1 } as const
const on = (day: string) => ({ on: day, clock: "08:00" })

test("each unit has one cell for each round, in their order; none where it had nothing to report", () => {
  const grid = timelinessGrid(
    units,
    rounds,
    [report("a", "q3"), report("a", "q2"), report("b", "q3")],
    on("2026-10-01"),
  )
  expect(grid.rows.map((row) => row.cells.map((cell) => cell?.reportId ?? null))).toEqual([
    ["a-q2", "a-q3"],
    [null, "b-q3"],
  ])
})

test("a report that was not sent is missing only after its day, and counts in its column only then", () => {
  const reports = [report("a", "q3"), report("b", "q3", unsent)]
  const before = timelinessGrid(units, rounds, reports, on("2026-09-09"))
  expect(before.rows[1]!.cells[1]!.standing).toBe("waiting")
  expect(before.columns[1]).toMatchObject({ onTime: 1, judged: 1 })
  const after = timelinessGrid(units, rounds, reports, on("2026-09-10"))
  expect(after.rows[1]).toMatchObject({ troubled: 1, cells: [null, { standing: "missing", answered: 1, entries: 4 }] })
  expect(after.columns[1]).toMatchObject({ onTime: 1, judged: 2 })
})

test("a granted later day is on time; an invited unit that is silent is not judged", () => {
  const reports = [
    report("a", "q3", { timeliness: "onTimeExtended" }),
    report("b", "q3", { ...unsent, obligation: "invited" }),
  ]
  expect(timelinessGrid(units, rounds, reports, on("2026-10-01")).columns[1]).toMatchObject({ onTime: 1, judged: 1 })
})
