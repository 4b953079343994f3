import { folded } from "#shared/folded.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { cellText, type Sheet, type SheetCell } from "./workbook.ts"

/** A cell as it was filled in; an empty one has the address where it would stand. */
export type FilledCell = {
  address: string
  text: string
  /** What Excel holds as a number, as plain decimal text would be ambiguous: 1.125 is not 1125. */
  number?: number
}
export type FilledRow<Key extends string> = Record<Key, FilledCell>

/**
 * The rows of a sheet that was given out to be filled in, by the names of its columns; they may be moved, never renamed. Empty rows are
 * left out.
 * @param sheet its name; the first sheet counts where none has it
 * @param mark the column by which the head is found, wherever it stands
 * @returns refusals: workbook.noSheet {column}, workbook.noColumn {column}
 */
export function readNamedColumns<Key extends string>(
  book: readonly Sheet[],
  sheet: string,
  columns: Readonly<Record<Key, { header: string }>>,
  mark: NoInfer<Key>,
): Outcome<FilledRow<Key>[]> {
  const found = book.find((each) => folded(each.name) === folded(sheet)) ?? book[0]
  const isHead = (cells: readonly SheetCell[]) =>
    cells.some((cell) => folded(cellText(cell.value)) === folded(columns[mark].header))
  const at = found?.rows.findIndex((row) => isHead(row.cells)) ?? -1
  if (!found || at < 0) return refused("workbook.noSheet", { values: { column: columns[mark].header } })
  const letters = new Map(found.rows[at]!.cells.map((cell) => [folded(cellText(cell.value)), cell.column]))
  const keys = Object.keys(columns) as Key[]
  const missing = keys.find((key) => !letters.has(folded(columns[key].header)))
  if (missing) return refused("workbook.noColumn", { values: { column: columns[missing].header } })
  const rows = found.rows.slice(at + 1).map(({ number, cells }) => {
    const cellOf = (key: Key) => {
      const column = letters.get(folded(columns[key].header))!
      const cell = cells.find((each) => each.column === column)
      const exact = cell?.value.kind === "number" ? { number: cell.value.number } : {}
      return [key, { address: `${column}${number}`, text: cell ? cellText(cell.value).trim() : "", ...exact }] as const
    }
    return Object.fromEntries(keys.map(cellOf)) as FilledRow<Key>
  })
  return done(rows.filter((row) => (Object.values(row) as FilledCell[]).some((cell) => cell.text !== "")))
}
