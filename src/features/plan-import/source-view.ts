import type { SourcePlace } from "./plan-reading.ts"
import { placeInWords, type SourceRow, type SourceText } from "./source-text.ts"

/** A file as the import screen shows it beside what was read: one row for each line, paragraph or table row, each with its anchor. */
export type SourceView = { file: string; rows: SourceViewRow[] }
/** `cells` of a table row, each with the column where it begins: a field leads to its own cell. */
export type SourceViewRow = { anchor: string; place: string; text: string; cells?: SourceViewCell[] }
export type SourceViewCell = { column: number; text: string }

/** @param raw the decoded text of a plain file, whose lines are shown as they are */
export function sourceView(source: SourceText, raw: string | null): SourceView {
  if (raw !== null) {
    const rows = raw
      .split(/\r\n?|\n/)
      .map((text, index) => ({ anchor: `d${index + 1}`, place: String(index + 1), text }))
    return { file: source.file, rows }
  }
  const rows = source.blocks.flatMap((block) =>
    block.kind === "line" ? [viewRow(block.place, block.text)] : block.rows.map((row) => tableRow(row)),
  )
  return { file: source.file, rows: firstOfEach(rows.filter((row) => row.text.trim() !== "")) }
}

function tableRow({ place, cells }: SourceRow): SourceViewRow {
  const shown = cells.flatMap((cell, at) =>
    cell.fromLeft ? [] : [{ column: at + 1, text: cell.text.replace(/\s*\n\s*/g, " ") }],
  )
  return { ...viewRow(place, shown.map((cell) => cell.text).join(" | ")), cells: shown }
}

/** Lines of one page share its anchor; the first of them has it. */
function firstOfEach(rows: SourceViewRow[]): SourceViewRow[] {
  const taken = new Set<string>()
  return rows.map((row) => {
    const isFirst = !taken.has(row.anchor)
    taken.add(row.anchor)
    return isFirst ? row : { ...row, anchor: "" }
  })
}

const viewRow = (place: SourcePlace, text: string): SourceViewRow => ({
  anchor: anchorName(place),
  place: shortPlace(place),
  text,
})

const anchorName = ({ sheet, page, table, row, paragraph, line }: SourcePlace): string =>
  Object.entries({
    s: sheet && [...sheet].map((letter) => letter.codePointAt(0)).join("."),
    t: page,
    b: table,
    h: row,
    p: paragraph,
    d: line,
  })
    .filter(([, value]) => value !== undefined)
    .map(([letter, value]) => `${letter}${value}`)
    .join("-")

/** "bảng 2, hàng 5": the place within its file. */
export const shortPlace = (place: SourcePlace): string => placeInWords({ ...place, file: "" }).replace(/^, /, "")

/** The id on the page where a place stands; a place without a row of its own leads to the first row of its page or table. */
export function anchorOf(place: SourcePlace | null | undefined, views: readonly SourceView[]): string | null {
  if (!place) return null
  const at = views.findIndex((view) => view.file === place.file)
  const view = views[at]
  if (!view) return null
  const wanted = [anchorName(place), place.line === undefined ? null : `d${place.line}`]
  const row =
    view.rows.find((each) => wanted.includes(each.anchor)) ??
    view.rows.find((each) => each.anchor.startsWith(`${anchorName(place)}-`)) ??
    (place.page === undefined ? undefined : view.rows.find((each) => each.anchor.startsWith(`t${place.page}`)))
  const cell = row && place.column !== undefined ? cellAt(row, place.column) : undefined
  return (row && (cell ? cellId(at, row, cell) : rowId(at, row))) ?? null
}

/** A merged cell stands where it begins. */
const cellAt = ({ cells }: SourceViewRow, column: number): SourceViewCell | undefined =>
  cells?.findLast((cell) => cell.column <= column)

/** The id of a row on the page. */
export const rowId = (file: number, row: SourceViewRow): string | undefined =>
  row.anchor === "" ? undefined : `nguon-${file + 1}-${row.anchor}`

/** The id of a cell on the page. */
export const cellId = (file: number, row: SourceViewRow, { column }: SourceViewCell): string | undefined =>
  row.anchor === "" ? undefined : `${rowId(file, row)}-c${column}`

/** The text of a file as the plan keeps it: line numbers agree with the places of a plain file. */
export const viewText = (view: SourceView): { name: string; text: string } => ({
  name: view.file,
  text: view.rows.map((row) => row.text).join("\n"),
})
