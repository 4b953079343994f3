import { type PageText, toLines } from "./pdf-lines.ts"
import type { Grid } from "./pdf-rulings.ts"
import type { SourcePlace } from "./plan-reading.ts"
import type { SourceCell, SourceRow, SourceTable } from "./source-text.ts"

/** Text inside the lines of a grid, cell by cell. Where a line is missing between two cells they are one. */
export function tableOfGrid(grid: Grid, items: PageText[], place: SourcePlace): SourceTable {
  const columns = grid.xs.length - 1
  const count = grid.ys.length - 1
  const pieces: PageText[][][] = Array.from({ length: count }, () => Array.from({ length: columns }, () => []))
  for (const item of items) {
    const column = indexIn(grid.xs, item.x + Math.min(item.width / 2, 4))
    const row = count - 1 - indexIn([...grid.ys].reverse(), item.y + item.height * 0.3)
    pieces[row]?.[column]?.push(item)
  }
  const rows: SourceRow[] = []
  for (let row = 0; row < count; row++) {
    const cells: SourceCell[] = []
    for (let column = 0; column < columns; column++) {
      const fromLeft = column > 0 && !grid.hasWall(row, column - 1)
      const fromAbove = row > 0 && !grid.hasFloor(row - 1, column)
      const own = textOf(areaOf(grid, pieces, row, column))
      cells.push({ text: own, ...(fromLeft ? { fromLeft: true } : {}), ...(fromAbove ? { fromAbove: true } : {}) })
    }
    rows.push({ place: { ...place, row: row + 1 }, cells })
  }
  return { kind: "table", place, rows }
}

function indexIn(edges: number[], value: number): number {
  for (let at = 0; at < edges.length - 1; at++) if (value >= edges[at]! - 1 && value < edges[at + 1]! - 1) return at
  return -1
}

/** All text of the merged area that a cell belongs to. */
function areaOf(grid: Grid, pieces: PageText[][][], row: number, column: number): PageText[] {
  let left = column
  let right = column
  let top = row
  let bottom = row
  while (left > 0 && !grid.hasWall(row, left - 1)) left--
  while (right < grid.xs.length - 2 && !grid.hasWall(row, right)) right++
  while (top > 0 && !grid.hasFloor(top - 1, column)) top--
  while (bottom < grid.ys.length - 2 && !grid.hasFloor(bottom, column)) bottom++
  const area: PageText[] = []
  for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) area.push(...(pieces[r]?.[c] ?? []))
  return area
}

const textOf = (items: PageText[]): string =>
  toLines(items)
    .map((line) => line.segments.map((segment) => segment.text.trim()).join(" "))
    .join("\n")
