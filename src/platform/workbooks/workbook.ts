import { type Day, formatDay } from "#shared/day.ts"

/** A sheet to be written: title and notes on top, then a header that stays in sight and can be filtered. */
export type SheetToWrite = {
  /** Shortened to what Excel takes: 31 characters, none of []:*?/\ */
  name: string
  title?: string
  /** Lines under the title: "Số liệu minh họa", the day of the figures, the source. */
  notes?: readonly string[]
  columns: readonly WorkbookColumn[]
  /** May be produced while they are written; ten thousand rows need not be in memory. */
  rows: Iterable<WorkbookRow> | AsyncIterable<WorkbookRow>
}

export type WorkbookColumn = {
  header: string
  key: string
  /** In characters of the standard font, 8-80. */
  width: number
  kind: ColumnKind
}
/** percent takes points (45.5 is written as 45,5 %); day takes a `Day` and becomes a real date of Excel. */
export type ColumnKind = "text" | "number" | "day" | "percent"
export type WorkbookRow = Record<string, string | number | null | undefined>

/** What was found in a sheet. Empty rows and cells are left out. */
export type Sheet = { name: string; rows: SheetRow[] }
export type SheetRow = { number: number; cells: SheetCell[] }
export type SheetCell = {
  /** "B7": how a person finds the cell again. */
  address: string
  /** "B" */
  column: string
  value: CellValue
}
/** `error` is a formula that failed, such as "#REF!". A percent is in points: 45 % is 45. */
export type CellValue =
  | { kind: "text"; text: string }
  | { kind: "number"; number: number }
  | { kind: "percent"; percent: number }
  | { kind: "day"; day: Day }
  | { kind: "error"; text: string }

/** What a person would read in the cell. */
export function cellText(value: CellValue): string {
  if (value.kind === "number") return String(value.number)
  if (value.kind === "percent") return `${value.percent}%`
  return value.kind === "day" ? formatDay(value.day) : value.text
}

/** @param index from 0: 0 → "A", 26 → "AA" */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? columnLetters(rest - 1) : "") + String.fromCharCode(65 + (index % 26))
}

/** "AA" → 26, counted from 0 */
export const columnIndex = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const excelEpoch = Date.UTC(1899, 11, 30)
const dayMs = 86_400_000

/** A serial number of Excel as a day; the time of day is dropped. Undefined outside 1900-9999. */
export function dayOfSerial(serial: number, is1904: boolean): Day | undefined {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0)
  // Excel believes in 29 February 1900: serials up to 60 lie one day further.
  if (days < 1 || days > 2_958_465) return undefined
  return new Date(excelEpoch + (days < 60 ? days + 1 : days) * dayMs).toISOString().slice(0, 10)
}

/** Names as Excel takes them, each once: "Danh sách", "Danh sách (2)". */
export function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const clean =
      name
        .replace(/[[\]:*?/\\]/g, " ")
        .replace(/\s+/g, " ")
        .replace(/^'+|'+$/g, "")
        .trim()
        .slice(0, 31) || "Trang"
    let free = clean
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${clean.slice(0, 26)} (${count})`
    taken.add(free.toLowerCase())
    return free
  })
}
