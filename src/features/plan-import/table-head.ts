import { type ColumnRole, headText, indicatorRole, kindOfTable, type TableKind, taskRole } from "./column-roles.ts"
import type { SourceCell, SourceRow, SourceTable } from "./source-text.ts"
import { yearOf } from "./target-value.ts"
import { oneLine, wordCount } from "./vietnamese-text.ts"

export type Column = { role: ColumnRole; head: string; year: number | null }
export type TableHead = { kind: TableKind; columns: Column[]; firstRow: number; lastRow: number }
export type HeadedTable = SourceTable & { head: TableHead }

/** How far below the top of a table (or sheet) its head may stand. */
const SEARCHED_ROWS = 25

/** Finds the head by its words, whatever the order of the columns; null when the table is no table of tasks or indicators. */
export function findHead(rows: SourceRow[]): TableHead | null {
  for (let at = 0; at < Math.min(rows.length, SEARCHED_ROWS); at++) {
    const heads = headTexts(rows[at]!)
    if (!mayBeHead(heads)) continue
    const depth = headDepth(rows, at)
    const joined = depth > 1 ? joinRows(rows.slice(at, at + depth)) : heads
    const columns = columnsOf(joined)
    if (columns) return { ...columns, firstRow: at, lastRow: at + depth - 1 }
  }
  return null
}

/** A merged head cell counts for each column that it covers. */
const headTexts = (row: SourceRow): string[] => row.cells.map((cell) => oneLine(cell.text))

function mayBeHead(heads: string[]): boolean {
  const filled = new Set(heads.filter((head) => head !== ""))
  return filled.size >= 2 && [...filled].every((head) => wordCount(head) <= 22)
}

/** Rows below the first that only break its cells down ("Phân công" over "Chủ trì" and "Phối hợp", "Mục tiêu" over years). */
function headDepth(rows: SourceRow[], at: number): number {
  let depth = 1
  while (depth < 3) {
    const next = rows[at + depth]
    if (!next || !isSubHead(next, rows[at]!)) break
    depth++
  }
  return depth
}

function isSubHead(row: SourceRow, above: SourceRow): boolean {
  const own = row.cells.filter(
    (cell, i) =>
      cell.text.trim() !== "" && !cell.fromAbove && oneLine(cell.text) !== oneLine(above.cells[i]?.text ?? ""),
  )
  const first = row.cells[0]
  // "Công tác lãnh đạo" below "Nội dung" heads the first tasks, it does not break a column down.
  const only = own.length === 1 ? row.cells.indexOf(own[0]!) : -1
  if (only >= 0 && taskRole(above.cells[only]?.text ?? "") === "title") return false
  if (own.length === 0)
    return (
      row.cells.some((cell) => cell.fromAbove) && row.cells.every((cell) => cell.fromAbove || cell.text.trim() === "")
    )
  if (
    first &&
    first.text.trim() !== "" &&
    !first.fromAbove &&
    oneLine(first.text) !== oneLine(above.cells[0]?.text ?? "")
  )
    return false
  return own.every((cell) => wordCount(cell.text) <= 8 && isHeadWord(cell))
}

const isHeadWord = (cell: SourceCell): boolean =>
  taskRole(cell.text) !== "unknown" ||
  indicatorRole(cell.text) !== "unknown" ||
  yearOf(cell.text) !== null ||
  /^(?:quy|q\.?)\s*(?:[ivx]{1,3}|[1-4])$|^(?:thang|t)\s*\d{1,2}$/.test(headText(cell.text))

function joinRows(rows: SourceRow[]): string[] {
  const width = Math.max(...rows.map((row) => row.cells.length))
  return Array.from({ length: width }, (_, column) => {
    const parts: string[] = []
    for (const [depth, row] of rows.entries()) {
      const text = oneLine(spanningText(row, column, depth === 0 ? rows[1] : undefined))
      if (text !== "" && !parts.includes(text)) parts.push(text)
    }
    return parts.join(" ")
  })
}

/** Formats without merged cells leave the upper cell empty over its second sub-head: it belongs to the one on the left. */
function spanningText(row: SourceRow, column: number, below: SourceRow | undefined): string {
  const cell = row.cells[column]
  if (!cell) return ""
  if (cell.text.trim() !== "" || !below || (below.cells[column]?.text ?? "").trim() === "") return cell.text
  for (let left = column - 1; left >= 0; left--) {
    const text = row.cells[left]?.text ?? ""
    if (text.trim() !== "") return (below.cells[left]?.text ?? "").trim() !== "" ? text : ""
  }
  return ""
}

function columnsOf(heads: string[]): { kind: TableKind; columns: Column[] } | null {
  const kind = kindOfTable(heads)
  const roleOf = kind === "tasks" ? taskRole : indicatorRole
  const columns = heads.map((head) => ({ role: roleOf(head), head, year: yearOf(head) }))
  if (kind === "tasks") keepOneTitle(columns)
  else leadWhereAlone(columns)
  const roles = new Set(columns.map((column) => column.role))
  roles.delete("unknown")
  if (!roles.has("title")) return null
  const filled = columns.filter((column) => column.head !== "")
  if (filled.filter((column) => column.role !== "unknown").length < filled.length * 0.5) return null
  // "STT | Nội dung | Đơn vị | Số tiền" may be any list; work has a lead by name, a partner, a deadline or a product.
  const isVague =
    kind === "tasks" &&
    !heads.some((head) => /nhiem vu|cong viec|hoat dong|giai phap|chu tri|phu trach|thuc hien/.test(headText(head)))
  if (isVague && !["coordinating", "deadline", "product"].some((role) => roles.has(role as Column["role"]))) return null
  const others = [...roles].filter((role) => role !== "title" && role !== "code" && role !== "note")
  return others.length > 0 || (roles.has("code") && roles.has("note")) ? { kind, columns } : null
}

/** "Đơn vị theo dõi, đánh giá" as the only agency of an indicator is the one that answers for it. */
function leadWhereAlone(columns: Column[]): void {
  if (columns.some((column) => column.role === "leads" || column.role === "bothRoles")) return
  for (const column of columns) if (column.role === "monitors") column.role = "leads"
}

/** "Nhóm nhiệm vụ | Nhiệm vụ": of two title columns side by side that differ, the first is the group. */
function keepOneTitle(columns: Column[]): void {
  const titles = columns.filter((column) => column.role === "title")
  const distinct = new Set(titles.map((column) => headText(column.head)))
  if (distinct.size < 2) return
  const main =
    titles.find((column) => /^(?:ten )?(?:nhiem vu|cong viec|dau viec)/.test(headText(column.head))) ?? titles[0]!
  for (const column of titles) {
    if (headText(column.head) === headText(main.head)) continue
    column.role = /nhom|linh vuc/.test(headText(column.head))
      ? "group"
      : titles.indexOf(column) < titles.indexOf(main)
        ? "group"
        : "unknown"
  }
}

/** The head again on a new page, in full or nearly so. */
export function repeatsHead(row: SourceRow, head: TableHead): boolean {
  const filled = row.cells
    .map((cell, i) => [headText(cell.text), headText(head.columns[i]?.head ?? "")] as const)
    .filter(([text]) => text !== "")
  const equal = filled.filter(
    ([text, known]) => text === known || (known !== "" && (known.startsWith(`${text} `) || known.endsWith(` ${text}`))),
  )
  return filled.length >= 2 && equal.length / filled.length >= 0.7
}

/** "(1) (2) (3)" or "A B 1 2" below the head. */
export const isColumnNumbers = (row: SourceRow): boolean => {
  const filled = row.cells
    .filter((cell) => !cell.fromLeft)
    .map((cell) => cell.text.replace(/\s+/g, ""))
    .filter(Boolean)
  return (
    filled.length >= 3 &&
    filled.every(
      (text, i) => /^\(?\[?(?:\d{1,2}|[A-G])\]?\)?(?:\s*=.{0,20})?$/.test(text) && (i === 0 || text !== filled[i - 1]),
    )
  )
}
