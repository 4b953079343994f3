import { type FilledCell, type FilledRow, readNamedColumns } from "#platform/workbooks/named-columns.ts"
import type { Sheet, SheetToWrite } from "#platform/workbooks/workbook.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome } from "#shared/outcome.ts"
import { type Answer, answers, MAX_TEXT, typedPercent } from "./entry.ts"
import { answerWords } from "./entry-in-words.ts"

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
}
export type SectionToFill = { key: string; title: string; body: string; version: number }
type Head = { roundName: string; unitName: string; planTitle: string; isIllustrative: boolean }

/** A whole report as a workbook: what was entered so far, to be filled in without a connection and read back. */
export function reportSheets(
  head: Head,
  entries: readonly EntryToFill[],
  sections: readonly SectionToFill[],
  today: Day,
): SheetToWrite[] {
  const notes = [
    `${head.unitName}: báo cáo ${head.roundName}, xuất ngày ${formatDay(today)}.`,
    `Sửa các cột từ “${taskColumns.answer.header}” đến “${taskColumns.doubtReason.header}” rồi nhập lại; không đổi tên cột, không sửa mã dòng.`,
    `Cột “${taskColumns.answer.header}” nhận một trong: ${answers.map((each) => answerWords[each]).join("; ")}.`,
    ...(head.isIllustrative ? ["Số liệu minh họa, không phải số liệu thật"] : []),
  ]
  return [
    {
      name: TASKS,
      title: head.planTitle,
      notes,
      columns: Object.entries(taskColumns).map(([key, column]) => ({ key, ...column })),
      rows: entries.map((entry) => ({
        code: entry.taskCode,
        title: entry.taskTitle,
        deadline: entry.deadlineText,
        before: entry.before,
        answer: entry.answer && answerWords[entry.answer],
        percent: entry.percentDone,
        ...Object.fromEntries(texts.map((field) => [field, entry[field]])),
        line: `${entry.id}/${entry.version}`,
      })),
    },
    {
      name: SECTIONS,
      columns: Object.entries(sectionColumns).map(([key, column]) => ({ key, ...column })),
      rows: sections.map((section) => ({
        title: section.title,
        body: section.body,
        line: `${section.key}/${section.version}`,
      })),
    },
  ]
}

export type FilledReport = {
  entries: FilledRow<keyof typeof taskColumns>[]
  sections: FilledRow<keyof typeof sectionColumns>[]
}

/** The two sheets as they were filled in; refusals of `readNamedColumns`. */
export function readReportSheets(book: readonly Sheet[]): Outcome<FilledReport> {
  const entries = readNamedColumns(book, TASKS, taskColumns, "line")
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
}
export type FilledSection = { key: string; seenVersion: number; body: string }

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
    if (isSame(content, entry)) return []
    if (Number(version) !== entry.version)
      return fault(row.line, "reportSheet.changedMeanwhile", { task: entry.taskCode })
    return [{ id, seenVersion: entry.version, content }]
  })
  const changedSections = filled.sections.flatMap((row): FilledSection[] => {
    const [key = "", version] = row.line.text.split("/")
    const section = sections.find((each) => each.key === key)
    if (!section) return fault(row.line, "reportSheet.unknownLine")
    if (row.body.text.length > MAX_TEXT) return fault(row.body, "form.tooLong", { max: MAX_TEXT })
    if (row.body.text === section.body.trim()) return []
    if (Number(version) !== section.version)
      return fault(row.line, "reportSheet.changedMeanwhile", { task: section.title })
    return [{ key, seenVersion: section.version, body: row.body.text }]
  })
  return { entries: changedEntries, sections: changedSections, faults }
}

const answerOf = (text: string): Answer | null | undefined =>
  text === "" ? null : answers.find((each) => folded(answerWords[each]) === folded(text))

const isSame = (content: FilledEntry["content"], entry: EntryToFill): boolean =>
  content.answer === entry.answer &&
  content.percentDone === entry.percentDone &&
  texts.every((field) => content[field] === entry[field].trim())
