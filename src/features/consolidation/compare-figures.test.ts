import { expect, test } from "vitest"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { changesSinceFreeze, compareFigures } from "./compare-figures.ts"
import { lateUnitsNotice, lateUnitsTable } from "./late-units-document.ts"

const frozen = sampleSnapshot(89)
const { figures, quotes } = frozen

test("two moments stand side by side", () => {
  const later = { ...figures, totals: { ...figures.totals, openOverdue: figures.totals.openOverdue + 2 } }
  expect(compareFigures(figures, later).filter((row) => row.before !== row.after)).toEqual([
    { name: "openOverdue", before: figures.totals.openOverdue, after: figures.totals.openOverdue + 2 },
  ])
})

test("nothing moved since the freeze as long as nothing moved", () => {
  expect(changesSinceFreeze(frozen, figures, quotes)).toEqual({ figures: [], tasks: [], quotes: [] })
})

test("a report that is opened again takes its sentences back; changed and later ones are told apart, cited ones first", () => {
  const cited = quotes.find((quote) => frozen.narrative.some((part) => part.body.includes(`[${quote.mark}]`)))!
  const changed = quotes.filter((quote) => quote !== cited).at(-1)!
  const later = { ...changed, entryId: "new", mark: 999, text: "Đã ban hành kế hoạch" }
  const now = [...quotes.filter((quote) => quote !== cited && quote !== changed), { ...changed, text: "Đã sửa" }, later]
  const { quotes: moved } = changesSinceFreeze(frozen, figures, now)
  expect(moved.map((each) => [each.mark, each.before === null, each.after === null])).toEqual([
    [cited.mark, false, true],
    [changed.mark, false, false],
    [999, true, false],
  ])
  expect(moved[0]!.isCited).toBe(true)
})

test("a task that is confirmed after the freeze is named with both lines", () => {
  const task = figures.tasks.find((each) => each.line === "openInTime")!
  const now = {
    ...figures,
    tasks: figures.tasks.map((each) => (each === task ? { ...each, line: "completedOnTime" as const } : each)),
  }
  expect(changesSinceFreeze(frozen, now, quotes).tasks).toEqual([
    { id: task.id, code: task.code, title: task.title, from: "openInTime", to: "completedOnTime" },
  ])
})

test("the list names missing and late units, each once, and none of those in time", () => {
  const { rows } = lateUnitsTable(figures)
  expect(rows).toHaveLength(10)
  expect((rows[0] as string[])[2]).toBe("Chưa gửi báo cáo")
  expect((rows[9] as string[])[2]).toBe("Gửi báo cáo chậm")
  expect(new Set(rows.map((row) => (row as string[])[1])).size).toBe(10)
  const waiting = figures.reports.missing.map((report) => ({ ...report, standing: "waiting" }))
  const early = { ...figures, reports: { ...figures.reports, missing: waiting } }
  expect(lateUnitsTable(early).rows, "not due yet").toHaveLength(6)
  const nobody = { ...frozen, figures: { ...figures, reports: { ...figures.reports, missing: [], lateOnes: [] } } }
  expect(lateUnitsNotice(nobody).annexes).toEqual([])
})
