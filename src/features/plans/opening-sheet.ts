import { type FilledRow, readNamedColumns } from "#platform/workbooks/named-columns.ts"
import type { Sheet, SheetToWrite } from "#platform/workbooks/workbook.ts"
import { type Day, formatDay, parseDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome } from "#shared/outcome.ts"
import type { OpeningLine, OpenLine } from "./opening-state.ts"

const SHEET = "Hiện trạng"

/** The words of the cells; read with or without diacritics. */
export const openingWords = { none: "Chưa bắt đầu", inProgress: "Đang thực hiện", completed: "Hoàn thành" } as const

const columns = {
  unit: { header: "Đơn vị", width: 34, kind: "text" },
  code: { header: "Mã", width: 9, kind: "text" },
  title: { header: "Nhiệm vụ", width: 70, kind: "text" },
  deadline: { header: "Thời hạn", width: 18, kind: "text" },
  state: { header: "Tình trạng", width: 18, kind: "text" },
  percent: { header: "Tỷ lệ (%)", width: 11, kind: "number" },
  number: { header: "Số, ký hiệu sản phẩm", width: 24, kind: "text" },
  issuedOn: { header: "Ngày văn bản", width: 15, kind: "day" },
  documentTitle: { header: "Trích yếu", width: 50, kind: "text" },
  line: { header: "Mã dòng (không sửa)", width: 38, kind: "text" },
} as const

const guide: readonly (readonly [string, string])[] = [
  ["Tình trạng", `Một trong: ${Object.values(openingWords).join("; ")}.`],
  ["Tỷ lệ (%)", "Số nguyên từ 0 đến 100; nhiệm vụ hoàn thành là 100."],
  ["Số, ký hiệu sản phẩm", "Bắt buộc với nhiệm vụ hoàn thành."],
  ["Ngày văn bản", "Ngày/tháng/năm; bắt buộc với nhiệm vụ hoàn thành, quyết định đúng hạn hay quá hạn."],
  ["Mã dòng (không sửa)", "Hệ thống nhận ra nhiệm vụ theo mã này. Dòng không có trong tệp được giữ nguyên."],
]

/** Every assignment that nobody has reported on, with what was entered of it: a workbook to be filled in and read back. */
export function openingSheets(
  plan: { title: string; isIllustrative: boolean },
  lines: readonly OpenLine[],
  today: Day,
): SheetToWrite[] {
  return [
    {
      name: SHEET,
      title: plan.title,
      notes: [
        `Hiện trạng ban đầu, xuất ngày ${formatDay(today)}. Sửa các cột từ “Tình trạng” đến “Trích yếu” rồi nhập lại; không đổi tên cột.`,
        ...(plan.isIllustrative ? ["Số liệu minh họa, không phải số liệu thật"] : []),
      ],
      columns: Object.entries(columns).map(([key, column]) => ({ key, ...column })),
      rows: lines.map((line) => ({
        unit: line.unitName,
        code: line.code,
        title: line.title,
        deadline: line.deadlineText,
        state: openingWords[line.workflow ?? "none"],
        percent: line.percentDone,
        number: line.documentNumber,
        issuedOn: line.documentIssuedOn,
        documentTitle: line.documentTitle,
        line: line.assignmentId,
      })),
    },
    {
      name: "Hướng dẫn",
      columns: [
        { key: "column", header: "Cột", width: 28, kind: "text" },
        { key: "meaning", header: "Cách ghi", width: 80, kind: "text" },
      ],
      rows: guide.map(([column, meaning]) => ({ column, meaning })),
    },
  ]
}

type Key = keyof typeof columns
/** One row as it was filled in, each cell with its address; an empty cell has the address where it would stand. */
export type OpeningRow = { cells: FilledRow<Key> }

export const readOpeningSheet = (book: readonly Sheet[]): Outcome<OpeningRow[]> => {
  const rows = readNamedColumns(book, SHEET, columns, "line")
  return rows.ok ? done(rows.value.map((cells) => ({ cells }))) : rows
}

export type CellFault = { address: string; code: string; values?: Record<string, string | number> }
export type TypedLine = { line: OpeningLine; known: OpenLine; row: OpeningRow }

/** Rows as lines of the opening state; what a person typed wrong is named by its cell, and all of it at once. */
export function typedLines(
  rows: readonly OpeningRow[],
  known: ReadonlyMap<string, OpenLine>,
): { lines: TypedLine[]; faults: CellFault[] } {
  const faults: CellFault[] = []
  const seen = new Set<string>()
  const lines = rows.flatMap((row): TypedLine[] => {
    const { line: id, state, percent, issuedOn, number, documentTitle } = row.cells
    const fault = (at: { address: string; text: string }, code: string) => {
      faults.push({ address: at.address, code, values: { text: at.text } })
      return []
    }
    const mine = known.get(id.text)
    if (!mine) return fault(id, "openingState.unknownLine")
    if (seen.has(id.text)) return fault(id, "openingState.twice")
    seen.add(id.text)
    const chosen = stateOf(state.text)
    if (chosen === undefined) return fault(state, "openingState.unknownState")
    const isSilent = [percent, issuedOn, number, documentTitle].every((cell) => cell.text === "")
    if (chosen === "none" && !isSilent) return fault(state, "openingState.noState")
    const day = issuedOn.text === "" ? null : parseDay(issuedOn.text)
    if (day === undefined) return fault(issuedOn, "form.noDay")
    const typedPercent = percent.text.replace("%", "").trim()
    const line = {
      assignmentId: id.text,
      state: chosen,
      percentDone: typedPercent === "" ? null : Number(typedPercent),
      number: number.text,
      issuedOn: day,
      title: documentTitle.text,
    }
    return [{ line, known: mine, row }]
  })
  return { lines, faults }
}

function stateOf(text: string): OpeningLine["state"] | undefined {
  if (text === "") return "none"
  const states = Object.keys(openingWords) as OpeningLine["state"][]
  return states.find((state) => folded(openingWords[state]) === folded(text))
}

/** The cell that a fault of a line is about, by the field that the rule names. */
export function cellOfField(row: OpeningRow, field: string | undefined): string {
  const key = (field ?? "state").split("-")[0]!
  return (row.cells[key as Key] ?? row.cells.state).address
}

export type OpeningField = "state" | "percent" | "number" | "issuedOn" | "title"
export type OpeningChange = {
  assignmentId: string
  unitId: string
  unitName: string
  task: string
  differences: { field: OpeningField; before: string; after: string }[]
}

/** What a line would change of what was entered before; undefined when nothing. */
export function openingChange(line: OpeningLine, known: OpenLine): OpeningChange | undefined {
  const before: Record<OpeningField, string> = {
    state: known.workflow ?? "none",
    percent: known.percentDone === null ? "" : String(known.percentDone),
    number: known.documentNumber ?? "",
    issuedOn: known.documentIssuedOn ? formatDay(known.documentIssuedOn) : "",
    title: known.documentTitle ?? "",
  }
  const after: Record<OpeningField, string> = {
    state: line.state,
    percent: line.state === "none" || line.percentDone === null ? "" : String(line.percentDone),
    number: line.number,
    issuedOn: line.issuedOn ? formatDay(line.issuedOn) : "",
    title: line.title,
  }
  const fields = Object.keys(before) as OpeningField[]
  const differences = fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }))
  const { assignmentId, unitId, unitName, code, title } = known
  return differences.length === 0
    ? undefined
    : { assignmentId, unitId, unitName, task: `${code}. ${title}`, differences }
}
