import { governmentName, illustrativeNotice, orderingDocument, planName } from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { OfficialDocument, Row, Table } from "#platform/official-documents/official-document.ts"
import { countInText, dayInText } from "#shared/vietnamese-numbers.ts"
import type { Figures } from "./figures.ts"
import type { Snapshot } from "./snapshot.ts"

/** A unit that may still send in time is neither late nor missing. */
const overdue = ({ reports }: Figures) => reports.missing.filter((report) => report.standing === "missing")

/** The units that owe their report or sent it late, missing ones first. */
export function lateUnitsTable(figures: Figures): Table {
  const { reports } = figures
  const rows = [
    ...overdue(figures).map((report) => [report.unitName, "Chưa gửi báo cáo"] as const),
    ...reports.lateOnes.map((report) => [report.unitName, "Gửi báo cáo chậm"] as const),
  ]
  return {
    kind: "table",
    columns: [
      { header: "TT", share: 8, kind: "short" },
      { header: "Cơ quan, đơn vị", share: 60, kind: "text" },
      { header: "Tình trạng", share: 32, kind: "text" },
    ],
    rows: rows.map(([name, state], index): Row => [String(index + 1), name, state]),
  }
}

/**
 * The list of late units as a notice of the plan office to the units (Decree 30/2020/NĐ-CP). It is prepared here and issued by people;
 * a unit is named in public only through an approved publication.
 */
export function lateUnitsNotice(snapshot: Snapshot): OfficialDocument {
  const { plan, round, figures } = snapshot
  const head = letterhead(plan.office, governmentName(plan.issuer))
  const { lateOnes, owed, onTime } = figures.reports
  const missing = overdue(figures)
  const basis = orderingDocument(plan) ?? planName(plan.title)
  const none = missing.length + lateOnes.length === 0
  const counted = `Trong ${round.name}, ${countInText(owed)} cơ quan, đơn vị phải gửi báo cáo theo ${basis}; ${countInText(onTime)} đơn vị gửi đúng hạn, ${countInText(lateOnes.length)} đơn vị gửi chậm, ${countInText(missing.length)} đơn vị chưa gửi.`
  return {
    form: "notice",
    ...undatedHead(head, "TB", { place: plan.place, year: Number(round.officeDueOn.slice(0, 4)) }),
    subject: `Tình hình gửi báo cáo ${round.name}`,
    addressees: [],
    body: [
      { kind: "paragraph", text: counted },
      {
        kind: "paragraph",
        text: none
          ? `Tính đến thời điểm lập danh sách, không có đơn vị nào gửi chậm hoặc chưa gửi báo cáo.`
          : "Danh sách đơn vị gửi chậm, chưa gửi báo cáo tại Phụ lục kèm theo.",
      },
      { kind: "paragraph", text: `Số liệu tính đến hết ngày ${dayInText(figures.asOfOn)}.` },
    ],
    signature: { ...head.signature, name: null },
    about: { plan: plan.title, round: round.name },
    recipients: ["Các cơ quan, đơn vị liên quan", "Lưu: VT"],
    annexes: none
      ? []
      : [
          {
            title: `Danh sách đơn vị gửi chậm, chưa gửi báo cáo ${round.name}`,
            wide: false,
            blocks: [lateUnitsTable(figures)],
          },
        ],
    ...(plan.isIllustrative ? { notice: illustrativeNotice } : {}),
  }
}
