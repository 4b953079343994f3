import type { SheetToWrite } from "#platform/workbooks/workbook.ts"
import { type Day, formatDay } from "#shared/day.ts"
import type { Obligation, Unit, UnitKind } from "./unit.ts"

export const UNIT_SHEET = "Đơn vị"
const GUIDE_SHEET = "Hướng dẫn"

/** The words of the cells. The reader takes them with or without diacritics. */
export const kindWords: Record<UnitKind, string> = {
  province: "Ủy ban nhân dân tỉnh, thành phố",
  agency: "Sở, ban, ngành",
  department: "Phòng, đơn vị trực thuộc",
  commune: "Xã, phường, đặc khu",
  party: "Cơ quan Đảng",
  front: "Mặt trận, đoàn thể",
  enterprise: "Doanh nghiệp",
  other: "Khác",
}
export const obligationWords: Record<Obligation, string> = { must: "Phải báo cáo", invited: "Được đề nghị" }
export const yesWord = "Có"
export const noWord = "Không"

export type UnitColumn = keyof typeof unitColumns
/** In the order of the sheet. A file may leave out columns that are not required: what they say stays as it is. */
export const unitColumns = {
  code: { header: "Mã", width: 14, kind: "text", required: false },
  name: { header: "Tên đơn vị", width: 48, kind: "text", required: true },
  kind: { header: "Loại", width: 30, kind: "text", required: true },
  parent: { header: "Đơn vị cấp trên (mã hoặc tên)", width: 28, kind: "text", required: false },
  obligation: { header: "Nghĩa vụ báo cáo", width: 18, kind: "text", required: false },
  isConfirmed: { header: "Tên đã xác nhận", width: 14, kind: "text", required: false },
  aliases: { header: "Tên gọi khác", width: 40, kind: "text", required: false },
  note: { header: "Ghi chú", width: 40, kind: "text", required: false },
  startedOn: { header: "Hoạt động từ ngày", width: 16, kind: "day", required: false },
  endedOn: { header: "Kết thúc từ ngày", width: 16, kind: "day", required: false },
  endedReason: { header: "Lý do kết thúc", width: 30, kind: "text", required: false },
  position: { header: "Thứ tự", width: 10, kind: "number", required: false },
} as const

const guide: readonly (readonly [string, string])[] = [
  ["Mã", "Mã riêng của đơn vị, không trùng. Đơn vị đã có được nhận ra theo mã; không có mã thì theo tên."],
  ["Tên đơn vị", "Tên đầy đủ, bắt buộc."],
  ["Loại", `Một trong: ${Object.values(kindWords).join("; ")}.`],
  [
    "Đơn vị cấp trên (mã hoặc tên)",
    "Mã hoặc tên của một đơn vị có trong tệp hoặc trong hệ thống; để trống nếu không có.",
  ],
  ["Nghĩa vụ báo cáo", `“${obligationWords.must}” hoặc “${obligationWords.invited}”.`],
  ["Tên đã xác nhận", `“${yesWord}” hoặc “${noWord}”.`],
  ["Tên gọi khác", "Các tên khác dùng trong văn bản; mỗi tên một dòng hoặc cách nhau bằng dấu chấm phẩy."],
  ["Hoạt động từ ngày", "Ngày/tháng/năm; để trống với đơn vị mới là ngày nhập."],
  ["Kết thúc từ ngày", "Chỉ ghi khi đơn vị kết thúc hoạt động, kèm lý do ở cột bên cạnh."],
  ["Thứ tự", "Số nguyên, quyết định thứ tự hiển thị; để trống với đơn vị mới là cuối danh sách."],
  ["Dòng không có trong tệp", "Đơn vị không có trong tệp được giữ nguyên, không bị xóa."],
]

/** All units as one workbook that can be read back: every fact has its column. */
export function unitSheets(units: readonly Unit[], today: Day): SheetToWrite[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const columns = Object.entries(unitColumns).map(([key, { header, width, kind }]) => ({ key, header, width, kind }))
  const rows = units.map((unit) => ({
    ...unit,
    kind: kindWords[unit.kind],
    parent: unit.parentId === null ? null : referenceTo(byId.get(unit.parentId)!),
    obligation: obligationWords[unit.obligation],
    isConfirmed: unit.isConfirmed ? yesWord : noWord,
    aliases: unit.aliases.join("\n"),
  }))
  return [
    {
      name: UNIT_SHEET,
      title: "DANH SÁCH ĐƠN VỊ",
      notes: [`Xuất ngày ${formatDay(today)}. Có thể sửa, thêm dòng rồi nhập lại; không đổi tên cột.`],
      columns,
      rows,
    },
    {
      name: GUIDE_SHEET,
      columns: [
        { key: "column", header: "Cột", width: 32, kind: "text" },
        { key: "meaning", header: "Cách ghi", width: 80, kind: "text" },
      ],
      rows: guide.map(([column, meaning]) => ({ column, meaning })),
    },
  ]
}

const referenceTo = (unit: Unit): string => unit.code ?? unit.name
