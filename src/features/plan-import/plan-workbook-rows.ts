import { listOfCell, textOfCell } from "#features/plans/plan-workbook-text.ts"
import { CONTINUED, type PlanColumn } from "#features/plans/plan-workbook-words.ts"
import { cellText, type Sheet } from "#platform/workbooks/workbook.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import type { ReadIssue, SourcePlace } from "./plan-reading.ts"

/** A row of one sheet of the workbook of a whole plan, by the keys of its columns. */
export type BookRow = {
  place: SourcePlace
  /** As it stands in the cell, "" when there is nothing. */
  cell: (key: string) => string
  /** A text of the plan; null when the cell is empty. */
  text: (key: string) => string | null
  list: (key: string) => string[]
  day: (key: string) => Day | null
  number: (key: string) => number | null
}

/** The first row names the columns, which may have been moved; rows marked as such carry on long texts of the row above. */
export function rowsOf(
  book: readonly Sheet[],
  { title, columns }: { title: string; columns: readonly PlanColumn[] },
  file: string,
  issues: ReadIssue[],
): BookRow[] {
  const [head, ...rows] = book.find((sheet) => sheet.name === title)?.rows ?? []
  const keys = new Map(
    (head?.cells ?? []).flatMap((cell) => {
      const column = columns.find((each) => folded(each.header) === folded(cellText(cell.value)))
      return column ? [[cell.column, column.key] as const] : []
    }),
  )
  const found: { at: number; cells: Map<string, string[]> }[] = []
  for (const row of rows) {
    const cells = row.cells.flatMap((cell) => {
      const key = keys.get(cell.column)
      return key === undefined ? [] : [[key, cellText(cell.value)] as const]
    })
    const above = cells.some(([key]) => key === CONTINUED.key) ? found.at(-1) : undefined
    if (!above) found.push({ at: row.number, cells: new Map(cells.map(([key, text]) => [key, [text]])) })
    else for (const [key, text] of cells) above.cells.set(key, [...(above.cells.get(key) ?? []), text])
  }
  return found.map(({ at, cells }) => bookRow(cells, { file, sheet: title, row: at }, issues))
}

function bookRow(cells: ReadonlyMap<string, string[]>, place: SourcePlace, issues: ReadIssue[]): BookRow {
  const cell = (key: string) => (cells.get(key) ?? []).join("")
  const doubt = (what: string) => {
    issues.push({
      severity: "warning",
      code: "workbook-cell",
      message: `Trang "${place.sheet}", hàng ${place.row}: ${what}`,
      source: place,
    })
    return null
  }
  return {
    place,
    cell,
    text: (key) => (cells.has(key) ? cells.get(key)!.map(textOfCell).join("") : null),
    list: (key) => (cells.get(key) ?? []).flatMap(listOfCell),
    day: (key) => {
      const text = cell(key)
      return text === "" ? null : (parseDay(text) ?? doubt(`“${text}” không phải là ngày.`))
    },
    number: (key) => {
      const text = cell(key)
      return text === "" ? null : /^-?\d{1,9}$/.test(text) ? Number(text) : doubt(`“${text}” không phải là số.`)
    },
  }
}
