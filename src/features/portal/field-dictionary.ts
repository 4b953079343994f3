import { outcomeWords } from "#features/consolidation/outcome-words.ts"
import { outcomeLines } from "#features/plans/task-outcome.ts"

export type DataFile = "csv" | "json"
export type FieldType =
  | "text"
  | "list of texts"
  | "whole number"
  | "number"
  | "date"
  | "date and time"
  | "true or false"
export type FieldExplanation = {
  /** As in the files; "totals.all" is `all` inside `totals`, "tasks[].code" is `code` of each task. The CSV has the last part only. */
  name: string
  files: readonly DataFile[]
  type: FieldType
  description: string
  /** What a coded value means. */
  values?: Record<string, string>
}

type Described = { files: readonly DataFile[]; type: FieldType; vi: string; en: string; isOutcome?: true }

const json = ["json"] as const
const both = ["csv", "json"] as const

/** Every field of the data files, explained. A field without its row here fails the tests. */
const described: Record<string, Described> = {
  isIllustrative: {
    files: both,
    type: "true or false",
    vi: "true: số liệu minh họa, không phải số liệu thật; false: số liệu chính thức",
    en: "true: illustrative figures, not real ones; false: official figures",
  },
  notice: {
    files: json,
    type: "text",
    vi: "Lời lưu ý về số liệu; để trống khi là số liệu chính thức",
    en: "Notice about the figures; null when they are official",
  },
  licence: {
    files: both,
    type: "text",
    vi: "Giấy phép sử dụng dữ liệu; khi sử dụng phải ghi rõ nguồn",
    en: "Licence of the data; name the source when you use it",
  },
  licenceUrl: { files: json, type: "text", vi: "Địa chỉ toàn văn giấy phép", en: "Address of the licence text" },
  source: { files: json, type: "text", vi: "Cơ quan tổng hợp số liệu", en: "Agency that compiled the figures" },
  plan: { files: json, type: "text", vi: "Tên kế hoạch", en: "Name of the plan" },
  decision: {
    files: both,
    type: "text",
    vi: "Số và ký hiệu văn bản ban hành kế hoạch",
    en: "Number and notation of the document that ordered the plan",
  },
  decisionIssuedOn: {
    files: json,
    type: "date",
    vi: "Ngày ban hành văn bản đó (năm-tháng-ngày)",
    en: "Day on which that document was issued (year-month-day)",
  },
  decisionIssuer: { files: json, type: "text", vi: "Cơ quan ban hành văn bản đó", en: "Issuer of that document" },
  round: { files: both, type: "text", vi: "Kỳ báo cáo", en: "Reporting period" },
  roundCode: {
    files: json,
    type: "text",
    vi: "Mã kỳ báo cáo: Q quý, H 6 tháng, N 9 tháng, Y năm, M tháng",
    en: "Code of the period: Q quarter, H half-year, N nine months, Y year, M month",
  },
  asOfOn: {
    files: both,
    type: "date",
    vi: "Ngày chốt số liệu (năm-tháng-ngày)",
    en: "Day that the figures describe (year-month-day)",
  },
  frozenAt: {
    files: json,
    type: "date and time",
    vi: "Thời điểm khóa số liệu, giờ quốc tế UTC",
    en: "Moment at which the figures were frozen, UTC",
  },
  corrects: {
    files: both,
    type: "text",
    vi: "Số và ký hiệu báo cáo được bản này đính chính, thay thế; để trống khi là bản đầu tiên",
    en: "Number and notation of the report that this one corrects and replaces; empty for a first version",
  },
  correctionReason: {
    files: json,
    type: "text",
    vi: "Lý do đính chính; để trống khi là bản đầu tiên",
    en: "Why the report was corrected; null for a first version",
  },
  replacedBy: {
    files: both,
    type: "text",
    vi: "Số và ký hiệu báo cáo đã thay thế bản này; để trống khi dữ liệu còn hiệu lực",
    en: "Number and notation of the report that replaced this one; empty when these data count",
  },
  "totals.all": {
    files: json,
    type: "whole number",
    vi: "Tổng số nhiệm vụ được theo dõi, không kể nhiệm vụ không tiếp tục thực hiện",
    en: "All tasks that count; tasks that were dropped do not",
  },
  ...Object.fromEntries(
    outcomeLines.map((line): [string, Described] => [
      `totals.${line}`,
      {
        files: json,
        type: "whole number",
        vi: `Số nhiệm vụ: ${outcomeWords.vi[line].toLocaleLowerCase("vi")}`,
        en: `Tasks: ${outcomeWords.en[line].toLowerCase()}`,
      },
    ]),
  ),
  "rates.ofTimed.numerator": {
    files: json,
    type: "whole number",
    vi: "Số nhiệm vụ đã hoàn thành",
    en: "Completed tasks",
  },
  "rates.ofTimed.denominator": {
    files: json,
    type: "whole number",
    vi: "Số nhiệm vụ có thời hạn",
    en: "Tasks with a deadline that counts",
  },
  "rates.ofTimed.share": {
    files: json,
    type: "number",
    vi: "Tỷ lệ hoàn thành trên số nhiệm vụ có thời hạn, từ 0 đến 1; để trống khi mẫu số bằng 0",
    en: "Completed among tasks with a deadline, 0 to 1; null when the denominator is 0",
  },
  "rates.ofDue.numerator": {
    files: json,
    type: "whole number",
    vi: "Số nhiệm vụ đã hoàn thành",
    en: "Completed tasks",
  },
  "rates.ofDue.denominator": {
    files: json,
    type: "whole number",
    vi: "Số nhiệm vụ đã hoàn thành hoặc quá hạn",
    en: "Tasks that are completed or overdue",
  },
  "rates.ofDue.share": {
    files: json,
    type: "number",
    vi: "Tỷ lệ hoàn thành trên số nhiệm vụ đã hoàn thành hoặc quá hạn, từ 0 đến 1; để trống khi mẫu số bằng 0",
    en: "Completed among tasks completed or overdue, 0 to 1; null when the denominator is 0",
  },
  "reports.owed": {
    files: json,
    type: "whole number",
    vi: "Số đơn vị phải gửi báo cáo",
    en: "Units that had to report",
  },
  "reports.sent": { files: json, type: "whole number", vi: "Số đơn vị đã gửi báo cáo", en: "Units that reported" },
  "reports.onTime": {
    files: json,
    type: "whole number",
    vi: "Số đơn vị gửi đúng hạn, kể cả được gia hạn",
    en: "Units that reported on time, extended dates included",
  },
  "reports.late": { files: json, type: "whole number", vi: "Số đơn vị gửi chậm", en: "Units that reported late" },
  "reports.missing": {
    files: json,
    type: "list of texts",
    vi: "Các đơn vị chưa gửi báo cáo",
    en: "Units that have not reported",
  },
  "tasks[].id": {
    files: both,
    type: "text",
    vi: "Định danh của nhiệm vụ, không đổi giữa các kỳ",
    en: "Identifier of the task, the same in all periods",
  },
  "tasks[].code": {
    files: both,
    type: "text",
    vi: "Số thứ tự của nhiệm vụ trong kế hoạch",
    en: "Number of the task in the plan",
  },
  "tasks[].title": {
    files: both,
    type: "text",
    vi: "Nội dung nhiệm vụ; trong tệp CSV, mọi đoạn chữ bắt đầu bằng dấu =, +, - hoặc @ có dấu nháy đơn đứng trước",
    en: "What the task is; in the CSV file any text that begins with =, +, - or @ has an apostrophe before it",
  },
  "tasks[].groupCode": {
    files: both,
    type: "text",
    vi: "Số thứ tự của nhóm nhiệm vụ",
    en: "Number of the group of tasks",
  },
  "tasks[].groupTitle": { files: both, type: "text", vi: "Tên nhóm nhiệm vụ", en: "Name of the group of tasks" },
  "tasks[].leads": {
    files: both,
    type: "list of texts",
    vi: "Cơ quan chủ trì; trong tệp CSV cách nhau bằng dấu chấm phẩy",
    en: "Lead units; parted by semicolons in the CSV file",
  },
  "tasks[].deadline": {
    files: both,
    type: "text",
    vi: "Thời hạn, nguyên văn trong kế hoạch",
    en: "Deadline as the plan words it",
  },
  "tasks[].deadlineTo": {
    files: both,
    type: "date",
    vi: "Ngày cuối cùng của thời hạn; để trống khi không tính thời hạn",
    en: "Last day on time; empty when no deadline counts",
  },
  "tasks[].product": { files: both, type: "text", vi: "Sản phẩm phải có", en: "What the task must leave behind" },
  "tasks[].outcome": {
    files: both,
    type: "text",
    vi: "Kết quả tại ngày chốt số liệu; để trống khi nhiệm vụ không tiếp tục thực hiện",
    en: "State on the day of the figures; empty when the task was dropped",
    isOutcome: true,
  },
  "tasks[].completedOn": {
    files: both,
    type: "date",
    vi: "Ngày hoàn thành đã được xác nhận",
    en: "Confirmed day of completion",
  },
  "tasks[].percentDone": {
    files: both,
    type: "whole number",
    vi: "Tiến độ do đơn vị báo cáo, từ 0 đến 100; để trống khi chưa báo cáo",
    en: "Progress as reported, 0 to 100; empty when nothing was reported",
  },
}

/** Every field of tasksCsv and tasksJson, in the order of the files. */
export const fieldDictionary = (language: "vi" | "en"): FieldExplanation[] =>
  Object.entries(described).map(([name, field]) => ({
    name,
    files: field.files,
    type: field.type,
    description: field[language],
    ...(field.isOutcome ? { values: { ...outcomeWords[language] } } : {}),
  }))
