import { type FilledCell, type FilledRow, readNamedColumns } from "#platform/workbooks/named-columns.ts"
import type { Sheet, SheetToWrite, WorkbookColumn } from "#platform/workbooks/workbook.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome } from "#shared/outcome.ts"
import { type Answer, answers, MAX_TEXT, typedPercent } from "./entry.ts"
import { answerWords } from "./entry-in-words.ts"
import {
  type FieldValue,
  type FieldValues,
  isSameValue,
  keptValues,
  shownNumber,
  valueFromWords,
  valueInWords,
} from "./field-value.ts"
import type { TemplateField } from "./report-template.ts"
import { nothingArose } from "./section-words.ts"

const TASKS = "Nhiệm vụ"
const SECTIONS = "Phần chung"

const taskColumns = {
  code: { header: "Mã", width: 9, kind: "text" },
  title: { header: "Tên nhiệm vụ", width: 60, kind: "text" },
  deadline: { header: "Thời hạn", width: 18, kind: "text" },
  before: { header: "Kỳ trước", width: 50, kind: "text" },
  answer: { header: "Trả lời", width: 30, kind: "text" },
  percent: { header: "Tỷ lệ (%)", width: 11, kind: "number" },
  result: { header: "Kết quả trong kỳ", width: 60, kind: "text" },
  product: { header: "Sản phẩm", width: 40, kind: "text" },
  obstacle: { header: "Khó khăn, vướng mắc", width: 40, kind: "text" },
  proposal: { header: "Đề xuất, kiến nghị", width: 40, kind: "text" },
  nextStep: { header: "Công việc tiếp theo", width: 40, kind: "text" },
  missingReason: { header: "Lý do chưa báo cáo", width: 40, kind: "text" },
  doubtReason: { header: "Lý do giữ nội dung", width: 40, kind: "text" },
  line: { header: "Mã dòng (không sửa)", width: 42, kind: "text" },
} as const
const sectionColumns = {
  title: { header: "Mục", width: 40, kind: "text" },
  body: { header: "Nội dung", width: 110, kind: "text" },
  line: { header: "Mã dòng (không sửa)", width: 30, kind: "text" },
} as const

const texts = ["result", "product", "obstacle", "proposal", "nextStep", "missingReason", "doubtReason"] as const

export type EntryToFill = Record<(typeof texts)[number], string> & {
  id: string
  version: number
  taskCode: string
  taskTitle: string
  deadlineText: string | null
  answer: Answer | null
  percentDone: number | null
  isClaimant: boolean
  /** What the unit sent on the task the last time, in words. */
  before: string
  /** The template's fields that are asked of this task, and what stands in them. */
  fields: readonly TemplateField[]
  fieldValues: FieldValues
}
export type SectionToFill = { key: string; title: string; body: string; isNone: boolean; version: number }

/** A column for each field that any task is asked; a name that is taken already gets a number. */
function fieldColumns(entries: readonly EntryToFill[]) {
  const taken = new Set<string>(Object.values(taskColumns).map((column) => folded(column.header)))
  const fields = new Map(entries.flatMap((entry) => entry.fields.map((field) => [field.key, field] as const)))
  return [...fields.values()].map((field) => {
    const name = field.unitOfMeasure ? `${field.label} (${field.unitOfMeasure})` : field.label
    let header = name
    for (let count = 2; taken.has(folded(header)); count++) header = `${name} (${count})`
    taken.add(folded(header))
    return { field, column: { key: `field:${field.key}`, header, width: 24, kind: "text" as const } }
  })
}

type Head = { roundName: string; unitName: string; planTitle: string; isIllustrative: boolean }

/** A whole report as a workbook: what was entered so far, to be filled in without a connection and read back. */
export function reportSheets(
  head: Head,
  entries: readonly EntryToFill[],
  sections: readonly SectionToFill[],
  today: Day,
): SheetToWrite[] {
  const further = fieldColumns(entries)
  const notes = [
    `${head.unitName}: báo cáo ${head.roundName}, xuất ngày ${formatDay(today)}.`,
    `Sửa các cột từ “${taskColumns.answer.header}” đến “${taskColumns.doubtReason.header}” rồi nhập lại; không đổi tên cột, không sửa mã dòng.`,
    `Cột “${taskColumns.answer.header}” nhận một trong: ${answers.map((each) => answerWords[each]).join("; ")}.`,
    ...(further.some(({ field }) => field.kind === "number")
      ? [
          "Cột số liệu nhận một số trong kỳ, “ước” trước số ước thực hiện, “Không phát sinh”, “Không áp dụng” hoặc “Chưa có số liệu: lý do”.",
        ]
      : []),
    ...(head.isIllustrative ? ["Số liệu minh họa, không phải số liệu thật"] : []),
  ]
  return [
    {
      name: TASKS,
      title: head.planTitle,
      notes,
      columns: withFields(
        Object.entries(taskColumns).map(([key, column]) => ({ key, ...column })),
        further.map((each) => each.column),
      ),
      rows: entries.map((entry) => ({
        code: entry.taskCode,
        title: entry.taskTitle,
        deadline: entry.deadlineText,
        before: entry.before,
        answer: entry.answer && answerWords[entry.answer],
        percent: entry.percentDone,
        ...Object.fromEntries(texts.map((field) => [field, entry[field]])),
        ...Object.fromEntries(
          entry.fields.map((field) => [`field:${field.key}`, valueInWords(field, entry.fieldValues[field.key])]),
        ),
        line: `${entry.id}/${entry.version}`,
      })),
    },
    {
      name: SECTIONS,
      columns: Object.entries(sectionColumns).map(([key, column]) => ({ key, ...column })),
      rows: sections.map((section) => ({
        title: section.title,
        body: section.isNone ? nothingArose : section.body,
        line: `${section.key}/${section.version}`,
      })),
    },
  ]
}

/** The plan's own fields stand before the mark of the row, which nobody edits. */
const withFields = (columns: readonly WorkbookColumn[], further: readonly WorkbookColumn[]): WorkbookColumn[] => [
  ...columns.slice(0, -1),
  ...further,
  ...columns.slice(-1),
]

export type FilledReport = {
  entries: (FilledRow<keyof typeof taskColumns> & Partial<Record<string, FilledCell>>)[]
  sections: FilledRow<keyof typeof sectionColumns>[]
}

/** The two sheets as they were filled in; refusals of `readNamedColumns`. @param known the entries of the report, for its columns */
export function readReportSheets(book: readonly Sheet[], known: readonly EntryToFill[]): Outcome<FilledReport> {
  const further = Object.fromEntries(fieldColumns(known).map(({ column }) => [column.key, column]))
  const entries = readNamedColumns(book, TASKS, { ...further, ...taskColumns }, "line")
  if (!entries.ok) return entries
  const hasSections = book.some((sheet) => folded(sheet.name) === folded(SECTIONS))
  const sections = hasSections ? readNamedColumns(book, SECTIONS, sectionColumns, "line") : done([])
  return sections.ok ? done({ entries: entries.value, sections: sections.value }) : sections
}

export type SheetFault = { address: string; code: string; values: Record<string, string | number> }
export type FilledEntry = {
  id: string
  seenVersion: number
  content: Record<(typeof texts)[number], string> & { answer: Answer | null; percentDone: number | null }
  fieldValues: FieldValues
}
export type FilledSection = { key: string; seenVersion: number; body: string; isNone: boolean }

/**
 * What was filled in that differs from what stands in the report; every wrong cell is named, all at once. A row that somebody else has
 * changed in the report since the workbook was given out is a fault too, unless it now says the same.
 */
export function changesIn(
  filled: FilledReport,
  entries: readonly EntryToFill[],
  sections: readonly SectionToFill[],
): { entries: FilledEntry[]; sections: FilledSection[]; faults: SheetFault[] } {
  const faults: SheetFault[] = []
  const fault = (cell: FilledCell, code: string, values: Record<string, string | number> = {}) => {
    faults.push({ address: cell.address, code, values: { text: cell.text.slice(0, 60), ...values } })
    return []
  }
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  const seen = new Set<string>()
  const changedEntries = filled.entries.flatMap((row): FilledEntry[] => {
    const [id = "", version] = row.line.text.split("/")
    const entry = known.get(id)
    if (!entry) return fault(row.line, "reportSheet.unknownLine")
    if (seen.has(id)) return fault(row.line, "reportSheet.twice")
    seen.add(id)
    const answer = answerOf(row.answer.text)
    if (answer === undefined) return fault(row.answer, "reportSheet.unknownAnswer")
    if (answer === "claim" && !entry.isClaimant) return fault(row.answer, "entry.notClaimant", { task: entry.taskCode })
    const percentDone = typedPercent(row.percent.text)
    if (percentDone === undefined) return fault(row.percent, "entry.percentRange")
    const long = texts.find((field) => row[field].text.length > MAX_TEXT)
    if (long) return fault(row[long], "form.tooLong", { max: MAX_TEXT })
    const content = {
      answer,
      percentDone,
      ...(Object.fromEntries(texts.map((field) => [field, row[field].text])) as Record<(typeof texts)[number], string>),
    }
    const stray = Object.entries(row).find(
      ([key, cell]) =>
        key.startsWith("field:") && cell?.text && !entry.fields.some((field) => key === `field:${field.key}`),
    )
    if (stray) return fault(stray[1]!, "reportSheet.notAsked", { task: entry.taskCode })
    const typed = Object.fromEntries(entry.fields.map((field) => [field.key, cellValue(field, entry, row)]))
    const { values: fieldValues, faults: wrong } = keptValues(entry.fields, typed)
    if (wrong[0]) {
      const key = wrong[0].field!.replace(/^f-/, "")
      return fault(row[`field:${key}`] ?? row.line, wrong[0].code, wrong[0].values)
    }
    if (
      isSame(content, entry) &&
      entry.fields.every(({ key }) => isSameValue(fieldValues[key], entry.fieldValues[key]))
    )
      return []
    if (Number(version) !== entry.version)
      return fault(row.line, "reportSheet.changedMeanwhile", { task: entry.taskCode })
    return [{ id, seenVersion: entry.version, content, fieldValues: typed }]
  })
  const changedSections = filled.sections.flatMap((row): FilledSection[] => {
    const [key = "", version] = row.line.text.split("/")
    const section = sections.find((each) => each.key === key)
    if (!section) return fault(row.line, "reportSheet.unknownLine")
    if (row.body.text.length > MAX_TEXT) return fault(row.body, "form.tooLong", { max: MAX_TEXT })
    const isNone = folded(row.body.text) === folded(nothingArose)
    const body = isNone ? "" : row.body.text
    if (body === section.body.trim() && isNone === section.isNone) return []
    if (Number(version) !== section.version)
      return fault(row.line, "reportSheet.changedMeanwhile", { task: section.title })
    return [{ key, seenVersion: section.version, body, isNone }]
  })
  return { entries: changedEntries, sections: changedSections, faults }
}

/** A number that Excel holds is taken as it is; a text is read as people write here. The final figure of last time stays. */
function cellValue(field: TemplateField, entry: EntryToFill, row: FilledReport["entries"][number]): FieldValue {
  const cell = row[`field:${field.key}`]
  const final = shownNumber(entry.fieldValues[field.key]?.final ?? "")
  const text =
    field.kind === "number" && cell?.number !== undefined ? shownNumber(String(cell.number)) : (cell?.text ?? "")
  return valueFromWords(field, text, final)
}

const answerOf = (text: string): Answer | null | undefined =>
  text === "" ? null : answers.find((each) => folded(answerWords[each]) === folded(text))

const isSame = (content: FilledEntry["content"], entry: EntryToFill): boolean =>
  content.answer === entry.answer &&
  content.percentDone === entry.percentDone &&
  texts.every((field) => content[field] === entry[field].trim())
