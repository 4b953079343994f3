import { type FieldValue, numberOf } from "./field-value.ts"
import type { TemplateField } from "./report-template.ts"

/** One round in which an entry was owed, the oldest first. `value`: what was sent; undefined when nothing was. */
export type SeriesPoint = { roundName: string; year: number; value: FieldValue | undefined }

/** One field on one assignment through the rounds, with the entry of the last of them. */
export type NumberSeries = {
  field: TemplateField
  unitId: string
  unitName: string
  taskCode: string
  entryId: string
  reportId: string
  isSent: boolean
  points: SeriesPoint[]
}

export type Sum = {
  sum: number
  /** At least one of its numbers is still an estimate. */
  isEstimated: boolean
  /** Rounds whose number is not known, by name: they are missing in the sum, never zero. */
  missing: string[]
}
/** The last point's own number, and what the numbers add up to from the start of its year and of the plan (rule 14). */
export type Cumulated = { inPeriod: number | null; isEstimated: boolean; ofYear: Sum; ofPlan: Sum }

type Known = { number: number | null; isEstimated: boolean; isMissing: boolean }

/**
 * What a field adds up to. A final figure that a later report gives takes the place of the last estimate before it; "nothing arose" counts
 * as nothing; "not applicable" is left out; a missing number is named. Numbers at a point in time are not added up over time.
 * @param year whose sum `ofYear` is: that of the last point unless another is asked for
 */
export function cumulate(
  field: Pick<TemplateField, "kind">,
  points: readonly SeriesPoint[],
  year = points.at(-1)?.year,
): Cumulated {
  const known = points.map(({ value }) => knownOf(field, value))
  for (const [index, { value }] of points.entries()) {
    if (!value || value.final === "") continue
    const last = known.findLastIndex((each, at) => at < index && each.isEstimated)
    if (last >= 0) known[last] = { number: Number(value.final), isEstimated: false, isMissing: false }
  }
  const sumOf = (isIn: (point: SeriesPoint) => boolean): Sum => {
    const within = points.flatMap((point, index) => (isIn(point) ? [{ point, ...known[index]! }] : []))
    return {
      sum: rounded(within.reduce((sum, each) => sum + (each.number ?? 0), 0)),
      isEstimated: within.some((each) => each.isEstimated),
      missing: within.filter((each) => each.isMissing).map((each) => each.point.roundName),
    }
  }
  const present = known.at(-1)
  return {
    inPeriod: present?.number ?? null,
    isEstimated: present?.isEstimated ?? false,
    ofYear: sumOf((point) => point.year === year),
    ofPlan: sumOf(() => true),
  }
}

function knownOf(field: Pick<TemplateField, "kind">, value: FieldValue | undefined): Known {
  const number = numberOf(field, value)
  if (number !== undefined) return { number, isEstimated: value?.state === "estimated", isMissing: false }
  if (value?.state === "none") return { number: 0, isEstimated: false, isMissing: false }
  return { number: null, isEstimated: false, isMissing: value?.state !== "notApplicable" }
}

/** Sums of decimals without the noise of binary fractions. */
const rounded = (sum: number): number => Math.round(sum * 1e6) / 1e6

/** The sums of several units: rounds that any of them lacks are missing. */
export function addUp(sums: readonly Sum[]): Sum {
  return {
    sum: rounded(sums.reduce((total, each) => total + each.sum, 0)),
    isEstimated: sums.some((each) => each.isEstimated),
    missing: [...new Set(sums.flatMap((each) => each.missing))],
  }
}
