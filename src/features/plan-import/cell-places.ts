import { columnLetters } from "#platform/workbooks/workbook.ts"
import type { ColumnRole } from "./column-roles.ts"
import type { FieldSources, SourcePlace } from "./plan-reading.ts"
import type { TableRecord } from "./table-rows.ts"

/** The cell of one row that holds a role: "hàng 5, cột 4" of a table, "D5" of a sheet. The row alone where no column has the role. */
export function cellPlace(record: TableRecord, role: ColumnRole): SourcePlace {
  const column = record.columns[role]
  if (column === undefined) return record.place
  const { sheet, row } = record.place
  const cell = sheet !== undefined && row !== undefined ? `${columnLetters(column)}${row}` : undefined
  return { ...record.place, column: column + 1, ...(cell ? { cell } : {}) }
}

/** Every field that has a column of its own, whether its cell is filled or not. */
export function fieldSources(record: TableRecord, roles: Record<string, readonly ColumnRole[]>): FieldSources {
  const sources: FieldSources = {}
  for (const [field, candidates] of Object.entries(roles)) {
    const role =
      candidates.find((each) => record.cells[each] !== undefined && record.columns[each] !== undefined) ??
      candidates.find((each) => record.columns[each] !== undefined)
    if (role) sources[field as keyof FieldSources] = cellPlace(record, role)
  }
  return sources
}
