import type { Day } from "#shared/day.ts"
import type { ReadIssue, SourcePlace } from "./plan-reading.ts"

/**
 * The neutral form that every file format is turned into: lines and tables in reading order, each with its place. All reading
 * rules work on this and know nothing of Word, Excel or PDF.
 */
export type SourceText = { file: string; format: SourceFormat; blocks: SourceBlock[]; issues: ReadIssue[] }
export type SourceFormat = "text" | "markdown" | "word" | "excel" | "pdf"
export type SourceBlock = SourceLine | SourceTable

/** An empty `text` is a blank line. `whole` marks a line that is a paragraph by itself (Word), never a wrapped piece of one. */
export type SourceLine = {
  kind: "line"
  text: string
  place: SourcePlace
  whole?: boolean
  /** Reaches the right margin of its page (PDF): what the next page begins with may belong to it. */
  runsOn?: boolean
  bold?: boolean
  headingLevel?: number
}

export type SourceTable = { kind: "table"; place: SourcePlace; rows: SourceRow[] }
export type SourceRow = { place: SourcePlace; cells: SourceCell[] }

/** One grid column of one row. A cell merged over several columns or rows is repeated with `spanned` marks. */
export type SourceCell = {
  text: string
  day?: Day
  bold?: boolean
  /** Continues the cell to its left. */
  fromLeft?: boolean
  /** Continues the cell above. */
  fromAbove?: boolean
}

export const line = (text: string, place: SourcePlace, more: Partial<SourceLine> = {}): SourceLine => ({
  kind: "line",
  text,
  place,
  ...more,
})

/** "decision.txt, dòng 12" – how a message names a place to a person. */
export function placeInWords(place: SourcePlace): string {
  const parts = [
    place.sheet && `trang tính "${place.sheet}"`,
    place.page && `trang ${place.page}`,
    place.table && `bảng ${place.table}`,
    place.cell ? `ô ${place.cell}` : place.row && `hàng ${place.row}`,
    !place.cell && place.column && `cột ${place.column}`,
    place.line && `dòng ${place.line}`,
    place.paragraph && `đoạn ${place.paragraph}`,
  ].filter(Boolean)
  return [place.file, ...parts].join(", ")
}
