import { codeOf, isRoman } from "./outline-marker.ts"

/**
 * Tables without drawn lines: what belongs to one column stands below each other. Positions are letters and lines in plain text,
 * points in a PDF; `top` and `bottom` grow downwards.
 */
export type AlignedSegment = { text: string; left: number; right: number }
export type AlignedLine = { segments: AlignedSegment[]; top: number; bottom: number; inLetters?: true }
/** From left to right; a gutter lies between any two. */
export type AlignedColumns = { left: number; right: number }[]
export type AlignedRow = { cells: string[]; line: number }
/** Lines `from` up to, not including, `to`. */
export type AlignedTable = { from: number; to: number; rows: AlignedRow[]; columns: AlignedColumns }

export const isCode = (text: string): boolean => {
  const code = codeOf(text)
  return /^(?:[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ]|[A-HĐ])$/.test(code) || isRoman(code)
}
const TOTAL = /^tổng(?: (?:cộng|số))?$/iu
export const isGroupLine = ({ segments }: AlignedLine): boolean =>
  segments.length <= 2 && (isRoman(codeOf(segments[0]?.text ?? "")) || /^[A-HĐ]\.?$/.test(segments[0]?.text ?? ""))

export const columnsUnder = ({ left, right }: AlignedSegment, columns: AlignedColumns): number =>
  columns.filter((column) => left < column.right && right > column.left).length

export function columnAt(segment: AlignedSegment, columns: AlignedColumns): number {
  const inside = columns.findIndex(({ right }) => segment.left < right)
  return inside < 0 ? columns.length - 1 : inside
}

export function rowsOf(
  lines: AlignedLine[],
  from: number,
  to: number,
  columns: AlignedColumns,
  head: number | null,
): AlignedRow[] {
  const starts = rowStarts(lines, from, to, columns, head)
  return starts.map((start, i) => {
    const cells: string[] = columns.map(() => "")
    for (const { segments } of lines.slice(start, starts[i + 1] ?? to)) {
      const inLine: string[] = columns.map(() => "")
      for (const segment of segments) {
        const column = columnAt(segment, columns)
        inLine[column] = inLine[column] === "" ? segment.text.trim() : `${inLine[column]} ${segment.text.trim()}`
      }
      for (const [column, text] of inLine.entries())
        if (text !== "") cells[column] = cells[column] === "" ? text : `${cells[column]}\n${text}`
    }
    return { cells, line: start }
  })
}

/** Rows stand apart by more space than the lines inside them; where several do not, each begins with its number. */
function rowStarts(
  lines: AlignedLine[],
  from: number,
  to: number,
  columns: AlignedColumns,
  head: number | null,
): number[] {
  const codes: number[] = []
  for (let at = head === null ? from : head + 1; at < to; at++) {
    const first = lines[at]!.segments[0]
    const isDashed = first && columnAt(first, columns) === 1 && /^[-–+]\s/.test(first.text)
    if (isDashed && lines[at]!.segments.length >= 2) codes.push(at)
    if (first && ((columnAt(first, columns) === 0 && isCode(first.text)) || TOTAL.test(first.text))) codes.push(at)
  }
  const bands = spacedStarts(lines, from, to, columns)
  const holdsCode = (start: number, i: number) => codes.some((at) => at >= start && at < (bands[i + 1] ?? to))
  const isTooFine = bands.filter((start, i) => !holdsCode(start, i)).length > Math.max(2, bands.length * 0.5)
  if (codes.length >= 2 && isTooFine) return [...new Set([from, ...codes])]
  const starts = new Set([from, ...bands])
  for (const [i, code] of codes.entries()) {
    const next = codes[i + 1]
    if (next === undefined || bands.some((start) => start > code && start <= next)) continue
    starts.add(isGroupLine(lines[code]!) ? behindGroup(lines, code, next, columns) : next)
  }
  // Between the head and the first number nothing else begins a row; at the top of a page the end of a cut one may stand.
  const first = codes[0]
  if (first !== undefined && head === null && first > from && (bands.length <= 1 || bands.length < codes.length))
    starts.add(first)
  if (first !== undefined && head !== null && !bands.some((start) => start > head && start <= first)) starts.add(first)
  return [...starts].sort((one, other) => one - other)
}

/** A group's title may wrap; a line with more than its column belongs to the row below, whose number stands in its middle. */
function behindGroup(lines: AlignedLine[], group: number, next: number, columns: AlignedColumns): number {
  const title = lines[group]!.segments[1]
  for (let at = group + 1; at < next; at++) {
    const { segments } = lines[at]!
    const isWrapped =
      segments.length <= 1 && title && segments.every((each) => columnAt(each, columns) === columnAt(title, columns))
    if (!isWrapped) return at
  }
  return next
}

/** Lines before which more space lies than between the lines of one cell. Cells set in the middle of a row interleave. */
function spacedStarts(lines: AlignedLine[], from: number, to: number, columns: AlignedColumns): number[] {
  const inCells: number[] = []
  const bottoms = columns.map((): number | null => null)
  const starts: { at: number; gap: number }[] = []
  let lowest: number | null = null
  for (let at = from; at < to; at++) {
    const { segments, top, bottom } = lines[at]!
    if (segments.length === 0) continue
    starts.push({ at, gap: lowest === null ? Number.POSITIVE_INFINITY : top - lowest })
    lowest = Math.max(lowest ?? bottom, bottom)
    for (const column of new Set(segments.map((segment) => columnAt(segment, columns)))) {
      const above = bottoms[column]
      if (typeof above === "number") inCells.push(top - above)
      bottoms[column] = bottom
    }
  }
  inCells.sort((a, b) => a - b)
  const inner = inCells[Math.floor(inCells.length * 0.2)] ?? 0
  const height = (lines[from]?.bottom ?? 1) - (lines[from]?.top ?? 0)
  return starts.filter(({ gap }) => gap > inner + height * 0.18).map(({ at }) => at)
}
