import type { DeadlineContext } from "./deadline.ts"
import type { DocumentParts } from "./document-parts.ts"
import { readIndicatorTable } from "./indicator-table.ts"
import { readMarker } from "./outline-marker.ts"
import type { Paragraph } from "./paragraphs.ts"
import type { ReadGroup, ReadIndicator, ReadIssue } from "./plan-reading.ts"
import { type OnProgress, rowCounter } from "./reading-progress.ts"
import type { HeadedTable } from "./table-head.ts"
import { readTaskTable } from "./task-table.ts"
import { isCapitals, plain } from "./vietnamese-text.ts"

/** Tables that belong together (one head, or split over pages) and the heading above them. */
type Run = { tables: HeadedTable[]; heading: string | null }

export type TableReading = { groups: ReadGroup[]; indicators: ReadIndicator[] }

export function readTables(
  all: DocumentParts[],
  context: DeadlineContext,
  issues: ReadIssue[],
  onProgress?: OnProgress,
): TableReading {
  const reading: TableReading = { groups: [], indicators: [] }
  const found = all
    .flatMap((parts) => [{ title: null, items: parts.body }, ...parts.annexes])
    .flatMap((annex) => runs(annex.items, annex.title))
  const rowsOf = (run: Run) => run.tables.reduce((sum, table) => sum + table.rows.length - table.head.lastRow - 1, 0)
  const total = found.reduce((sum, run) => sum + rowsOf(run), 0)
  const counted = rowCounter(total, onProgress)
  for (const run of found) {
    if (run.tables[0]!.head.kind === "tasks")
      reading.groups.push(...readTaskTable(run.tables, run.heading, yearly(run, context), issues, counted))
    else reading.indicators.push(...readIndicatorTable(run.tables, run.heading, issues, counted))
  }
  return {
    groups: reading.groups.filter((group) => group.title !== "" || group.tasks.length > 0),
    indicators: reading.indicators,
  }
}

/** "Thời gian hoàn thành (năm 2025)" in the head gives bare months and quarters their year. */
function yearly(run: Run, context: DeadlineContext): DeadlineContext {
  const head = run.tables[0]!.head.columns.find((column) => column.role === "deadline")
  return head?.year ? { ...context, year: head.year } : context
}

function runs(items: (Paragraph | HeadedTable)[], title: string | null): Run[] {
  const found: Run[] = []
  let heading: string | null = null
  let apart = true
  for (const item of items) {
    if (item.kind === "paragraph") {
      if (/^\(/.test(item.text)) continue
      heading = readMarker(item.text)?.rest ?? item.text
      apart = true
      continue
    }
    const last = found.at(-1)
    if (last && sameColumns(last.tables[0]!, item) && !(apart && isHeadingText(heading))) last.tables.push(item)
    else found.push({ tables: [item], heading: (isHeadingText(heading) ? heading : null) ?? title })
    apart = false
  }
  return found
}

/** A title, not a note or the end of a sentence that a page break left between two parts of a table. */
const isHeadingText = (text: string | null): boolean =>
  text !== null &&
  !/[.;,]$/.test(text) &&
  (isCapitals(text) ||
    /^(?:nhom|phan|linh vuc|danh muc|cac nhiem vu|nhiem vu|muc tieu|chi tieu|so |bang|bieu)/.test(plain(text)))

const sameColumns = (one: HeadedTable, other: HeadedTable): boolean =>
  one.head.kind === other.head.kind &&
  one.head.columns.map((column) => column.role).join() === other.head.columns.map((column) => column.role).join()
