/** The words of the workbook that a whole plan is exported to. The program reads them back: they are a format, not an interface text. */
export const FORMAT = "Sổ làm việc của kế hoạch, bản 1"
export const YES = "Có"

/** In the first rows of the sheet "Kế hoạch". */
export const headWords = {
  format: "Định dạng",
  groups: "Số nhóm nhiệm vụ nêu trong văn bản",
  tasks: "Số nhiệm vụ nêu trong văn bản",
  indicators: "Số chỉ tiêu nêu trong văn bản",
}

/** A row that only carries on long texts of the row above it. */
export const CONTINUED = { key: "continued", mark: "tiếp" }
const continued = { key: CONTINUED.key, header: "Nối hàng trên", width: 8 }

/** `isText` marks what is the plan's own wording. */
export type PlanColumn = { key: string; header: string; width: number; isText?: boolean }
const own = (key: string, header: string, width: number): PlanColumn => ({ key, header, width, isText: true })
const cell = (key: string, header: string, width: number): PlanColumn => ({ key, header, width })

export const sheets = {
  head: { title: "Kế hoạch", columns: [cell("what", "Mục", 40), cell("value", "Giá trị", 40)] },
  documents: {
    title: "Văn bản",
    columns: [
      cell("number", "TT", 8),
      cell("kind", "Loại", 14),
      own("documentNumber", "Số", 10),
      own("notation", "Ký hiệu", 14),
      own("issuer", "Cơ quan ban hành", 30),
      own("place", "Nơi ban hành", 16),
      cell("issuedOn", "Ngày ban hành", 14),
      cell("effectiveOn", "Ngày có hiệu lực", 14),
      own("title", "Trích yếu", 60),
      own("onBehalf", "Ký thay mặt", 20),
      own("capacity", "Tư cách ký", 14),
      own("position", "Chức vụ người ký", 20),
      own("name", "Người ký", 20),
      cell("recipients", "Nơi nhận", 40),
      continued,
    ],
  },
  relations: {
    title: "Quan hệ văn bản",
    columns: [
      cell("document", "Văn bản (TT)", 10),
      cell("relation", "Quan hệ", 16),
      own("text", "Ghi trong văn bản", 70),
      own("number", "Số", 10),
      own("notation", "Ký hiệu", 14),
      cell("issuedOn", "Ngày ban hành", 14),
      continued,
    ],
  },
  groups: {
    title: "Nhóm nhiệm vụ",
    columns: [cell("number", "TT", 8), own("code", "Số của nhóm", 12), own("title", "Tên nhóm", 80), continued],
  },
  tasks: {
    title: "Nhiệm vụ",
    columns: [
      cell("group", "Nhóm (TT)", 8),
      cell("level", "Cấp", 8),
      own("code", "Mã", 10),
      own("parentCode", "Thuộc nhiệm vụ", 10),
      own("title", "Nhiệm vụ", 60),
      cell("leads", "Cơ quan chủ trì", 28),
      cell("coordinating", "Cơ quan phối hợp", 28),
      own("deadline", "Thời hạn", 18),
      cell("meaning", "Hiểu là", 16),
      cell("from", "Từ ngày", 12),
      cell("to", "Đến ngày", 12),
      own("product", "Sản phẩm", 30),
      own("funding", "Kinh phí", 20),
      own("note", "Ghi chú", 20),
      cell("provisional", "Nhiệm vụ tạm", 10),
      cell("replaces", "Thay cho nhiệm vụ tạm", 14),
      continued,
      own("deadlineBefore", "Thời hạn khi xuất (không sửa)", 18),
      cell("taskId", "Số trong hệ thống (không sửa)", 38),
    ],
  },
  indicators: {
    title: "Chỉ tiêu",
    columns: [
      cell("number", "TT", 8),
      own("code", "Mã", 10),
      own("parentCode", "Thuộc chỉ tiêu", 10),
      own("title", "Chỉ tiêu", 60),
      own("unit", "Đơn vị tính", 14),
      cell("leads", "Cơ quan chủ trì", 28),
      continued,
    ],
  },
  targets: {
    title: "Giá trị theo năm",
    columns: [
      cell("indicator", "Chỉ tiêu (TT)", 10),
      cell("year", "Năm", 8),
      own("comparator", "So sánh", 10),
      own("value", "Giá trị", 14),
      own("text", "Ghi trong văn bản", 60),
      continued,
    ],
  },
  duties: {
    title: "Tổ chức thực hiện",
    columns: [own("unit", "Cơ quan", 30), own("text", "Trách nhiệm", 90), continued],
  },
  reporting: {
    title: "Chế độ báo cáo",
    columns: [
      cell("tier", "Ai báo cáo", 18),
      cell("period", "Kỳ", 16),
      own("text", "Ghi trong văn bản", 70),
      cell("day", "Ngày", 8),
      cell("month", "Tháng", 16),
      cell("weekday", "Thứ (1-7)", 8),
      own("time", "Giờ", 10),
      cell("inclusive", "Tính cả ngày đó", 10),
      continued,
    ],
  },
  issues: {
    title: "Điểm cần xem lại",
    columns: [cell("severity", "Mức", 12), own("code", "Mã", 24), own("message", "Nội dung", 90), continued],
  },
} satisfies Record<string, { title: string; columns: PlanColumn[] }>

type Words = Readonly<Record<string, string>>

export const documentWords = {
  decision: "Quyết định",
  plan: "Kế hoạch",
  resolution: "Nghị quyết",
  programme: "Chương trình",
  directive: "Chỉ thị",
  letter: "Công văn",
  notice: "Thông báo",
  report: "Báo cáo",
  other: "Khác",
} satisfies Words
export const relationWords = {
  basedOn: "Căn cứ",
  carriesOut: "Triển khai",
  supersedes: "Thay thế",
  amends: "Sửa đổi",
  proposedBy: "Theo đề nghị",
} satisfies Words
export const deadlineWords = {
  byDay: "Đến ngày",
  everyYear: "Hằng năm",
  ongoing: "Thường xuyên",
  range: "Trong khoảng",
  afterEvent: "Sau sự kiện",
  unclear: "Chưa rõ",
} satisfies Words
export const tierWords = { unit: "Cơ quan, đơn vị", planOffice: "Cơ quan đầu mối" } satisfies Words
export const periodWords = {
  everyTwoWeeks: "Hai tuần",
  everyWeek: "Tuần",
  month: "Tháng",
  quarter: "Quý",
  halfYear: "6 tháng",
  nineMonths: "9 tháng",
  year: "Năm",
  onRequest: "Đột xuất",
} satisfies Words
export const monthWords = {
  lastOfPeriod: "Tháng cuối kỳ",
  firstAfterPeriod: "Tháng đầu sau kỳ",
  each: "Hằng tháng",
} satisfies Words
export const severityWords = { info: "Để biết", warning: "Cần xem", error: "Lỗi" } satisfies Words

/** What has no word of its own is written as it is. */
export const wordFor = (words: Words, key: string): string => words[key] ?? key
/** The other way round. Undefined for a word that is not among them. */
export const keyFor = <Key extends string>(words: Record<Key, string>, word: string): Key | undefined =>
  (Object.keys(words) as Key[]).find((key) => words[key].toLowerCase() === word.toLowerCase() || key === word)
