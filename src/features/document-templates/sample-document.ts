import type { OfficialDocument } from "#platform/official-documents/official-document.ts"
import type { Day } from "#shared/day.ts"
import type { DocumentKind } from "./document-template.ts"

const forms: Record<DocumentKind, OfficialDocument["form"]> = {
  consolidatedReport: "report",
  unitReport: "report",
  lateUnits: "notice",
  submission: "submission",
  review: "report",
}

/** Words to try a template with while the plan has no document of its kind; every page says that they mean nothing. */
export function sampleDocument(
  kind: DocumentKind,
  plan: { title: string; office: string },
  today: Day,
): OfficialDocument {
  const text = "Đoạn văn để thử mẫu: chữ, giãn dòng và lề của nội dung được trình bày như đoạn này."
  return {
    form: forms[kind],
    issuer: { agency: plan.office },
    number: "01",
    notation: "THU-MAU",
    place: "Địa danh",
    issuedOn: today,
    subject: "Văn bản dùng để thử mẫu",
    addressees: ["Nơi nhận thứ nhất", "Nơi nhận thứ hai"],
    body: [
      { kind: "heading", level: 1, text: "MỤC LỚN" },
      { kind: "paragraph", text },
      { kind: "heading", level: 2, text: "Mục nhỏ" },
      { kind: "list", marks: "dash", items: ["Ý thứ nhất;", "Ý thứ hai."] },
    ],
    signature: { position: "Giám đốc", name: "Họ và tên" },
    recipients: ["Như trên", "Lưu: VT"],
    annexes: [
      {
        title: "Bảng để thử mẫu",
        wide: true,
        blocks: [
          {
            kind: "table",
            columns: [
              { header: "TT", share: 10, kind: "short" },
              { header: "Nhiệm vụ", share: 60, kind: "text" },
              { header: "Tiến độ (%)", share: 30, kind: "number" },
            ],
            rows: [["1", text, 50]],
          },
        ],
      },
    ],
    about: { plan: plan.title, round: "kỳ báo cáo" },
    notice: "Văn bản để thử mẫu, không có giá trị",
    verification: "Mã đối chiếu để thử mẫu",
  }
}
