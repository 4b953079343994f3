import { PassThrough, type Writable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { setImmediate } from "node:timers/promises"
import type { Style, stream as streams, Worksheet } from "exceljs"
import { type ColumnKind, type SheetToWrite, sheetNames, type WorkbookColumn, type WorkbookRow } from "./workbook.ts"

export const xlsxMime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/** Excel calls a file with a longer text damaged. */
const longestText = 32_767

/**
 * An Excel workbook in memory. Text stays text: neither "=1+1" nor "00123" is taken for anything else, now or when the
 * cell is edited, because text columns carry the text format. The library is loaded with the first workbook.
 */
export async function writeWorkbook(sheets: readonly SheetToWrite[]): Promise<Uint8Array> {
  const target = new PassThrough()
  const [bytes] = await Promise.all([buffer(target), writeWorkbookTo(target, sheets)])
  return new Uint8Array(bytes)
}

/** The same, written while the rows come; ends the stream. For files, and for answers of many thousand rows. */
export async function writeWorkbookTo(target: Writable, sheets: readonly SheetToWrite[]): Promise<void> {
  const { default: excel } = await import("exceljs")
  try {
    const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: target, useStyles: true, useSharedStrings: true })
    const names = sheetNames(sheets.map((sheet) => sheet.name))
    for (const [index, sheet] of sheets.entries()) await writeSheet(workbook, sheet, names[index]!)
    await workbook.commit()
  } catch (error) {
    target.destroy(error as Error)
    throw error
  }
}

const font = { name: "Times New Roman", size: 12 }
const formats: Record<ColumnKind, string> = { text: "@", number: "General", day: "dd/mm/yyyy", percent: "0.0%" }
const columnStyle = (kind: ColumnKind): Partial<Style> => ({
  font,
  numFmt: formats[kind],
  alignment: {
    vertical: "top",
    wrapText: kind === "text",
    horizontal: kind === "text" ? "left" : kind === "day" ? "center" : "right",
  },
})
const border = { style: "thin" } as const
const headerStyle: Partial<Style> = {
  font: { ...font, bold: true },
  numFmt: "@",
  alignment: { vertical: "middle", horizontal: "center", wrapText: true },
  border: { top: border, bottom: border, left: border, right: border },
}

async function writeSheet(workbook: streams.xlsx.WorkbookWriter, sheet: SheetToWrite, name: string): Promise<void> {
  const { columns } = sheet
  const above = [...(sheet.title ? [sheet.title] : []), ...(sheet.notes ?? [])]
  const headerRow = above.length + 1
  const worksheet = workbook.addWorksheet(name, {
    views: [{ state: "frozen", ySplit: headerRow }],
    pageSetup: {
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headerRow}:${headerRow}`,
    },
  })
  worksheet.columns = columns.map(({ key, width, kind }) => ({ key, width, style: columnStyle(kind) }))
  above.forEach((line, index) => {
    const isTitle = index === 0 && sheet.title !== undefined
    writeLine(worksheet, line, { ...font, ...(isTitle ? { bold: true, size: 14 } : { italic: true }) })
  })
  const header = worksheet.addRow(columns.map((column) => text(column.header)))
  header.eachCell((cell) => Object.assign(cell, { style: headerStyle }))
  header.commit()
  let last = headerRow
  for await (const row of sheet.rows) {
    writeRow(worksheet, columns, row)
    last += 1
    // Making cells is pure computing: let other requests in between.
    if (last % 200 === 0) await setImmediate()
  }
  worksheet.autoFilter = { from: { row: headerRow, column: 1 }, to: { row: last, column: columns.length } }
  worksheet.commit()
}

function writeRow(worksheet: Worksheet, columns: readonly WorkbookColumn[], values: WorkbookRow): void {
  const row = worksheet.addRow(columns.map((column) => cellOf(values, column.key, column.kind)))
  columns.forEach((column, index) => {
    const value = values[column.key]
    const isLarge = column.kind === "number" && Number.isInteger(value) && Math.abs(Number(value)) >= 10_000
    if (isLarge) row.getCell(index + 1).numFmt = "#,##0"
  })
  row.commit()
}

function writeLine(worksheet: Worksheet, line: string, lineFont: Partial<Style["font"]>): void {
  const row = worksheet.addRow([text(line)])
  row.getCell(1).style = { font: lineFont, numFmt: "@", alignment: { vertical: "middle", wrapText: false } }
  row.commit()
}

const text = (value: string): string =>
  (value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value).toWellFormed().normalize("NFC")

/** A value that does not fit its column ("chưa rõ" among numbers) is written as the text it is. */
function cellOf(row: WorkbookRow, key: string, kind: ColumnKind): string | number | Date | null {
  const value = row[key]
  if (value === null || value === undefined || value === "") return null
  if (typeof value === "number") return Number.isFinite(value) ? (kind === "percent" ? value / 100 : value) : null
  if (kind === "day" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return new Date(`${value}T00:00:00Z`)
  return text(value)
}
