import type { Readable } from "node:stream"
import { SaxesParser } from "saxes"
import { type CellValue, columnIndex, columnLetters, dayOfSerial, type SheetCell, type SheetRow } from "./workbook.ts"
import { local, type NumberMeaning } from "./workbook-parts.server.ts"
import { NotAWorkbook } from "./workbook-zip.server.ts"

export class TooManyRows extends Error {}

export type SheetContext = {
  texts: readonly string[]
  meanings: readonly NumberMeaning[]
  is1904: boolean
  /** How many rows with content may still come, over all sheets. */
  rowsLeft: number
}

/** The rows of one sheet with something in them, read as the part unpacks. Throws TooManyRows. */
export async function readSheetRows(part: Readable, context: SheetContext): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  const reader = rowReader(context, (row) => {
    context.rowsLeft -= 1
    if (context.rowsLeft < 0) throw new TooManyRows()
    rows.push(row)
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of part) reader.write(decoder.decode(chunk as Uint8Array, { stream: true }))
    reader.write(decoder.decode()).close()
  } catch (error) {
    throw error instanceof TooManyRows ? error : new NotAWorkbook("broken sheet", { cause: error })
  } finally {
    part.destroy()
  }
  return rows
}

type RawCell = { column: number; type: string; style: number; content: string }

function rowReader(context: SheetContext, emit: (row: SheetRow) => void): SaxesParser {
  const parser = new SaxesParser()
  let row: SheetRow = { number: 0, cells: [] }
  let cell: RawCell = { column: -1, type: "n", style: 0, content: "" }
  let inValue = false
  parser.on("opentag", (tag) => {
    const name = local(tag.name)
    const attributes = tag.attributes as Record<string, string>
    // Writers may leave out r: a row or cell without it follows the one before.
    if (name === "row") {
      row = { number: Number(attributes.r ?? row.number + 1), cells: [] }
      cell = { column: -1, type: "n", style: 0, content: "" }
    } else if (name === "c") {
      const letters = /^[A-Z]{1,3}/.exec(attributes.r ?? "")?.[0]
      const column = letters ? columnIndex(letters) : cell.column + 1
      cell = { column, type: attributes.t ?? "n", style: Number(attributes.s ?? 0), content: "" }
    } else if (name === "v" || name === "t") inValue = true
  })
  parser.on("text", (text) => {
    if (inValue) cell.content += text
  })
  parser.on("closetag", (tag) => {
    const name = local(tag.name)
    if (name === "v" || name === "t") inValue = false
    else if (name === "c") addCell(row, cell, context)
    else if (name === "row" && row.cells.length > 0) emit(row)
  })
  return parser
}

function addCell(row: SheetRow, cell: RawCell, context: SheetContext): void {
  const value = cellValue(cell, context)
  if (!value) return
  const column = columnLetters(cell.column)
  const found: SheetCell = { address: `${column}${row.number}`, column, value }
  row.cells.push(found)
}

/** Undefined for a cell with nothing, or nothing but blanks, in it. A formula counts as its last result. */
function cellValue(cell: RawCell, { texts, meanings, is1904 }: SheetContext): CellValue | undefined {
  if (cell.type === "s") return textValue(texts[Number(cell.content)] ?? "")
  if (cell.type === "str" || cell.type === "inlineStr") return textValue(cell.content)
  if (cell.content === "") return undefined
  if (cell.type === "e") return { kind: "error", text: cell.content }
  if (cell.type === "b") return { kind: "text", text: cell.content === "1" ? "TRUE" : "FALSE" }
  if (cell.type === "d") return { kind: "day", day: cell.content.slice(0, 10) }
  const number = Number(cell.content)
  if (!Number.isFinite(number)) return textValue(cell.content)
  const meaning = meanings[cell.style] ?? "number"
  if (meaning === "percent") return { kind: "percent", percent: Math.round(number * 1e10) / 1e8 }
  const day = meaning === "day" ? dayOfSerial(number, is1904) : undefined
  return day ? { kind: "day", day } : { kind: "number", number }
}

/** Excel escapes what XML cannot hold, such as a carriage return, as _x000D_. */
function textValue(raw: string): CellValue | undefined {
  const text = raw
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, "\n")
    .normalize("NFC")
    .trim()
  return text === "" ? undefined : { kind: "text", text }
}
