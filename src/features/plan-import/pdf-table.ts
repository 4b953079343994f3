import { type PageText, toLines } from "./pdf-lines.ts"
import type { Grid } from "./pdf-rulings.ts"
import type { SourcePlace } from "./plan-reading.ts"
import type { SourceCell, SourceRow, SourceTable } from "./source-text.ts"

/** Text inside the lines of a grid, cell by cell. Where a line is missing between two cells they are one. */
export function tableOfGrid(grid: Grid, items: PageText[], place: SourcePlace): SourceTable {
  const columns = grid.xs.length - 1
  const count = grid.ys.length - 1
  const pieces: PageText[][][] = Array.from({ length: count }, () => Array.from({ length: columns }, () => []))
  const upwards = [...grid.ys].reverse()
  for (const item of items) {
    const row = count - 1 - indexIn(upwards, item.y + item.height * 0.3)
    for (const piece of cutAtWalls(item, grid, row)) {
      pieces[row]?.[indexIn(grid.xs, piece.x + Math.min(piece.width / 2, 4))]?.push(piece)
    }
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

/** pdf.js joins what stands close together ("101. Xây dựng …" over two columns): cut at the space nearest to the line. */
function cutAtWalls(item: PageText, grid: Grid, row: number): PageText[] {
  const wall = grid.xs.findIndex(
    (x, column) =>
      column > 0 &&
      column < grid.xs.length - 1 &&
      x > item.x + 3 &&
      x < item.x + item.width - 3 &&
      row >= 0 &&
      grid.hasWall(row, column - 1),
  )
  if (wall < 0) return [item]
  const share = (grid.xs[wall]! - item.x) / item.width
  const wanted = share * item.text.length
  const spaces = [...item.text.matchAll(/\s+/g)].map((found) => found.index)
  const cut = spaces.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0]
  if (cut === undefined || cut === 0 || Math.abs(cut - wanted) > Math.max(6, item.text.length * 0.2)) return [item]
  const left = { ...item, text: item.text.slice(0, cut), width: (item.width * cut) / item.text.length }
  const x = Math.max(grid.xs[wall]! + 1, item.x + (item.width * (cut + 1)) / item.text.length)
  const right = { ...item, text: item.text.slice(cut).trimStart(), x, width: Math.max(1, item.x + item.width - x) }
  return [left, ...cutAtWalls(right, grid, row)]
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
    .reduce((text, line) => (text === "" ? line : breaksWord(text, line) ? text + line : `${text}\n${line}`), "")

const NO_VOWEL = /^[bcdđghklmnpqrstvx]{1,3}$/iu

/** A narrow column broke a word where it had to ("Chươn / g"): a piece without a vowel is no word by itself. */
const breaksWord = (text: string, line: string): boolean =>
  (/\p{L}$/u.test(text) && NO_VOWEL.test(line.split(/[\s,.;]/u)[0]!) && /^\p{Ll}/u.test(line)) ||
  (isTornStart(text.split(/[\s/]/u).at(-1)!) && /^\p{Ll}/u.test(line))

/** "Th" of "Thường"; "BTS" is an abbreviation. */
const isTornStart = (word: string): boolean => NO_VOWEL.test(word) && !/^\p{Lu}{2,}$/u.test(word)
