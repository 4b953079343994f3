import { expect, test } from "vitest"
import type { NumberSeries } from "#features/reporting/number-series.ts"
import type { TemplateField } from "#features/reporting/report-template.ts"
import { numberTotals } from "./number-totals.ts"

const field = (more: Partial<TemplateField> = {}): TemplateField => ({
  key: "people",
  label: "Số người được tập huấn",
  hint: "",
  kind: "number",
  choices: [],
  unitOfMeasure: "người",
  isRequired: true,
  measure: "flow",
  rollUp: "sum",
  groupIds: [],
  taskIds: [],
  ...more,
})
const series = (unit: string, values: (string | undefined)[], more: Partial<TemplateField> = {}): NumberSeries => ({
  field: field(more),
  unitId: unit,
  unitName: unit,
  taskCode: "1.1",
  entryId: unit,
  reportId: unit,
  isSent: values.at(-1) !== undefined,
  points: values.map((value, at) => ({
    roundName: `quý ${at + 1}`,
    year: 2026,
    value: value === undefined ? undefined : { state: "actual", value, reason: "", final: "" },
  })),
})

test("units are added up; who has not sent is unknown, named with the round, and never zero", () => {
  const [total] = numberTotals([series("A", ["5", "7"]), series("B", ["1", undefined]), series("C", [undefined, "3"])])
  expect(total).toMatchObject({ answered: 2, asked: 3 })
  expect(total!.total).toEqual({
    inPeriod: 10,
    isEstimated: false,
    ofYear: { sum: 16, isEstimated: false, missing: ["quý 2", "quý 1"] },
    ofPlan: { sum: 16, isEstimated: false, missing: ["quý 2", "quý 1"] },
  })
  expect(total!.byUnit.find((unit) => unit.unitName === "B")).toMatchObject({ inPeriod: null, wasSent: false })
})

test("a number at a point in time has no sums over time; a field that is not added up has no total", () => {
  const [share] = numberTotals([series("A", ["5", "7"], { measure: "pointInTime", rollUp: "none" })])
  expect(share!.total).toBeNull()
  expect(share!.byUnit[0]).toMatchObject({ inPeriod: 7, ofYear: null, ofPlan: null })
})
