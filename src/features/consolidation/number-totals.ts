import { addUp, cumulate, type NumberSeries, type Sum } from "#features/reporting/number-series.ts"
import type { Measure } from "#features/reporting/report-template.ts"

/** What one unit, or all of them, reported in a field: of the period, and added up. Sums are null where the field is not added up. */
export type NumberLine = {
  /** Null when nobody gave a number: nothing is known, which is not zero. */
  inPeriod: number | null
  isEstimated: boolean
  ofYear: Sum | null
  ofPlan: Sum | null
}
export type NumberTotal = {
  key: string
  label: string
  unitOfMeasure: string | null
  measure: Measure
  /** Null where the plan does not add up the units. */
  total: NumberLine | null
  /** Entries that were sent with an answer to the field, of those that are asked. */
  answered: number
  asked: number
  byUnit: (NumberLine & { unitId: string; unitName: string; tasks: string[]; wasSent: boolean })[]
}

/** The numbers that units reported in the fields of the plan's template, in the order of the template. Missing is never zero. */
export function numberTotals(series: readonly NumberSeries[]): NumberTotal[] {
  return [...Map.groupBy(series, (each) => each.field.key).values()].map((ofField) => {
    const { key, label, unitOfMeasure, measure, rollUp } = ofField[0]!.field
    const byUnit = [...Map.groupBy(ofField, (each) => each.unitId).values()].map((ofUnit) => ({
      unitId: ofUnit[0]!.unitId,
      unitName: ofUnit[0]!.unitName,
      tasks: ofUnit.map((each) => each.taskCode),
      wasSent: ofUnit.some((each) => each.isSent),
      ...lineOf(ofUnit),
    }))
    return {
      key,
      label,
      unitOfMeasure,
      measure,
      total: rollUp === "sum" ? lineOf(ofField) : null,
      answered: ofField.filter((each) => each.isSent && each.points.at(-1)?.value !== undefined).length,
      asked: ofField.length,
      byUnit,
    }
  })
}

function lineOf(series: readonly NumberSeries[]): NumberLine {
  const sums = series.map((each) => cumulate(each.field, each.points))
  const known = sums.filter((each) => each.inPeriod !== null)
  const isFlow = series[0]?.field.measure === "flow"
  return {
    inPeriod: known.length === 0 ? null : addUp(known.map((each) => only(each.inPeriod!))).sum,
    isEstimated: known.some((each) => each.isEstimated),
    ofYear: isFlow ? addUp(sums.map((each) => each.ofYear)) : null,
    ofPlan: isFlow ? addUp(sums.map((each) => each.ofPlan)) : null,
  }
}

const only = (sum: number): Sum => ({ sum, isEstimated: false, missing: [] })
