import { indicatorRole, taskRole } from "./column-roles.ts"
import { codeOf, isRoman } from "./outline-marker.ts"

/**
 * Tables without drawn lines: what belongs to one column stands below each other. Positions are letters and lines in plain text,
 * points in a PDF; `top` and `bottom` grow downwards.
 */
export type AlignedSegment = { text: string; left: number; right: number }
export type AlignedLine = { segments: AlignedSegment[]; top: number; bottom: number }
/** From left to right; a gutter lies between any two. */
export type AlignedColumns = { left: number; right: number }[]
export type AlignedRow = { cells: string[]; line: number }
/** Lines `from` up to, not including, `to`. */
export type AlignedTable = { from: number; to: number; rows: AlignedRow[]; columns: AlignedColumns }

/** Tables from top to bottom. `known` are the columns of a table that the page before ended with: it may go on without a head. */
export function findAlignedTables(lines: AlignedLine[], known: AlignedColumns | null = null): AlignedTable[] {
  const tables: AlignedTable[] = []
  let at = 0
  const tail = known && continued(lines, known)
  if (tail) {
    tables.push(tail)
    at = tail.to
  }
  for (; at < lines.length; at++) {
    if (!isHeadLine(lines[at]!)) continue
    const found = tableAt(lines, at, tables.at(-1)?.to ?? 0)
    if (!found) continue
    tables.push(found)
    at = found.to - 1
  }
  return tables
}

const CODE_HEAD = /^(?:t\.?\s?t|s\.?\s?t\.?\s?t|số tt|mã(?: số)?)\.?$/iu
const MAX_HEAD_LETTERS = 45

function isHeadLine({ segments }: AlignedLine): boolean {
  if (segments.length < 2 || segments.some(({ text }) => text.length > MAX_HEAD_LETTERS)) return false
  const roles = new Set(segments.map(({ text }) => roleOf(text)))
  roles.delete("unknown")
  if (CODE_HEAD.test(segments[0]!.text.trim())) return roles.size >= 2
  return segments.length >= 3 && roles.size >= 3 && roles.has("title")
}

function roleOf(text: string): string {
  const role = taskRole(text)
  return role === "unknown" ? indicatorRole(text) : role
}

function tableAt(lines: AlignedLine[], head: number, floor: number): AlignedTable | null {
  const from = firstHeadLine(lines, head, floor)
  const end = lastLine(lines, head)
  const columns = columnsBelow(lines, from, head, end)
  if (columns.length < 3) return null
  const to = whileFitting(lines, head, end, columns)
  if (to - head < 2) return null
  const rows = rowsOf(lines, from, to, columns, head)
  return rows.length < 2 ? null : { from, to, rows, columns }
}

/** A head's cells may begin above the line that gave it away, where its narrow columns wrap. */
function firstHeadLine(lines: AlignedLine[], head: number, floor: number): number {
  const edge = lines[head]!.segments[0]!.right
  const usual = lines[head]!.bottom - lines[head]!.top
  let from = head
  while (from > floor) {
    const { segments, bottom } = lines[from - 1]!
    const isPiece = segments.length > 0 && segments.every(({ text, left }) => text.length <= 30 && left > edge)
    if (!isPiece || lines[from]!.top - bottom > usual * 0.9 || /^\(/.test(segments[0]!.text)) break
    from--
  }
  return from
}

const ENDS_TABLE =
  /^(?:Nơi nhận|Ghi chú\s*:|TM\.|KT\.|TL\.|TUQ\.|PHỤ LỤC|Phụ lục \d|BIỂU|DANH MỤC|\(Kèm theo|Trên đây là|(?:[IVX]+\.|PHẦN)\s+\p{Lu}{2,})/u

function lastLine(lines: AlignedLine[], head: number): number {
  const left = Math.min(...lines[head]!.segments.map((segment) => segment.left))
  const right = Math.max(...lines[head]!.segments.map((segment) => segment.right))
  let blank = 0
  for (let at = head + 1; at < lines.length; at++) {
    const { segments } = lines[at]!
    blank = segments.length === 0 ? blank + 1 : 0
    if (blank >= 3) return at - 2
    const [first, second] = segments
    if (!first) continue
    if (ENDS_TABLE.test(first.text)) return at
    const isRunningText = !second && first.left <= left + (right - left) * 0.1 && first.text.length > 60
    if (isRunningText || isHeadingBetween(lines, at, left, right)) return at
  }
  return lines.length
}

/** "DANH MỤC …" in capitals, centred by itself: the next table's heading. */
const isHeadingBetween = (lines: AlignedLine[], at: number, left: number, right: number): boolean => {
  const { segments } = lines[at]!
  const text = segments[0]!.text
  const isCapital = text.length > 8 && text === text.toUpperCase() && /\p{Lu}{3}/u.test(text)
  return segments.length === 1 && isCapital && segments[0]!.left > left + (right - left) * 0.12 && text.length > 20
}

/** The head's own line may run over several columns ("Tổ chức thực hiện"): the rows below it show where they part. */
function columnsBelow(lines: AlignedLine[], from: number, head: number, end: number): AlignedColumns {
  const below = columnsOf(lines.slice(head + 1, end))
  if (below.length < 3) return columnsOf(lines.slice(from, end))
  const whole = columnsOf(lines.slice(from, end))
  const empty = lines[head]!.segments.filter((segment) => columnsUnder(segment, below) === 0)
  const columns = [...below, ...empty.map(({ left, right }) => ({ left, right }))].sort((a, b) => a.left - b.left)
  return columns.length > whole.length ? columns : whole
}

/** The spans that text covers in nearly all lines; group rows run over the columns and do not count. */
function columnsOf(lines: AlignedLine[]): AlignedColumns {
  const counted = lines.filter((line) => line.segments.length >= 2 && !isGroupLine(line))
  if (counted.length < 2) return []
  const edges = counted
    .flatMap(({ segments }) => segments.flatMap(({ left, right }) => [[left, 1] as const, [right, -1] as const]))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const allowed = Math.floor(counted.length * 0.05)
  const columns: AlignedColumns = []
  let depth = 0
  for (const [at, step] of edges) {
    const before = depth
    depth += step
    if (before <= allowed && depth > allowed) columns.push({ left: at, right: at })
    else if (before > allowed && depth <= allowed) columns.at(-1)!.right = at
  }
  return columns.filter(({ left, right }) => right > left)
}

const isCode = (text: string): boolean => {
  const code = codeOf(text)
  return /^(?:[A-Z]{0,3}\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ]|[A-HĐ])$/.test(code) || isRoman(code)
}
const TOTAL = /^tổng(?: (?:cộng|số))?$/iu
const isGroupLine = ({ segments }: AlignedLine): boolean =>
  segments.length <= 2 && (isRoman(codeOf(segments[0]?.text ?? "")) || /^[A-HĐ]\.?$/.test(segments[0]?.text ?? ""))

/** The last line that keeps to the columns: a text over several of them, other than a group row, stands below the table. */
function whileFitting(lines: AlignedLine[], head: number, end: number, columns: AlignedColumns): number {
  let to = head + 1
  let misfits = 0
  for (let at = head + 1; at < end; at++) {
    const line = lines[at]!
    if (line.segments.length === 0) continue
    const isFitting = isGroupLine(line) || line.segments.every((segment) => columnsUnder(segment, columns) <= 1)
    misfits = isFitting ? 0 : misfits + 1
    if (misfits >= 2) break
    if (isFitting || line.segments.length > 1 || isCode(line.segments[0]!.text)) to = at + 1
  }
  return to
}

const columnsUnder = ({ left, right }: AlignedSegment, columns: AlignedColumns): number =>
  columns.filter((column) => left < column.right && right > column.left).length

function columnAt(segment: AlignedSegment, columns: AlignedColumns): number {
  const inside = columns.findIndex(({ right }) => segment.left < right)
  return inside < 0 ? columns.length - 1 : inside
}

/** A table that goes on at the top of a page: at least two lines in a row that keep to its columns. */
function continued(lines: AlignedLine[], columns: AlignedColumns): AlignedTable | null {
  const from = lines.findIndex((line) => line.segments.length > 0)
  if (from < 0) return null
  const head = lines.findIndex((line, i) => i >= from && i < from + 6 && isHeadLine(line))
  if (head >= 0) return null
  const to = whileFitting(lines, from - 1, lines.length, columns)
  const filled = lines.slice(from, to).filter((line) => line.segments.length >= 2)
  const touched = new Set(
    lines.slice(from, to).flatMap(({ segments }) => segments.map((segment) => columnAt(segment, columns))),
  )
  if (filled.length < 1 || touched.size < 2) return null
  return { from, to, rows: rowsOf(lines, from, to, columns, null), columns }
}

function rowsOf(
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
