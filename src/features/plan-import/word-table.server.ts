import type { SourcePlace } from "./plan-reading.ts"
import type { SourceCell, SourceRow, SourceTable } from "./source-text.ts"
import type { XmlAttributes } from "./xml-walk.server.ts"

/** A cell as Word stores it: how many grid columns it covers and whether it continues the one above. */
export type WordCell = { lines: string[]; span: number; merge: "none" | "start" | "continue"; bold: boolean }
type WordRow = { cells: WordCell[]; skippedBefore: number }

/** Word itself allows 63. */
const MAX_COLUMNS = 63

export type OpenTable = {
  rows: WordRow[]
  cell: WordCell | null
  open(name: string, attributes: XmlAttributes): void
  close(name: string): void
}

export function openTable(): OpenTable {
  const table: OpenTable = {
    rows: [],
    cell: null,
    open: (name, { val }) => {
      const row = table.rows.at(-1)
      if (name === "tr") table.rows.push({ cells: [], skippedBefore: 0 })
      else if (name === "tc" && row) {
        table.cell = { lines: [], span: 1, merge: "none", bold: false }
        row.cells.push(table.cell)
      } else if (name === "gridBefore" && row) row.skippedBefore = Math.min(Math.max(0, Number(val) || 0), MAX_COLUMNS)
      else if (name === "gridSpan" && table.cell) table.cell.span = Math.min(Math.max(1, Number(val) || 1), MAX_COLUMNS)
      else if (name === "vMerge" && table.cell) table.cell.merge = val === "restart" ? "start" : "continue"
      else if (name === "hMerge" && table.cell && val !== "restart") table.cell.merge = "continue"
    },
    close: (name) => {
      if (name === "tc") table.cell = null
    },
  }
  return table
}

/** Every row gets one cell for each grid column; merged cells carry their text along, marked as continued. */
export function toSourceTable(table: OpenTable, place: SourcePlace): SourceTable {
  const rows: SourceRow[] = []
  for (const [i, word] of table.rows.entries()) {
    const cells: SourceCell[] = Array.from({ length: word.skippedBefore }, () => ({ text: "" }))
    for (const cell of word.cells) {
      if (cells.length >= MAX_COLUMNS * 2) break
      const above = rows.at(-1)?.cells[cells.length]
      const isContinued = cell.merge === "continue" && above !== undefined
      const text = isContinued && cell.lines.length === 0 ? above.text : cell.lines.join("\n")
      for (let column = 0; column < cell.span; column++) {
        cells.push({
          text,
          bold: cell.bold,
          ...(column > 0 ? { fromLeft: true } : {}),
          ...(isContinued ? { fromAbove: true } : {}),
        })
      }
    }
    rows.push({ place: { ...place, row: i + 1 }, cells })
  }
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  for (const row of rows) while (row.cells.length < width) row.cells.push({ text: "" })
  return { kind: "table", place, rows }
}
