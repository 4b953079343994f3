import { type Paragraph, toParagraphs } from "./paragraphs.ts"
import type { ReadIssue } from "./plan-reading.ts"
import type { SourceBlock, SourceLine, SourceTable, SourceText } from "./source-text.ts"
import { findHead, type HeadedTable, type TableHead } from "./table-head.ts"

/** Lines become paragraphs; tables of tasks or indicators stay, all others (letterheads, signatures) become lines again. */
export function toItems(source: SourceText, issues: ReadIssue[]): (Paragraph | HeadedTable)[] {
  const blocks: SourceBlock[] = []
  let known: Known | null = null
  for (const block of source.blocks) {
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
