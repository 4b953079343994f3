import type { Answer } from "#features/reporting/entry.ts"
import { answerWords } from "#features/reporting/entry-in-words.ts"
import { type FieldValues, valueInWords } from "#features/reporting/field-value.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import { readTemplateOfRound } from "#features/reporting/read-template.server.ts"
import type { ReportTemplate } from "#features/reporting/report-template.ts"
import { sectionTitle } from "#features/reporting/section-words.ts"
import type { Db } from "#platform/context.server.ts"
import type { SheetToWrite, WorkbookColumn, WorkbookRow } from "#platform/workbooks/workbook.ts"
import { dayInText } from "#shared/vietnamese-numbers.ts"
import { speak } from "#ui/words.ts"

/** Reports that are read at once: ten thousand entries are never in memory together. */
const AT_ONCE = 8

type Sent = { id: string; unitName: string; status: string; timeliness: string | null }

/**
 * Everything that units sent in a round, one row an entry, with the fields of the plan's template, and the general parts of their reports.
 * Read report by report while the file is written. Drafts, and reports that were given back, are not in it.
 */
export async function sentSheets(db: Db, round: Round): Promise<SheetToWrite[]> {
  const template = await readTemplateOfRound(db, round.id)
  const reports = await readSent(db, round.id)
  const notes = [`Số liệu tính đến hết ngày ${dayInText(round.asOfOn)}; ${reports.length} đơn vị đã gửi báo cáo.`]
  const sheet = (name: string, title: string, columns: WorkbookColumn[], rows: SheetToWrite["rows"]): SheetToWrite => ({
    name,
    title: `${title}, ${round.name}`,
    notes,
    columns,
    rows,
  })
  return [
    sheet("Nhiệm vụ", "Nội dung các đơn vị báo cáo", entryColumns(template), entryRows(db, reports, template)),
    sheet("Phần chung", "Các phần chung trong báo cáo của đơn vị", sectionColumns, sectionRows(db, reports, template)),
  ]
}

const readSent = (db: Db, roundId: string): Promise<Sent[]> =>
  db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "unit.name as unitName", "report.status", "report.timeliness"])
    .where("report.roundId", "=", roundId)
    .where("report.status", "in", ["submitted", "accepted"])
    .orderBy("unit.position")
    .orderBy("unit.name")
    .execute()

const text = (header: string, key: string, width: number): WorkbookColumn => ({ header, key, width, kind: "text" })
const ofUnit = [text("Đơn vị", "unit", 36), text("Tình trạng", "status", 18), text("Thời hạn gửi", "timeliness", 18)]

const entryColumns = (template: ReportTemplate): WorkbookColumn[] => [
  ...ofUnit,
  text("Nhóm", "groupCode", 8),
  text("Mã", "code", 8),
  text("Nhiệm vụ", "title", 60),
  text("Trả lời", "answer", 24),
  { header: "Tỷ lệ hoàn thành", key: "percentDone", width: 12, kind: "percent" },
  text("Kết quả trong kỳ", "result", 60),
  text("Sản phẩm", "product", 40),
  text("Khó khăn, vướng mắc", "obstacle", 40),
  text("Đề xuất, kiến nghị", "proposal", 40),
  text("Việc tiếp theo", "nextStep", 40),
  text("Lý do chưa báo cáo", "missingReason", 40),
  ...template.fields.map((field) =>
    text(field.unitOfMeasure ? `${field.label} (${field.unitOfMeasure})` : field.label, `f-${field.key}`, 24),
  ),
]
const sectionColumns = [...ofUnit, text("Phần", "section", 40), text("Nội dung", "body", 80)]

const say = speak("vi")
const unitCells = ({ unitName, status, timeliness }: Sent): WorkbookRow => ({
  unit: unitName,
  status: say(`report.status.${status as "submitted"}`),
  timeliness: timeliness && say(`report.standing.${timeliness as "onTime"}`),
})

async function* entryRows(db: Db, reports: readonly Sent[], { fields }: ReportTemplate): AsyncGenerator<WorkbookRow> {
  for (const some of batches(reports)) {
    const entries = Map.groupBy(await readEntriesOf(db, some), (entry) => entry.reportId)
    for (const report of some)
      for (const { answer, fieldValues, reportId: _, ...entry } of entries.get(report.id) ?? [])
        yield {
          ...unitCells(report),
          ...entry,
          answer: answer && answerWords[answer as Answer],
          ...Object.fromEntries(
            fields.map((field) => {
              const value = (fieldValues as unknown as FieldValues)[field.key]
              return [`f-${field.key}`, value && valueInWords(field, value)]
            }),
          ),
        }
  }
}

const readEntriesOf = (db: Db, reports: readonly Sent[]) =>
  db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .select(["entry.reportId", "taskGroup.code as groupCode", "task.code", "task.title", "entry.answer"])
    .select(["entry.percentDone", "entry.result", "entry.product", "entry.obstacle", "entry.proposal"])
    .select(["entry.nextStep", "entry.missingReason", "entry.fieldValues"])
    .where(
      "entry.reportId",
      "in",
      reports.map((report) => report.id),
    )
    .orderBy("task.position")
    .execute()

async function* sectionRows(db: Db, reports: readonly Sent[], template: ReportTemplate): AsyncGenerator<WorkbookRow> {
  const places = new Map(
    template.sections.map((section, index) => [section.key, { index, title: sectionTitle(section) }]),
  )
  for (const some of batches(reports)) {
    const rows = await db
      .selectFrom("reportSection")
      .select(["reportId", "key", "body"])
      .where(
        "reportId",
        "in",
        some.map((report) => report.id),
      )
      .execute()
    const byReport = Map.groupBy(rows, (row) => row.reportId)
    for (const report of some)
      for (const { key, body } of (byReport.get(report.id) ?? [])
        .filter((row) => row.body.trim() !== "")
        .sort((a, b) => (places.get(a.key)?.index ?? 99) - (places.get(b.key)?.index ?? 99)))
        yield { ...unitCells(report), section: places.get(key)?.title ?? key, body }
  }
}

function* batches(reports: readonly Sent[]): Generator<readonly Sent[]> {
  for (let from = 0; from < reports.length; from += AT_ONCE) yield reports.slice(from, from + AT_ONCE)
}
