import { splitAgencies, splitRolesInCell } from "./agencies.ts"
import { fieldSources } from "./cell-places.ts"
import { isRoman } from "./outline-marker.ts"
import type { ReadIndicator, ReadIssue, ReadTarget } from "./plan-reading.ts"
import { agencyGaps, titleGaps } from "./table-gaps.ts"
import type { HeadedTable } from "./table-head.ts"
import { groupRows, isBelow, isSubLetter, joinCutRows } from "./table-outline.ts"
import { readRecords, type TableRecord } from "./table-rows.ts"
import { readTargets, unitWithin, yearOf } from "./target-value.ts"
import { oneLine } from "./vietnamese-text.ts"

/** Rows of a table of indicators. A group row such as "Đến năm 2030" gives the rows below it their year. */
export function readIndicatorTable(
  tables: HeadedTable[],
  heading: string | null,
  issues: ReadIssue[],
  counted: () => void = () => {},
): ReadIndicator[] {
  const records = joinCutRows(
    tables.flatMap((table, i) => readRecords(table, i > 0, issues, counted)),
    issues,
  )
  issues.push(...titleGaps(records), ...records.flatMap(agencyGaps))
  const headings = groupRows(records)
  const indicators: ReadIndicator[] = []
  let year = heading === null ? null : yearOf(heading)
  let letterParent: string | null = null
  for (const record of records) {
    if (record.title === "") continue
    if (headings.has(record) && isHeading(record)) {
      year = yearOf(record.title) ?? year
      letterParent = null
      continue
    }
    const indicator = toIndicator(record, year)
    indicator.parentCode = parentOf(record.code, indicators, letterParent)
    // "- Tỷ lệ …" without a number breaks down the numbered row above it.
    const dash = record.code === "" ? /^[-–+•]\s+/.exec(indicator.title) : null
    if (dash) {
      indicator.title = indicator.title.slice(dash[0].length)
      indicator.parentCode = letterParent
    }
    if (!isSubLetter(record.code) && record.code !== "") letterParent = record.code
    indicators.push(indicator)
  }
  return indicators
}

const isHeading = (record: TableRecord): boolean =>
  record.targets.length === 0 &&
  record.cells.leads === undefined &&
  (record.isAcross ||
    record.code === "" ||
    isRoman(record.code) ||
    /^[A-HĐ]$/.test(record.code) ||
    yearOf(record.title) !== null)

function parentOf(code: string, before: ReadIndicator[], letterParent: string | null): string | null {
  if (isSubLetter(code)) return letterParent
  const parent = before.findLast((other) => other.code !== null && isBelow(code, other.code))
  if (parent) return parent.code
  return code.includes(".") ? code.slice(0, code.lastIndexOf(".")) : null
}

const FIELDS = {
  code: ["code"],
  title: ["title"],
  unit: ["unitOfMeasure"],
  targets: ["target"],
  leads: ["leads", "bothRoles"],
  coordinating: ["coordinating"],
  baseline: ["baseline"],
  note: ["note"],
} as const

function toIndicator(record: TableRecord, year: number | null): ReadIndicator {
  const { cells } = record
  const roles =
    cells.bothRoles === undefined
      ? { leads: cells.leads ?? "", coordinating: cells.coordinating ?? "" }
      : splitRolesInCell(cells.bothRoles)
  const targets = record.targets.flatMap((target): ReadTarget[] => readTargets(target.text, target.year ?? year))
  return {
    code: record.code || null,
    parentCode: null,
    title: record.title,
    unit: cells.unitOfMeasure === undefined ? unitWithin(targets) : oneLine(cells.unitOfMeasure),
    targets,
    leads: splitAgencies(roles.leads),
    coordinating: splitAgencies(roles.coordinating),
    monitors: splitAgencies(cells.monitors ?? ""),
    baseline: oneLine(cells.baseline ?? "") || null,
    note: oneLine(cells.note ?? "") || null,
    source: record.place,
    fieldSources: fieldSources(record, FIELDS),
  }
}
