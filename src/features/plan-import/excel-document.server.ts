import type { Readable } from "node:stream"
import { readSheetRows, TooManyRows } from "#platform/workbooks/read-sheet.server.ts"
import { cellText, columnIndex, type SheetCell, type SheetRow } from "#platform/workbooks/workbook.ts"
import { numberMeanings, sharedTexts, sheetList } from "#platform/workbooks/workbook-parts.server.ts"
import { openWorkbookZip } from "#platform/workbooks/workbook-zip.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { isReferenceSheet } from "./annex-template-sheets.ts"
import type { OnProgress } from "./reading-progress.ts"
import { sourceLimits } from "./source-limits.ts"
import { heard } from "./source-package.server.ts"
import { line, type SourceBlock, type SourceCell, type SourceTable, type SourceText } from "./source-text.ts"
import { walkXml } from "./xml-walk.server.ts"

/**
 * An .xlsx: each visible sheet is its name as a line and one table. Merged cells carry their text along, dates stay dates.
 * Refusals: planImport.damaged {file}, planImport.tooHeavy for more rows or merged cells than `sourceLimits` allows. The package
 * was checked for bombs before.
 */
export async function readExcelDocument(
  bytes: Uint8Array,
  file: string,
  onProgress?: OnProgress,
): Promise<Outcome<SourceText>> {
  try {
    const zip = await openWorkbookZip(bytes)
    try {
      const { sheets, is1904 } = await sheetList(zip)
      const context = {
        texts: await sharedTexts(zip),
        meanings: await numberMeanings(zip),
        is1904,
        rowsLeft: sourceLimits.rows,
      }
      const hidden = await hiddenSheets(heard(await zip.stream("xl/workbook.xml")))
      const monthStyles = await readMonthStyles(heard(await zip.stream("xl/styles.xml")))
      const blocks: SourceBlock[] = []
      for (const [i, { name, part }] of sheets.entries()) {
        onProgress?.({ done: i, total: sheets.length, what: "sheets", file })
        const content = heard(await zip.stream(part))
        const again = heard(await zip.stream(part))
        if (hidden.has(name) || isReferenceSheet(name) || !content || !again) continue
        const rows = await readSheetRows(content, context)
        const table = toTable(rows, await readLayout(again, monthStyles), file, name)
        if (table.rows.length === 0) continue
        blocks.push(line("", table.place))
        if (!/^(?:sheet|trang(?: tính)?)\s*\d*$/i.test(name)) blocks.push(line(name, table.place, { whole: true }))
        blocks.push(table)
      }
      onProgress?.({ done: sheets.length, total: sheets.length, what: "sheets", file })
      return done({ file, format: "excel", blocks, issues: [] })
    } finally {
      zip.close()
    }
  } catch (error) {
    return error instanceof TooManyRows
      ? refused("planImport.tooHeavy", { values: { file, memoryMb: sourceLimits.memoryMb } })
      : refused("planImport.damaged", { values: { file } })
  }
}

async function hiddenSheets(workbook: Readable | undefined): Promise<Set<string>> {
  const names = new Set<string>()
  if (!workbook) return names
  await walkXml(workbook, {
    open: (element, { name, state }) => {
      if (element === "sheet" && state !== undefined && state !== "visible") names.add(name ?? "")
    },
  })
  return names
}

type Merge = { top: number; bottom: number; left: number; right: number }
/** `months`: addresses of dates shown without their day ("6/2026" becomes the first of June inside Excel). */
type Layout = { merges: Merge[]; months: Set<string> }

async function readLayout(part: Readable, monthStyles: Set<number>): Promise<Layout> {
  const layout: Layout = { merges: [], months: new Set() }
  await walkXml(part, {
    open: (name, { ref, r, s }) => {
      if (name === "c" && r && monthStyles.has(Number(s ?? 0))) layout.months.add(r)
      const found = name === "mergeCell" ? /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(ref ?? "") : null
      if (!found) return
      const [, left, top, right, bottom] = found
      layout.merges.push({
        left: columnIndex(left!),
        top: Number(top),
        right: columnIndex(right!),
        bottom: Number(bottom),
      })
    },
  })
  return layout
}

/** Cell styles whose number format shows month and year only (ECMA-376, part 1, 18.8.30; 17 is "mmm-yy"). */
async function readMonthStyles(part: Readable | undefined): Promise<Set<number>> {
  const formats = new Set<number>([17])
  const styles = new Set<number>()
  let inCells = false
  let count = 0
  if (!part) return styles
  await walkXml(part, {
    open: (name, { numFmtId, formatCode }) => {
      const bare = (formatCode ?? "").replace(/"[^"]*"|\\.|\[[^\]]*\]/g, "")
      if (name === "numFmt" && /m/i.test(bare) && /y/i.test(bare) && !/d/i.test(bare)) formats.add(Number(numFmtId))
      else if (name === "cellXfs") inCells = true
      else if (name === "xf" && inCells) {
        if (formats.has(Number(numFmtId))) styles.add(count)
        count++
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false
    },
  })
  return styles
}

const MAX_COLUMNS = 60

function toTable(rows: SheetRow[], layout: Layout, file: string, sheet: string): SourceTable {
  let widest = 0
  for (const row of rows) for (const cell of row.cells) widest = Math.max(widest, columnIndex(cell.column))
  const width = Math.min(MAX_COLUMNS, 1 + widest)
  const table: SourceTable = { kind: "table", place: { file, sheet }, rows: [] }
  const byNumber = new Map<number, SourceCell[]>()
  for (const row of rows) {
    const cells: SourceCell[] = Array.from({ length: width }, () => ({ text: "" }))
    for (const cell of row.cells) {
      const at = columnIndex(cell.column)
      if (at >= width) continue
      cells[at] = toCell(cell, layout.months.has(cell.address))
    }
    byNumber.set(row.number, cells)
    table.rows.push({ place: { file, sheet, row: row.number }, cells })
  }
  const numbers = [...byNumber.keys()].sort((a, b) => a - b)
  let left: number = sourceLimits.mergedCells
  for (const merge of layout.merges) {
    left -= spread(merge, byNumber, numbers, width)
    if (left < 0) throw new TooManyRows()
  }
  return table
}

function toCell({ value }: SheetCell, isMonth: boolean): SourceCell {
  if (value.kind !== "day") return { text: cellText(value) }
  return isMonth
    ? { text: `${value.day.slice(5, 7)}/${value.day.slice(0, 4)}` }
    : { text: cellText(value), day: value.day }
}

/** Excel keeps a merged area's value in its first cell only. Answers how many cells it went through, and at least one. */
function spread(merge: Merge, rows: Map<number, SourceCell[]>, numbers: number[], width: number): number {
  const first = rows.get(merge.top)?.[merge.left]
  if (!first) return 1
  let count = 1
  for (let at = firstFrom(numbers, merge.top); at < numbers.length && numbers[at]! <= merge.bottom; at++) {
    const number = numbers[at]!
    const cells = rows.get(number)!
    for (let column = merge.left; column <= Math.min(merge.right, width - 1); column++) {
      count++
      if (number === merge.top && column === merge.left) continue
      cells[column] = {
        ...first,
        ...(column > merge.left ? { fromLeft: true } : {}),
        ...(number > merge.top ? { fromAbove: true } : {}),
      }
    }
  }
  return count
}

/** Where the first number not below `wanted` stands in the ascending list. */
function firstFrom(numbers: number[], wanted: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}
