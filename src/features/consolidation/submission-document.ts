import {
  governmentAddressed,
  governmentName,
  illustrativeNotice,
  orderingDocument,
  planName,
  reportSubject,
} from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { OfficialDocument } from "#platform/official-documents/official-document.ts"
import { dateInWords } from "#platform/official-documents/official-wording.ts"
import { countInText, dayInText } from "#shared/vietnamese-numbers.ts"
import type { ReportIssue } from "./report-document.ts"
import type { Snapshot } from "./snapshot.ts"

/**
 * The submission ("tờ trình", Decree 30/2020/NĐ-CP, Annex III) with which the plan office hands its report to the People's Committee and the
 * steering committee. It states counts of the snapshot, names what lies with it and asks for what the report asks for; number and date are
 * left to the document system. Leadership receives the report and decides on publishing apart from it (rule 17).
 * @param asksToPublish whether the office has proposed to publish this report
 */
export function reportSubmission(
  snapshot: Snapshot,
  issue: Pick<ReportIssue, "number" | "notation" | "issuedOn" | "steeringCommittee">,
  asksToPublish: boolean,
): OfficialDocument {
  const { plan, round, figures } = snapshot
  const government = governmentName(plan.issuer)
  const letter = letterhead(plan.office, government)
  const readers = [governmentAddressed(government), issue.steeringCommittee ?? "Ban Chỉ đạo tỉnh"]
  const basis = orderingDocument(plan) ?? planName(plan.title)
  const { owed, sent, onTime } = figures.reports
  const report = reportInWords(plan.office, issue)
  const asks = [
    `Tiếp nhận ${report}`,
    ...(hasProposals(snapshot) ? ["Xem xét, chỉ đạo đối với các đề xuất, kiến nghị nêu trong Báo cáo"] : []),
    ...(asksToPublish ? [`Cho phép công bố kết quả thực hiện ${round.name}`] : []),
  ]
  return {
    form: "submission",
    ...undatedHead(letter, "TTr", { place: plan.place, year: Number(round.officeDueOn.slice(0, 4)) }),
    subject: `Báo cáo ${lowered(reportSubject(plan, round.name))}`,
    addressees: readers,
    body: [
      {
        kind: "paragraph",
        text: `Thực hiện ${basis}, ${plan.office} đã tổng hợp báo cáo của ${countInText(sent)} trong ${countInText(owed)} cơ quan, đơn vị phải báo cáo ${round.name}, trong đó ${countInText(onTime)} đơn vị gửi đúng hạn; số liệu tính đến hết ngày ${dayInText(figures.asOfOn)}.`,
      },
      { kind: "paragraph", text: `${plan.office} kính trình ${readers.join(", ")}:` },
      { kind: "list", marks: "letter", items: asks.map((ask) => `${ask}.`) },
      { kind: "paragraph", text: "Hồ sơ gửi kèm theo gồm có:" },
      { kind: "list", marks: "dash", items: enclosed(snapshot, report).map((item) => `${item}.`) },
    ],
    signature: { ...letter.signature, name: null },
    recipients: ["Như trên", "Lưu: VT"],
    annexes: [],
    ...(plan.isIllustrative ? { notice: illustrativeNotice } : {}),
  }
}

function reportInWords(
  office: string,
  { number, notation, issuedOn }: Pick<ReportIssue, "number" | "notation" | "issuedOn">,
): string {
  if (!number) return `Báo cáo của ${office}`
  return `Báo cáo số ${number}/${notation}${issuedOn ? ` ${dateInWords(issuedOn)}` : ""} của ${office}`
}

const hasProposals = ({ narrative }: Snapshot): boolean =>
  narrative.some((part) => part.key === "proposals" && part.body.trim() !== "")

/** The report with its annexes, and the list of those who did not send in time where there are any. */
function enclosed({ figures }: Snapshot, report: string): string[] {
  const { missing, lateOnes } = figures.reports
  const hasLate = lateOnes.length + missing.filter((each) => each.standing === "missing").length > 0
  return [`${report} và các phụ lục`, ...(hasLate ? ["Danh sách đơn vị gửi báo cáo chậm, chưa gửi báo cáo"] : [])]
}

const lowered = (text: string): string => text.charAt(0).toLocaleLowerCase("vi") + text.slice(1)
