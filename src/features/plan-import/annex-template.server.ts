import type { Workbook, Worksheet } from "exceljs"
import { indicatorColumns, instructions, sheetNames, taskColumns } from "./annex-template-sheets.ts"

export type TemplatePlan = { groups: { code: string | null; title: string }[]; targetYears?: number[] }
export type TemplateTask = { id: string; code: string; title: string }

const ROWS = 300
const HEAD_ROW = 4
const FONT = "Times New Roman"

/**
 * An empty Excel annex for a plan whose own annex is missing: tasks, indicators, how to fill them in, and the provisional tasks
 * with their codes for the column "Thay cho nhiệm vụ tạm". `readPlanFiles` reads the filled workbook back.
 */
export async function annexTemplate(plan: TemplatePlan, provisional: TemplateTask[]): Promise<Uint8Array> {
  const { default: excel } = await import("exceljs")
  const book = new excel.Workbook()
  const groups = plan.groups.map(({ code, title }) => (code ? `${code}. ${title}` : title))
  const tasks = addSheet(book, sheetNames.tasks, "DANH MỤC NHIỆM VỤ", taskColumns)
  addSheet(book, sheetNames.indicators, "DANH MỤC CHỈ TIÊU", indicatorColumns(plan.targetYears ?? [2030]))
  addProvisional(book, provisional)
  addInstructions(book)
  addGroupList(book, tasks, groups)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

type TemplateColumn = { head: string; width: number; asText: boolean }

function addSheet(book: Workbook, name: string, title: string, columns: readonly TemplateColumn[]): Worksheet {
  const sheet = book.addWorksheet(name, {
    views: [{ state: "frozen", ySplit: HEAD_ROW, xSplit: 1 }],
    pageSetup: { paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  for (const [i, column] of columns.entries()) sheet.getColumn(i + 1).width = column.width
  addTitle(sheet, 1, "PHỤ LỤC", columns.length)
  addTitle(sheet, 2, title, columns.length)
  const head = sheet.getRow(HEAD_ROW)
  for (const [i, column] of columns.entries()) {
    const cell = head.getCell(i + 1)
    cell.value = column.head
    cell.font = { name: FONT, size: 12, bold: true }
    cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFE8EEF4" } }
    cell.alignment = { horizontal: "center", vertical: "middle", wrapText: true }
    cell.border = borders
  }
  head.height = 36
  for (let at = HEAD_ROW + 1; at <= HEAD_ROW + ROWS; at++) formatRow(sheet, at, columns)
  return sheet
}

const line = { style: "thin", color: { argb: "FF808080" } } as const
const borders = { top: line, left: line, bottom: line, right: line }

function addTitle(sheet: Worksheet, row: number, text: string, columns: number): void {
  sheet.mergeCells(row, 1, row, columns)
  const cell = sheet.getCell(row, 1)
  cell.value = text
  cell.font = { name: FONT, size: 14, bold: true }
  cell.alignment = { horizontal: "center" }
}

function formatRow(sheet: Worksheet, at: number, columns: readonly TemplateColumn[]): void {
  const row = sheet.getRow(at)
  for (const [i, column] of columns.entries()) {
    const cell = row.getCell(i + 1)
    cell.font = { name: FONT, size: 12 }
    cell.alignment = { vertical: "top", wrapText: true }
    cell.border = borders
    if (column.asText) cell.numFmt = "@"
  }
}

function addProvisional(book: Workbook, provisional: TemplateTask[]): void {
  const sheet = book.addWorksheet(sheetNames.provisional, { views: [{ state: "frozen", ySplit: 1 }] })
  sheet.columns = [
    { header: "Mã", width: 12 },
    { header: "Nhiệm vụ tạm (nội dung ở thân văn bản)", width: 110 },
  ]
  for (const task of provisional) sheet.addRow([task.code, task.title])
  sheet.getRow(1).font = { name: FONT, size: 12, bold: true }
  sheet.getColumn(2).alignment = { wrapText: true, vertical: "top" }
}

function addInstructions(book: Workbook): void {
  const sheet = book.addWorksheet(sheetNames.instructions)
  sheet.getColumn(1).width = 110
  for (const text of instructions) {
    const row = sheet.addRow([text])
    row.font = { name: FONT, size: 12, bold: row.number === 1 }
    row.alignment = { wrapText: true, vertical: "top" }
  }
}

/** Excel takes at most 255 characters in a list written into the cell: the groups stand on a sheet of their own. */
function addGroupList(book: Workbook, tasks: Worksheet, groups: string[]): void {
  if (groups.length === 0) return
  const sheet = book.addWorksheet(sheetNames.lists, { state: "hidden" })
  for (const group of groups) sheet.addRow([group])
  const column = taskColumns.findIndex(({ head }) => head === "Nhóm nhiệm vụ") + 1
  for (let at = HEAD_ROW + 1; at <= HEAD_ROW + ROWS; at++) {
    tasks.getCell(at, column).dataValidation = {
      type: "list",
      allowBlank: true,
      formulae: [`'${sheetNames.lists}'!$A$1:$A$${groups.length}`],
      showErrorMessage: false,
    }
  }
}
