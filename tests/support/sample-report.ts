import type { OfficialDocument, Row } from "#platform/official-documents/official-document.ts"

/** A consolidated report with one annex row a task, as long as the real ones: for layout tests and measurements. */
export function sampleReport(taskCount: number): OfficialDocument {
  return {
    form: "report",
    issuer: { parentAgency: "UBND tỉnh Cao Bằng", agency: "Sở Khoa học và Công nghệ" },
    number: null,
    notation: "BC-SKHCN",
    place: "Cao Bằng",
    issuedOn: null,
    yearWhenUndated: 2026,
    subject:
      "Kết quả thực hiện Kế hoạch thực hiện Nghị quyết số 71/NQ-CP của Chính phủ và Chương trình hành động số 29-CTr/TU quý III năm 2026",
    addressees: [
      "Ủy ban nhân dân tỉnh",
      "Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh",
    ],
    body: [
      { kind: "heading", level: 1, text: "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH" },
      { kind: "heading", level: 2, text: "Văn bản đã ban hành" },
      {
        kind: "paragraph",
        text: [
          { text: "Sở Khoa học và Công nghệ đã tham mưu ban hành 12 văn bản chỉ đạo, điều hành " },
          { text: "[1]", style: "sourceMark" },
          { text: "; các sở, ban, ngành và Ủy ban nhân dân các xã, phường đã cụ thể hóa thành kế hoạch của đơn vị." },
        ],
      },
      { kind: "heading", level: 3, text: "Cấp tỉnh" },
      {
        kind: "list",
        marks: "dash",
        items: ["Quyết định số 1139/QĐ-UBND ngày 09 tháng 7 năm 2025.", "Kế hoạch quý III."],
      },
      { kind: "heading", level: 3, text: "Cấp xã" },
      { kind: "list", marks: "letter", items: ["56/56 xã, phường có kế hoạch;", "41/56 xã, phường đã báo cáo."] },
      { kind: "heading", level: 1, text: "KẾT QUẢ THỰC HIỆN NHIỆM VỤ" },
      { kind: "table", caption: "Bảng 1. Kết quả theo nhóm nhiệm vụ", columns: summaryColumns, rows: summaryRows },
      { kind: "heading", level: 1, text: "PHƯƠNG HƯỚNG QUÝ SAU" },
      {
        kind: "paragraph",
        text: "Trên đây là báo cáo kết quả thực hiện quý III năm 2026, Sở Khoa học và Công nghệ kính báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo.",
      },
    ],
    signature: { authority: "KT. GIÁM ĐỐC", position: "Phó Giám đốc", name: "Nguyễn Văn Minh Họa" },
    recipients: ["Như trên", "Văn phòng UBND tỉnh (b/c)", "Các sở, ban, ngành", "Lưu: VT, CĐS"],
    annexes: [
      {
        title: "Tình hình thực hiện nhiệm vụ",
        wide: true,
        blocks: [{ kind: "table", columns: taskColumns, rows: taskRows(taskCount) }],
      },
      {
        title: "Đơn vị chưa báo cáo",
        wide: false,
        blocks: [{ kind: "list", marks: "dash", items: ["Xã Hòa An", "Xã Quảng Uyên"] }],
      },
    ],
    notice: "Số liệu minh họa",
    verification: "Mã đối chiếu nhật ký: 3f9a1c77d2e04b58b6f1f2c35d08a9e4 – 09/9/2026",
  }
}

const summaryColumns = [
  { header: "STT", share: 1, kind: "short" },
  { header: "Nhóm nhiệm vụ", share: 6, kind: "text" },
  { header: "Tổng số", share: 2, kind: "number" },
  { header: "Đúng hạn", group: "Hoàn thành", share: 2, kind: "number" },
  { header: "Quá hạn", group: "Hoàn thành", share: 2, kind: "number" },
  { header: "Tỷ lệ (%)", share: 2, kind: "number" },
] as const

const summaryRows: Row[] = [
  ["1", "Nâng cao nhận thức, đột phá về đổi mới tư duy, quyết tâm chính trị mạnh mẽ", 18, 10, 2, 66.67],
  ["2", "Hoàn thiện thể chế, xóa bỏ mọi tư tưởng, quan niệm, rào cản đang cản trở sự phát triển", 21, 9, null, 42.86],
  { total: ["", "Tổng cộng", 39, 19, 2, 53.85] },
]

const taskColumns = [
  { header: "STT", share: 4, kind: "short" },
  { header: "Nhiệm vụ", share: 28, kind: "text" },
  { header: "Đơn vị chủ trì", share: 13, kind: "text" },
  { header: "Thời hạn", share: 9, kind: "short" },
  { header: "Sản phẩm", share: 13, kind: "text" },
  { header: "Tiến độ (%)", share: 6, kind: "number" },
  { header: "Kết quả thực hiện, khó khăn, vướng mắc", share: 27, kind: "text" },
] as const

function taskRows(count: number): Row[] {
  const rows: Row[] = [{ heading: "I. Nâng cao nhận thức, đột phá về đổi mới tư duy" }]
  for (let index = 0; index < count; index += 1) {
    if (index > 0 && index % 20 === 0)
      rows.push({ heading: `${["II", "III", "IV", "V", "VI", "VII"][index / 20 - 1]}. Nhóm nhiệm vụ tiếp theo` })
    rows.push([
      String(index + 1),
      `Xây dựng, trình ban hành chính sách hỗ trợ tổ chức, cá nhân, doanh nghiệp đầu tư cho nghiên cứu phát triển, ứng dụng khoa học và công nghệ, đổi mới sáng tạo và chuyển đổi số trên địa bàn tỉnh, nhiệm vụ thứ ${index + 1}`,
      index % 5 === 0 ? "Ủy ban nhân dân các xã, phường" : "Sở Khoa học và Công nghệ; Sở Tài chính",
      index % 3 === 0 ? "Thường xuyên" : "31/12/2026",
      "Nghị quyết của Hội đồng nhân dân tỉnh",
      (index * 7) % 101,
      "Đã hoàn thành dự thảo, lấy ý kiến các sở, ban, ngành và Ủy ban nhân dân các xã, phường; đang tổng hợp, tiếp thu, giải trình. "
        .repeat(1 + (index % 3))
        .trim(),
    ])
  }
  return rows
}
