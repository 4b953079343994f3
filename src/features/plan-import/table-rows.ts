import type { Day } from "#shared/day.ts"
import type { ColumnRole } from "./column-roles.ts"
import { codeOf, isRoman, readMarker } from "./outline-marker.ts"
import { damageIssues } from "./paragraphs.ts"
import type { ReadIssue, SourcePlace } from "./plan-reading.ts"
import type { SourceCell, SourceRow } from "./source-text.ts"
import { type Column, type HeadedTable, isColumnNumbers, repeatsHead } from "./table-head.ts"
import { mendDamage, withoutMarkup, withoutNoteMarks } from "./text-damage.ts"
import { oneLine, plain } from "./vietnamese-text.ts"

/** One row of a table of tasks or indicators, its cells by role. `cells` keep their line breaks. */
export type TableRecord = {
  code: string
  title: string
  cells: Partial<Record<ColumnRole, string>>
  /** The first column of each role that the head names, from 0. */
  columns: Partial<Record<ColumnRole, number>>
  /** Target columns, left to right, with the year in their heads. */
  targets: { text: string; year: number | null; column: number }[]
  day: Day | null
  /** Roles whose cell continues the cell above. */
  inherited: Set<ColumnRole>
  /** One text across the whole row, or one filled cell only. */
  isAlone: boolean
  /** The one text is merged over nearly all columns. */
  isAcross: boolean
  isBold: boolean
  /** First row of a table that goes on from the page before, or first below a repeated head. */
  opensPage: boolean
  place: SourcePlace
}

/**
 * @param goesOn the table continues the one before it
 * @param counted called once for every row below the head
 */
export function readRecords(
  table: HeadedTable,
  goesOn: boolean,
  issues: ReadIssue[],
  counted: () => void = () => {},
): TableRecord[] {
  const columns = columnsWithGhosts(table)
  reportUnreadColumns(table, columns, issues)
  const records: TableRecord[] = []
  let opensPage = goesOn
  for (const row of table.rows.slice(table.head.lastRow + 1)) {
    counted()
    if (isBlank(row) || isColumnNumbers(row)) continue
    if (repeatsHead(row, table.head)) {
      opensPage = true
      continue
    }
    const record = { ...toRecord(row, columns, issues), opensPage }
    if (!isTotal(record)) records.push(record)
    opensPage = false
  }
  return records
}

const isBlank = (row: SourceRow): boolean => row.cells.every((cell) => cell.text.trim() === "")
const isTotal = (record: TableRecord): boolean =>
  /^(?:tong(?: cong| so)?|cong)\s*[:.]?(?:\s*\(?[\divx+.,\s]*\)?)?$/.test(plain(record.title || record.code))

function toRecord(row: SourceRow, columns: Column[], issues: ReadIssue[]): TableRecord {
  const record = emptyRecord(row, columns)
  const own = row.cells.filter((cell) => !cell.fromLeft && cell.text.trim() !== "")
  for (const [i, column] of columns.entries()) {
    const cell = row.cells[i]
    if (!cell) continue
    const text = cellText(cell, row.place, issues)
    if (column.role === "target" && text !== "" && !cell.fromLeft)
      record.targets.push({ text, year: column.year, column: i })
    if (cell.day && (column.role === "deadline" || column.role === "start")) record.day = cell.day
    if (text === "" || column.role === "unknown" || isRepeated(cell, row, columns, i)) continue
    const shown = /^[xX✓✔]$/.test(text) ? markedTime(column) : text
    const before = record.cells[column.role]
    record.cells[column.role] = before === undefined ? shown : `${before}\n${shown}`
    if (cell.fromAbove) record.inherited.add(column.role)
  }
  record.code = codeOf(record.cells.code ?? "")
  record.title = oneLine(record.cells.title ?? "")
  const texts = new Set(own.map((cell) => oneLine(cell.text)))
  const isCodeAndTitle = own.length === 2 && record.code !== "" && record.title !== ""
  record.isAlone = texts.size === 1 || isCodeAndTitle
  record.isAcross =
    texts.size === 1 && row.cells.filter((cell) => cell.fromLeft).length >= row.cells.length - 2 && row.cells.length > 2
  record.isBold = own.length > 0 && own.every((cell) => cell.bold === true)
  const loneAt = row.cells.findIndex((cell) => cell.text.trim() !== "")
  const isPiece =
    !record.isAcross && !["title", "code", "group", "unknown"].includes(columns[loneAt]?.role ?? "unknown")
  // The end of a cell that a page has cut, not a heading.
  if (texts.size === 1 && isPiece && !row.cells[loneAt + 1]?.fromLeft) return record
  if (texts.size === 1) settleLoneText(record, oneLine(withoutNoteMarks(withoutMarkup([...texts][0]!))))
  else splitCodeFromTitle(record)
  return record
}

/** An "x" below "Quý II" or "2026" means that quarter or year. */
function markedTime(column: Column): string {
  const quarter = /quý\s*(IV|I{1,3}|[1-4])(?![\p{L}\d])/iu.exec(column.head)?.[1]
  if (quarter && column.year) return `Quý ${quarter}/${column.year}`
  return column.year ? String(column.year) : "x"
}

const emptyRecord = (row: SourceRow, columns: Column[]): TableRecord => ({
  code: "",
  title: "",
  cells: {},
  columns: firstOfEachRole(columns),
  targets: [],
  day: null,
  inherited: new Set(),
  isAlone: false,
  isAcross: false,
  isBold: false,
  opensPage: false,
  place: row.place,
})

function firstOfEachRole(columns: Column[]): TableRecord["columns"] {
  const first: TableRecord["columns"] = {}
  for (const [i, { role }] of columns.entries()) if (role !== "unknown") first[role] ??= i
  return first
}

function cellText(cell: SourceCell, place: SourcePlace, issues: ReadIssue[]): string {
  const mended = mendDamage(withoutMarkup(cell.text))
  if (!cell.fromLeft && !cell.fromAbove) issues.push(...damageIssues(mended, place))
  return withoutNoteMarks(mended.text)
    .replace(/[ \t]+/g, " ")
    .replace(/ *\n+ */g, "\n")
    .trim()
}

/** A cell merged over columns of the same role counts once; over other roles it belongs to its first column. */
const isRepeated = (cell: SourceCell, row: SourceRow, columns: Column[], i: number): boolean =>
  cell.fromLeft === true && (columns[i - 1]?.role === columns[i]!.role || row.cells[i - 1] !== undefined)

const HEADING_MARKS = new Set(["part", "roman", "capitalLetter", "number", "decimal2", "decimal3", "decimal4"])

/** A lone text holds code and title together: "II. Hoàn thiện thể chế". A lone code is no title. */
function settleLoneText(record: TableRecord, text: string): void {
  const marker = readMarker(text)
  if (marker?.code && marker.rest !== "" && HEADING_MARKS.has(marker.kind)) {
    record.code = marker.code
    record.title = marker.rest
  } else if (record.code !== "" && codeOf(text) === record.code && /^[\w.]{1,8}$/.test(record.code)) {
    record.title = ""
  } else {
    record.code = ""
    record.title = text
  }
}

/** Tables without a column for numbers write "1. Xây dựng …" into the title; a dash there marks a part of the row above. */
function splitCodeFromTitle(record: TableRecord): void {
  if (record.code !== "" || record.title === "") return
  const marker = readMarker(record.title)
  if (!marker?.code || marker.rest === "" || marker.kind === "numberInBrackets") return
  record.code = marker.code
  record.title = marker.rest
}

/** Columns with an empty head: numbers before the title, or pieces that a conversion moved out of the column beside them. */
function columnsWithGhosts(table: HeadedTable): Column[] {
  const rows = table.rows.slice(table.head.lastRow + 1)
  const columns = table.head.columns.map((column) => ({ ...column }))
  const hasCode = columns.some((column) => column.role === "code")
  for (const [i, column] of columns.entries()) {
    if (column.role !== "unknown" || column.head !== "") continue
    const filled = rows.filter((row) => (row.cells[i]?.text ?? "").trim() !== "" && !row.cells[i]?.fromLeft)
    if (filled.length === 0) continue
    if (!hasCode && filled.filter((row) => looksLikeCode(row.cells[i]!.text)).length >= filled.length * 0.6)
      column.role = "code"
    else column.role = neighbourRole(columns, rows, filled, i)
  }
  return columns
}

const looksLikeCode = (text: string): boolean => {
  const code = codeOf(text)
  return /^(?:[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*|[a-zđ])$/.test(code) || isRoman(code)
}

function neighbourRole(columns: Column[], rows: SourceRow[], filled: SourceRow[], i: number): ColumnRole {
  for (const side of [i - 1, i + 1]) {
    const neighbour = columns[side]
    if (!neighbour || neighbour.role === "unknown" || neighbour.role === "code") continue
    const empty = filled.filter((row) => (row.cells[side]?.text ?? "").trim() === "").length
    if (empty >= filled.length * 0.7 && rows.length > 0) return neighbour.role
  }
  return "unknown"
}

function reportUnreadColumns(table: HeadedTable, columns: Column[], issues: ReadIssue[]): void {
  const unread = [
    ...new Set(
      columns.filter((column) => column.role === "unknown" && column.head !== "").map((column) => column.head),
    ),
  ]
  if (unread.length === 0) return
  issues.push({
    severity: "info",
    code: "column-not-read",
    message: `Không đọc cột ${unread.map((head) => `"${head}"`).join(", ")} của bảng; nội dung cột này không được nhập.`,
    source: table.place,
  })
}
