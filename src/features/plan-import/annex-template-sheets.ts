import { plain } from "./vietnamese-text.ts"

/** The words of our Excel template of the annex. The reader finds the columns by these heads like any other annex's. */
export const taskColumns = [
  { head: "STT", width: 8, asText: true },
  { head: "Nhóm nhiệm vụ", width: 34, asText: false },
  { head: "Nhiệm vụ", width: 60, asText: false },
  { head: "Cơ quan chủ trì", width: 28, asText: false },
  { head: "Cơ quan phối hợp", width: 28, asText: false },
  // As text, because Excel would turn "6/2025" into the first of June.
  { head: "Thời hạn hoàn thành", width: 20, asText: true },
  { head: "Sản phẩm", width: 30, asText: false },
  { head: "Ghi chú", width: 20, asText: false },
  { head: "Thay cho nhiệm vụ tạm", width: 18, asText: true },
] as const

export const indicatorColumns = (years: number[]) => [
  { head: "STT", width: 8, asText: true },
  { head: "Chỉ tiêu", width: 60, asText: false },
  { head: "Đơn vị tính", width: 14, asText: false },
  ...years.map((year) => ({ head: `Mục tiêu năm ${year}`, width: 18, asText: true })),
  { head: "Cơ quan chủ trì", width: 28, asText: false },
  { head: "Cơ quan theo dõi, đánh giá", width: 28, asText: false },
  { head: "Ghi chú", width: 20, asText: false },
]

export const sheetNames = {
  tasks: "Nhiệm vụ",
  indicators: "Chỉ tiêu",
  provisional: "Nhiệm vụ tạm",
  instructions: "Hướng dẫn",
  lists: "Danh mục",
} as const

export const instructions = [
  "HƯỚNG DẪN NHẬP PHỤ LỤC",
  "Mỗi hàng ở trang “Nhiệm vụ” là một nhiệm vụ. Không đổi tên các cột ở hàng tiêu đề; có thể thêm hàng.",
  "STT: số của nhiệm vụ trong phụ lục (1, 2, 2.1 …). Việc 2.1 được hiểu là một phần của nhiệm vụ 2.",
  "Nhóm nhiệm vụ: chọn trong danh sách. Để trống thì nhiệm vụ thuộc nhóm của hàng trên.",
  "Cơ quan chủ trì, phối hợp: ghi đủ tên; nhiều cơ quan cách nhau bằng dấu chấm phẩy. Có thể ghi tên chung như “Các sở, ban, ngành”, “UBND các xã, phường”.",
  "Thời hạn hoàn thành: ghi như trong văn bản, ví dụ “31/12/2025”, “6/2025”, “Quý IV/2025”, “Hằng năm”, “Thường xuyên”, “2025 - 2026”.",
  "Thay cho nhiệm vụ tạm: ghi mã của nhiệm vụ tạm (trang “Nhiệm vụ tạm”) mà hàng này thay thế; nhiều mã cách nhau bằng dấu phẩy; để trống nếu là nhiệm vụ mới.",
  "Chỉ tiêu: ghi giá trị như trong văn bản, ví dụ “≥ 30”, “Trên 90%”, “16 - 18”. Có thể thêm cột “Mục tiêu năm …”.",
  "Không nhập nội dung thuộc danh mục bí mật nhà nước.",
]

/** Sheets that explain or list, and hold nothing of the plan. */
export const isReferenceSheet = (name: string): boolean =>
  /^(?:huong dan|nhiem vu tam$|danh muc$)/.test(plain(name).trim())
