import { type CellValue, cellText, type Sheet, type SheetCell, type SheetRow } from "#platform/workbooks/workbook.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { MAX_NAME, MAX_NOTE, namesOf, type Obligation, type UnitKind } from "./unit.ts"
import {
  kindWords,
  noWord,
  obligationWords,
  UNIT_SHEET,
  type UnitColumn,
  unitColumns,
  yesWord,
} from "./unit-workbook.ts"

/** Where a fault is ("B7"), what is wrong and what was expected: words `importFault.<code>` and `importFault.<code>.expected`. */
export type ImportFault = {
  sheet: string
  address: string
  code: FaultCode
  values: Record<string, string | number>
}
export type FaultCode =
  | "noSheet"
  | "columnMissing"
  | "columnTwice"
  | "noRows"
  | "failedFormula"
  | "nameMissing"
  | "kindMissing"
  | "tooLong"
  | "kindUnknown"
  | "obligationUnknown"
  | "yesOrNo"
  | "noDay"
  | "noPosition"
  | "reasonMissing"
  | "endMissing"
  | "endsBeforeStart"
  | "codeTwice"
  | "nameTwice"
  | "nameAmbiguous"
  | "parentUnknown"
  | "parentAmbiguous"
  | "parentEnded"
  | "insideItself"
  | "unitsBelow"

/** One row as it was read. `undefined`: the file has no such column, so what is known stays. */
export type ImportRow = {
  row: number
  code: string | null
  name: string
  kind: UnitKind
  parent?: string | null
  obligation?: Obligation
  isConfirmed?: boolean
  aliases?: string[]
  note?: string | null
  startedOn?: Day | null
  endedOn?: Day | null
  endedReason?: string | null
  position?: number | null
}
export type UnitSheetReading = {
  sheet: string
  /** The letters of each column that was found: faults found later are named by them. */
  columns: Partial<Record<UnitColumn, string>>
  rows: ImportRow[]
  faults: ImportFault[]
}

const HEADER_WITHIN = 20

/** Finds the sheet and its columns by their names and reads every row; all faults are collected, none ends the reading. */
export function readUnitSheet(sheets: readonly Sheet[]): UnitSheetReading {
  const found = sheets.map((sheet) => ({ sheet, header: headerOf(sheet) })).find(({ header }) => header !== undefined)
  if (!found?.header) {
    const name = sheets[0]?.name ?? UNIT_SHEET
    return { sheet: name, columns: {}, rows: [], faults: [{ sheet: name, address: "A1", code: "noSheet", values: {} }] }
  }
  const { sheet, header } = found
  const faults: ImportFault[] = []
  const at = (address: string, code: FaultCode, values: ImportFault["values"] = {}) =>
    void faults.push({ sheet: sheet.name, address, code, values })
  const columns = columnsOf(header, at)
  for (const [key, { header: name, required }] of Object.entries(unitColumns))
    if (required && !columns[key as UnitColumn]) at(`A${header.number}`, "columnMissing", { column: name })
  const body = sheet.rows.filter((row) => row.number > header.number)
  if (body.length === 0) at(`A${header.number + 1}`, "noRows")
  const rows = faults.length > 0 ? [] : body.flatMap((row) => readRow(row, columns, at) ?? [])
  return { sheet: sheet.name, columns, rows, faults }
}

const headerOf = (sheet: Sheet): SheetRow | undefined =>
  sheet.rows.slice(0, HEADER_WITHIN).find((row) => row.cells.some((cell) => columnNamed(cell) === "name"))

const columnNamed = (cell: SheetCell): UnitColumn | undefined => {
  const key = folded(cellText(cell.value))
  return (Object.keys(unitColumns) as UnitColumn[]).find((each) => folded(unitColumns[each].header) === key)
}

type Note = (address: string, code: FaultCode, values?: ImportFault["values"]) => void

function columnsOf(header: SheetRow, at: Note): UnitSheetReading["columns"] {
  const columns: UnitSheetReading["columns"] = {}
  for (const cell of header.cells) {
    const key = columnNamed(cell)
    if (key && columns[key]) at(cell.address, "columnTwice", { column: unitColumns[key].header })
    else if (key) columns[key] = cell.column
  }
  return columns
}

function readRow(row: SheetRow, columns: UnitSheetReading["columns"], at: Note): ImportRow | undefined {
  const place = (key: UnitColumn) => `${columns[key]}${row.number}`
  const value = (key: UnitColumn): CellValue | undefined =>
    row.cells.find((cell) => cell.column === columns[key])?.value
  const known = (Object.keys(columns) as UnitColumn[]).filter((key) => value(key) !== undefined)
  if (known.length === 0) return undefined
  for (const key of known)
    if (value(key)?.kind === "error") at(place(key), "failedFormula", { text: cellText(value(key)!) })
  const text = (key: UnitColumn, max: number): string => {
    const typed = value(key) ? cellText(value(key)!).trim() : ""
    if (typed.length > max) at(place(key), "tooLong", { max })
    return typed
  }
  const name = text("name", MAX_NAME).replace(/\s+/g, " ")
  if (name === "") at(place("name"), "nameMissing")
  const kind = oneOf(kindWords, text("kind", MAX_NAME))
  if (!kind)
    at(place("kind"), text("kind", MAX_NAME) ? "kindUnknown" : "kindMissing", {
      text: text("kind", MAX_NAME),
      expected: Object.values(kindWords).join("; "),
    })
  const optional = optionalFacts(columns, { text, value, place, at })
  return {
    row: row.number,
    code: columns.code ? text("code", 50) || null : null,
    name,
    kind: kind ?? "other",
    ...optional,
  }
}

type Cells = {
  text: (key: UnitColumn, max: number) => string
  value: (key: UnitColumn) => CellValue | undefined
  place: (key: UnitColumn) => string
  at: Note
}

function optionalFacts(columns: UnitSheetReading["columns"], cells: Cells): Partial<ImportRow> {
  const { text } = cells
  const facts: Partial<ImportRow> = {}
  if (columns.parent) facts.parent = text("parent", MAX_NAME) || null
  if (columns.obligation) facts.obligation = chosen(obligationWords, "obligation", "obligationUnknown", "must", cells)
  if (columns.isConfirmed)
    facts.isConfirmed =
      chosen<"yes" | "no">({ yes: yesWord, no: noWord }, "isConfirmed", "yesOrNo", "yes", cells) === "yes"
  if (columns.aliases) facts.aliases = namesOf(text("aliases", MAX_NOTE))
  if (columns.note) facts.note = text("note", MAX_NOTE) || null
  if (columns.startedOn) facts.startedOn = dayIn("startedOn", cells)
  if (columns.endedOn) facts.endedOn = dayIn("endedOn", cells)
  if (columns.endedReason) facts.endedReason = text("endedReason", MAX_NOTE) || null
  if (columns.position) facts.position = positionIn(cells)
  return facts
}

const oneOf = <Key extends string>(words: Record<Key, string>, typed: string): Key | undefined =>
  (Object.keys(words) as Key[]).find((key) => folded(words[key]) === folded(typed) || key === typed)

function chosen<Key extends string>(
  words: Record<Key, string>,
  column: UnitColumn,
  code: FaultCode,
  whenEmpty: Key,
  { text, place, at }: Cells,
): Key {
  const typed = text(column, MAX_NAME)
  const key = typed === "" ? whenEmpty : oneOf(words, typed)
  if (!key) at(place(column), code, { text: typed, expected: Object.values(words).join("; ") })
  return key ?? whenEmpty
}

function dayIn(column: UnitColumn, { value, place, at }: Cells): Day | null {
  const found = value(column)
  if (!found) return null
  if (found.kind === "day") return found.day
  const day = parseDay(cellText(found))
  if (!day) at(place(column), "noDay", { text: cellText(found) })
  return day ?? null
}

function positionIn({ value, place, at }: Cells): number | null {
  const found = value("position")
  if (!found) return null
  const number = found.kind === "number" ? found.number : Number(cellText(found))
  if (Number.isInteger(number) && Math.abs(number) < 1_000_000) return number
  at(place("position"), "noPosition", { text: cellText(found) })
  return null
}
