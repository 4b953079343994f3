import {
  type AlignedColumns,
  type AlignedLine,
  type AlignedSegment,
  type AlignedTable,
  columnAt,
  columnsUnder,
  isCode,
  isGroupLine,
  rowsOf,
} from "./aligned-rows.ts"
import { indicatorRole, taskRole } from "./column-roles.ts"

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

function tableAt(all: AlignedLine[], head: number, floor: number): AlignedTable | null {
  const from = firstHeadLine(all, head, floor)
  const end = lastLine(all, head)
  const lines = cutAtStarts(all, from, end)
  const columns = columnsBelow(lines, from, head, end)
  if (columns.length < 3) return null
  const to = whileFitting(lines, head, end, columns)
  if (to - head < 2) return null
  const rows = rowsOf(lines, from, to, columns, head)
  return rows.length < 2 ? null : { from, to, rows, columns }
}

/**
 * A cell as wide as its column leaves one space before the next: where most lines begin a piece at one letter, the others are cut
 * there too. Only lines measured in letters (`inLetters`) can be.
 */
function cutAtStarts(lines: AlignedLine[], from: number, end: number): AlignedLine[] {
  if (!lines[from]?.inLetters) return lines
  const several = lines.slice(from, end).filter((line) => line.segments.length >= 2 && !isGroupLine(line))
  const counts = new Map<number, number>()
  for (const { segments } of several)
    for (const { left } of segments.slice(1)) counts.set(left, (counts.get(left) ?? 0) + 1)
  const starts = [...counts].filter(([, count]) => count >= Math.max(2, several.length * 0.4)).map(([at]) => at)
  return lines.map((line, at) =>
    at < from || at >= end || isGroupLine(line)
      ? line
      : { ...line, segments: line.segments.flatMap((segment) => cutAt(segment, starts)) },
  )
}

function cutAt(segment: AlignedSegment, starts: number[]): AlignedSegment[] {
  const start = starts.find(
    (at) => at > segment.left && at < segment.right && segment.text[at - segment.left - 1] === " ",
  )
  if (start === undefined) return [segment]
  const left = { text: segment.text.slice(0, start - segment.left).trimEnd(), left: segment.left, right: start - 1 }
  const right = { text: segment.text.slice(start - segment.left), left: start, right: segment.right }
  return [left, ...cutAt(right, starts)]
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
