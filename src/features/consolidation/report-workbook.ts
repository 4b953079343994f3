import { planInShort } from "#features/documents/official-names.ts"
import { outcomeLines, type Rate, type Totals } from "#features/plans/task-outcome.ts"
import type { SheetToWrite, WorkbookColumn, WorkbookRow } from "#platform/workbooks/workbook.ts"
import { dayInText } from "#shared/vietnamese-numbers.ts"
import type { FigureReport, FigureTask } from "./figures.ts"
import { numberRows } from "./number-table.ts"
import {
  droppedWords,
  illustrativeNotice,
  outcomeWords,
  rateWords,
  unitTotalsNote,
  untimedNote,
} from "./outcome-words.ts"
import { citedQuotes } from "./report-narrative.ts"
import type { Snapshot } from "./snapshot.ts"
import { confirmedOfMembers, leadsInWords } from "./task-in-words.ts"

/** The frozen report as an Excel file: what the Word file says, to be filtered and counted again. */
export function consolidatedSheets(snapshot: Snapshot): SheetToWrite[] {
  const { figures } = snapshot
  const sheet = (
    name: string,
    title: string,
    columns: WorkbookColumn[],
    rows: WorkbookRow[],
    note?: string,
  ): SheetToWrite => ({
    name,
    title: `${title}, ${snapshot.round.name}`,
    notes: [...notesOf(snapshot), ...(note ? [`${note}.`] : [])],
    columns,
    rows,
  })
  return [
    sheet("Tổng hợp", "Kết quả chung", summaryColumns, summaryRows(snapshot)),
    sheet(
      "Theo nhóm",
      "Kết quả theo nhóm nhiệm vụ",
      [text("TT", "code", 8), text("Nhóm nhiệm vụ", "name", 60), ...lineColumns("Tổng số nhiệm vụ")],
      [
        ...figures.byGroup.map((group) => ({ code: group.code, name: group.title, ...lineCells(group.totals) })),
        { name: "Tổng cộng", ...lineCells(figures.totals) },
      ],
    ),
    sheet(
      "Theo đơn vị",
      "Kết quả theo đơn vị chủ trì",
      [text("TT", "code", 8), text("Đơn vị", "name", 40), ...lineColumns("Số phần việc được giao")],
      figures.byUnit.map((unit, index) => ({ code: String(index + 1), name: unit.name, ...lineCells(unit.totals) })),
      unitTotalsNote,
    ),
    sheet("Nhiệm vụ", "Danh mục nhiệm vụ và kết quả", taskColumns, figures.tasks.map(taskRow)),
    sheet("Báo cáo của đơn vị", "Đơn vị gửi báo cáo chậm và chưa gửi báo cáo", reportColumns, reportRows(snapshot)),
    ...(snapshot.numbers?.length
      ? [sheet("Số liệu của đơn vị", "Số liệu các đơn vị báo cáo", numberColumns, numberRows(snapshot.numbers))]
      : []),
    sheet("Nguồn", "Nguồn của các nội dung tổng hợp", sourceColumns, citedQuotes(snapshot).map(sourceRow)),
  ]
}

const text = (header: string, key: string, width: number): WorkbookColumn => ({ header, key, width, kind: "text" })
const number = (header: string, key: string, width = 14): WorkbookColumn => ({ header, key, width, kind: "number" })

const numberColumns: WorkbookColumn[] = [
  text("Số liệu", "figure", 40),
  text("Đơn vị", "unit", 40),
  text("Nhiệm vụ", "tasks", 20),
  number("Trong kỳ", "inPeriod"),
  text("Loại số liệu", "kind", 14),
  number("Lũy kế từ đầu năm", "ofYear", 18),
  number("Lũy kế từ đầu kế hoạch", "ofPlan", 18),
  text("Kỳ chưa có số liệu", "missing", 40),
]

function notesOf({ plan, figures }: Snapshot): string[] {
  const day = `Số liệu tính đến hết ngày ${dayInText(figures.asOfOn)}; ${plan.office} tổng hợp.`
  return [...(plan.isIllustrative ? [`${illustrativeNotice}.`] : []), `${planInShort(plan)}.`, day]
}

const lineColumns = (all: string): WorkbookColumn[] => [
  number(all, "all"),
  ...outcomeLines.map((line) => number(outcomeWords.vi[line], line, 16)),
]
const lineCells = (totals: Totals): WorkbookRow => ({ ...totals })

const summaryColumns: WorkbookColumn[] = [
  text("Nội dung", "name", 60),
  number("Số lượng", "count"),
  number("Trên tổng số", "of"),
  { header: "Tỷ lệ", key: "share", width: 12, kind: "percent" },
  text("Cách tính", "how", 70),
]

function summaryRows({ figures }: Snapshot): WorkbookRow[] {
  const { totals, rates, reports, tasks } = figures
  const part = (name: string, count: number, of: number, how: string): WorkbookRow => ({
    name,
    count,
    of,
    share: of === 0 ? null : (count / of) * 100,
    how,
  })
  const rate = (name: string, { numerator, denominator }: Rate, how: string) => part(name, numerator, denominator, how)
  return [
    {
      name: "Tổng số nhiệm vụ được theo dõi",
      count: totals.all,
      how: `Không kể ${tasks.length - totals.all} nhiệm vụ không tiếp tục thực hiện`,
    },
    ...outcomeLines.map((line) =>
      part(
        outcomeWords.vi[line],
        totals[line],
        totals.all,
        line === "untimed" ? `Gồm ${untimedNote}` : "Trên tổng số nhiệm vụ được theo dõi",
      ),
    ),
    rate("Tỷ lệ hoàn thành trên nhiệm vụ có thời hạn", rates.ofTimed, `Đã hoàn thành chia cho ${rateWords.ofTimed}`),
    rate(
      "Tỷ lệ hoàn thành trên nhiệm vụ đã hoàn thành hoặc quá hạn",
      rates.ofDue,
      `Đã hoàn thành chia cho ${rateWords.ofDue}`,
    ),
    { name: "Đơn vị phải gửi báo cáo", count: reports.owed, how: "Không kể đơn vị được mời báo cáo" },
    part("Đã gửi báo cáo", reports.sent, reports.owed, "Trên số đơn vị phải gửi báo cáo"),
    part("Gửi đúng hạn", reports.onTime, reports.owed, "Trên số đơn vị phải gửi báo cáo"),
    part("Gửi chậm", reports.late, reports.owed, "Trên số đơn vị phải gửi báo cáo"),
    part("Chưa gửi", reports.missing.length, reports.owed, "Trên số đơn vị phải gửi báo cáo"),
  ]
}

const taskColumns: WorkbookColumn[] = [
  text("Nhóm", "groupCode", 8),
  text("Tên nhóm nhiệm vụ", "groupTitle", 40),
  text("Mã nhiệm vụ", "code", 12),
  text("Nhiệm vụ", "title", 70),
  text("Cơ quan chủ trì", "leads", 36),
  text("Thời hạn (nguyên văn)", "deadline", 24),
  { header: "Hạn tính", key: "deadlineTo", width: 14, kind: "day" },
  text("Kết quả", "outcome", 28),
  { header: "Ngày hoàn thành", key: "completedOn", width: 16, kind: "day" },
  text("Đơn vị đã hoàn thành/tổng số", "confirmed", 18),
  number("Tiến độ báo cáo (%)", "percentDone"),
  text("Sản phẩm", "product", 40),
]

const taskRow = (task: FigureTask): WorkbookRow => ({
  groupCode: task.groupCode,
  groupTitle: task.groupTitle,
  code: task.code,
  title: task.title,
  leads: leadsInWords(task),
  deadline: task.deadlineText,
  deadlineTo: task.deadlineTo,
  outcome: task.line === null ? droppedWords : outcomeWords.vi[task.line],
  completedOn: task.line?.startsWith("completed") ? task.completedOn : null,
  confirmed: confirmedOfMembers(task),
  percentDone: task.percentDone,
  product: task.product,
})

const reportColumns = [text("TT", "index", 8), text("Đơn vị", "unit", 44), text("Tình trạng", "state", 24)]
/** The snapshot names late and missing units; those that reported on time are counted on the first sheet. */
function reportRows({ figures: { reports } }: Snapshot): WorkbookRow[] {
  const named = (units: readonly FigureReport[], state: string) => units.map((unit) => ({ unit: unit.unitName, state }))
  return [...named(reports.missing, "Chưa gửi báo cáo"), ...named(reports.lateOnes, "Gửi chậm")].map((row, index) => ({
    index: String(index + 1),
    ...row,
  }))
}

const sourceColumns = [
  text("Dấu dẫn", "mark", 10),
  text("Đơn vị", "unit", 36),
  text("Mã nhiệm vụ", "code", 12),
  text("Nhiệm vụ", "task", 50),
  text("Nội dung đơn vị báo cáo (trích nguyên văn)", "text", 80),
]
const sourceRow = (quote: Snapshot["quotes"][number]): WorkbookRow => ({
  mark: `[${quote.mark}]`,
  unit: quote.unitName,
  code: quote.taskCode,
  task: quote.taskTitle,
  text: quote.text,
})
