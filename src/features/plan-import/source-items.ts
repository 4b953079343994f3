import { taskRole } from "./column-roles.ts"
import { type Paragraph, toParagraphs } from "./paragraphs.ts"
import type { ReadIssue } from "./plan-reading.ts"
import type { SourceBlock, SourceLine, SourceRow, SourceTable, SourceText } from "./source-text.ts"
import { findHead, type HeadedTable, repeatsHead, type TableHead } from "./table-head.ts"

/** Lines become paragraphs; tables of tasks or indicators stay, all others (letterheads, signatures) become lines again. */
export function toItems(source: SourceText, issues: ReadIssue[]): (Paragraph | HeadedTable)[] {
  const blocks: SourceBlock[] = []
  let known: Known | null = null
  for (const block of source.blocks.flatMap(apart)) {
    if (block.kind === "line") {
      if (/^[\s#*]*(?:PHỤ LỤC|BIỂU|DANH MỤC)/.test(block.text)) known = null
      blocks.push(block)
      continue
    }
    const head: TableHead | null = headOf(block, known) ?? continuedHead(block, known)
    if (!head) blocks.push(...linesOf(block))
    else {
      known = { head, width: widthOf(block) }
      if (head.firstRow > 0) blocks.push(...linesOf({ ...block, rows: block.rows.slice(0, head.firstRow) }))
      blocks.push({ ...block, head } as HeadedTable)
    }
  }
  return toParagraphs(blocks, issues) as (Paragraph | HeadedTable)[]
}

/** One sheet may hold several tables below each other, each with its own title and head. */
function apart(block: SourceBlock): SourceBlock[] {
  if (block.kind === "line" || block.place.sheet === undefined) return [block]
  const first = findHead(block.rows)
  if (!first) return [block]
  const next = nextHead(block, first.lastRow + 1, first)
  if (next < 0) return withTextBelow(block, first)
  let from = next
  while (from > first.lastRow + 1 && isTitleRow(block.rows[from - 1]!)) from--
  const rest = { ...block, rows: block.rows.slice(from) }
  return [{ ...block, rows: block.rows.slice(0, from) }, ...apart(rest)]
}

/** Sections and the signature below the last numbered row of a sheet are text again. */
function withTextBelow(block: SourceTable, head: TableHead): SourceBlock[] {
  const last = block.rows.findLastIndex(
    (row) => textsOf(row).length >= 3 && /^[\p{L}\d.]{1,10}$/u.test(textsOf(row)[0]!),
  )
  const from = block.rows.findIndex((row, at) => at > Math.max(last, head.lastRow) && isTextBelow(row))
  if (last < 0 || from < 0) return [block]
  return [{ ...block, rows: block.rows.slice(0, from) }, ...linesOf({ ...block, rows: block.rows.slice(from) })]
}

const textsOf = (row: SourceRow): string[] =>
  row.cells.filter((cell) => !cell.fromLeft && cell.text.trim() !== "").map((cell) => cell.text.trim())

function isTextBelow(row: SourceRow): boolean {
  const [first = "", ...others] = textsOf(row)
  if (/^Nơi nhận/u.test(first)) return true
  if (others.length > 0 || (row.cells[0]?.text ?? "").trim() !== first) return false
  return /^(?:PHẦN\s|[IVX]{1,5}\s*[-.–]\s*\p{Lu}|T\/?M[.\s]|KT\.|TL\.)/u.test(first) || first.length > 60
}

/** A head of other columns, numbered like one: a task's own words do not begin a table. */
function nextHead(block: SourceTable, from: number, known: TableHead): number {
  return block.rows.findIndex((row, at) => {
    if (at < from || repeatsHead(row, known)) return false
    const code = row.cells.find((cell) => cell.text.trim() !== "")
    if (!code || taskRole(code.text) !== "code") return false
    return findHead(block.rows.slice(at, at + 4))?.firstRow === 0
  })
}

const isTitleRow = (row: SourceRow): boolean =>
  new Set(
    row.cells
      .filter((cell) => !cell.fromLeft)
      .map((cell) => cell.text.trim())
      .filter(Boolean),
  ).size <= 1

type Known = { head: TableHead; width: number }

const widthOf = (table: SourceTable): number => Math.max(...table.rows.map((row) => row.cells.length), 0)

/** Inside a table that goes on, only a head like the first one counts: a row of it may happen to hold a head's words. */
function headOf(table: SourceTable, known: Known | null): TableHead | null {
  const found = findHead(table.rows)
  const isContinued = known !== null && goesOn(table, known)
  if (!isContinued) return found
  const numbered = (head: TableHead) => head.columns.some((column) => column.role === "code")
  return found && (numbered(found) || !numbered(known.head)) ? found : null
}

const continuedHead = (table: SourceTable, known: Known | null): TableHead | null =>
  known && goesOn(table, known) ? { ...known.head, firstRow: -1, lastRow: -1 } : null

/** A table without a head right behind one with a head, equally wide: the same table on the next page. */
const goesOn = (table: SourceTable, known: Known): boolean => widthOf(table) === known.width && known.width >= 3

/** A layout table read column by column: the left block of a letterhead, then the right one. */
function linesOf(table: SourceTable): SourceLine[] {
  const lines: SourceLine[] = []
  for (const row of table.rows) {
    for (const cell of row.cells) {
      if (cell.fromLeft || cell.fromAbove) continue
      for (const text of cell.text.split("\n")) {
        if (text.trim() !== "") lines.push({ kind: "line", text, place: row.place, whole: true, bold: cell.bold })
      }
    }
  }
  return lines
}
