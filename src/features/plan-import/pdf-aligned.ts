import type { AlignedColumns, AlignedLine, AlignedTable } from "./aligned-rows.ts"
import { findAlignedTables } from "./aligned-table.ts"
import { type PageLine, type PageText, toLines } from "./pdf-lines.ts"
import type { SourcePlace } from "./plan-reading.ts"
import type { SourceTable } from "./source-text.ts"

/** A table of a page without drawn lines, and the pieces of text that are its own. */
export type UnruledTable = { top: number; bottom: number; rows: AlignedTable["rows"]; columns: AlignedColumns }

/** A narrower gap than between two columns of running text: cells stand a few points apart. */
const CELL_GAP = 0.45

/** @param known columns of the table that ended the page before */
export function findUnruledTables(items: PageText[], known: AlignedColumns | null): UnruledTable[] {
  const lines = toLines(items, CELL_GAP)
  const aligned = lines.map(toAligned)
  return findAlignedTables(aligned, known).map(({ from, to, rows, columns }) => ({
    top: lines[from]!.y + lines[from]!.height,
    bottom: lines[to - 1]!.y - lines[to - 1]!.height * 0.4,
    rows,
    columns,
  }))
}

const toAligned = ({ segments, y, height }: PageLine): AlignedLine => ({
  segments: segments
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, left, right }) => ({ text: text.trim(), left, right })),
  top: -y - height,
  bottom: -y,
})

export const unruledTable = ({ rows }: UnruledTable, place: SourcePlace): SourceTable => ({
  kind: "table",
  place,
  rows: rows.map(({ cells }, i) => ({ place: { ...place, row: i + 1 }, cells: cells.map((text) => ({ text })) })),
})
