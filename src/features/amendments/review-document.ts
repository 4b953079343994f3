import {
  governmentAddressed,
  governmentName,
  illustrativeNotice,
  orderingDocument,
  type PlanReference,
  planName,
} from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import { LAG_POINTS, type ReviewReason, reviewReasons } from "#features/plans/yearly-review.ts"
import type { Block, OfficialDocument, Row } from "#platform/official-documents/official-document.ts"
import type { Day } from "#shared/day.ts"
import { countInText, dayInText } from "#shared/vietnamese-numbers.ts"
import { subjectInText } from "./proposed-subject.ts"
import { askedInWords, type SubmittedProposal } from "./submission-document.ts"

export type ReviewedTask = {
  id: string
  code: string
  title: string
  leads: string
  deadlineText: string | null
  percentDone: number | null
  product: string | null
  reasons: readonly ReviewReason[]
}
type Proposal = Omit<SubmittedProposal, "opinion" | "comment"> & { taskId: string | null }
type Plan = PlanReference & { planOfficeName: string; place: string | null; isIllustrative: boolean }

/**
 * The yearly review of a plan (R7 of the decision) as the plan office's report: what the record shows, and what units propose to adjust, in
 * their own words. It proposes nothing that nobody proposed; number and date are left to the document system.
 * @param day the day on which the file is made
 */
export function reviewDocument(
  plan: Plan,
  tasks: readonly ReviewedTask[],
  proposals: readonly Proposal[],
  day: Day,
): OfficialDocument {
  const government = governmentName(plan.issuer)
  const letter = letterhead(plan.planOfficeName, government)
  const reader = governmentAddressed(government)
  const ordered = orderingDocument(plan)
  const name = ordered ? `Kế hoạch ban hành kèm theo ${ordered}` : planName(plan.title)
  const found = reviewReasons.map((reason) => ({
    reason,
    tasks: tasks.filter((each) => each.reasons.includes(reason)),
  }))
  return {
    form: "report",
    ...undatedHead(letter, "BC", { place: plan.place, year: Number(day.slice(0, 4)) }),
    subject: `Rà soát, đề xuất điều chỉnh ${name}`,
    addressees: [reader],
    body: [
      {
        kind: "paragraph",
        text: `Thực hiện ${name}, ${plan.planOfficeName} đã rà soát tình hình thực hiện đến ngày ${dayInText(day)}. Theo số liệu trên hệ thống, có ${countInText(tasks.length)} nhiệm vụ cần xem xét; một nhiệm vụ có thể thuộc nhiều nhóm dưới đây.`,
      },
      { kind: "heading", level: 1, text: "Kết quả rà soát" },
      ...found.flatMap(({ reason, tasks: mine }) => sectionOf(reason, mine)),
      { kind: "heading", level: 1, text: "Đề xuất điều chỉnh" },
      ...adjustments(proposals, plan.planOfficeName),
      { kind: "paragraph", text: `${plan.planOfficeName} kính báo cáo ${reader} xem xét, chỉ đạo.` },
    ],
    signature: { ...letter.signature, name: null },
    about: { plan: plan.title },
    recipients: ["Như trên", "Các cơ quan, đơn vị chủ trì nhiệm vụ", "Lưu: VT"],
    annexes: [
      {
        title: "Nhiệm vụ cần xem xét và đề nghị điều chỉnh",
        wide: true,
        blocks: [{ kind: "table", columns, rows: tasks.map((task, at) => rowOf(task, at, proposals)) }],
      },
    ],
    ...(plan.isIllustrative ? { notice: illustrativeNotice } : {}),
  }
}

const headings: Record<ReviewReason, string> = {
  late: "Nhiệm vụ quá hạn",
  silent: "Nhiệm vụ không có kết quả mới trong hai kỳ báo cáo liên tiếp",
  offPath: `Nhiệm vụ chậm so với lộ trình (tiến độ thấp hơn thời gian đã qua trên ${LAG_POINTS} điểm phần trăm)`,
  withoutProduct: "Nhiệm vụ chưa xác định sản phẩm",
  withoutLead: "Nhiệm vụ chưa xác định đơn vị chủ trì",
  withoutDeadline: "Nhiệm vụ chưa rõ thời hạn",
}
const inShort: Record<ReviewReason, string> = {
  late: "quá hạn",
  silent: "không có kết quả mới",
  offPath: "chậm so với lộ trình",
  withoutProduct: "chưa có sản phẩm",
  withoutLead: "chưa có đơn vị chủ trì",
  withoutDeadline: "chưa rõ thời hạn",
}
/** As many tasks as a section names in the report itself; the annex has every one. */
const NAMED = 10
/** Here the code says enough: what is missing is the same in each. */
const namedByCode: readonly ReviewReason[] = ["withoutProduct", "withoutLead", "withoutDeadline"]

function sectionOf(reason: ReviewReason, tasks: readonly ReviewedTask[]): Block[] {
  const heading: Block = {
    kind: "heading",
    level: 2,
    text: `${headings[reason]}: ${countInText(tasks.length)} nhiệm vụ`,
  }
  if (tasks.length === 0) return [heading]
  if (namedByCode.includes(reason))
    return [heading, { kind: "paragraph", text: `Gồm các nhiệm vụ: ${tasks.map((task) => task.code).join(", ")}.` }]
  const more = tasks.length - NAMED
  return [
    heading,
    { kind: "list", marks: "dash", items: tasks.slice(0, NAMED).map(lineOf) },
    ...(more > 0
      ? [{ kind: "paragraph", text: `Và ${countInText(more)} nhiệm vụ khác, nêu trong Phụ lục.` } as const]
      : []),
  ]
}

const withoutStop = (title: string): string => title.replace(/[.;]+$/, "")

function lineOf(task: ReviewedTask): string {
  const facts = [
    task.leads && `chủ trì: ${task.leads}`,
    task.deadlineText && `thời hạn: ${task.deadlineText}`,
    task.percentDone !== null && `tiến độ báo cáo: ${task.percentDone}%`,
  ].filter(Boolean)
  return `Nhiệm vụ ${task.code}: ${withoutStop(task.title)}${facts.length > 0 ? ` (${facts.join("; ")})` : ""}`
}

function adjustments(proposals: readonly Proposal[], office: string): Block[] {
  if (proposals.length === 0)
    return [{ kind: "paragraph", text: "Đến nay chưa có cơ quan, đơn vị nào gửi đề nghị điều chỉnh." }]
  return [
    {
      kind: "paragraph",
      text: `${office} đã nhận ${countInText(proposals.length)} đề nghị điều chỉnh của các cơ quan, đơn vị, như sau:`,
    },
    {
      kind: "table",
      columns: proposalColumns,
      rows: proposals.map(
        (each, at): Row => [at + 1, withoutStop(subjectInText(each)), each.unitName, asked(each), each.reason],
      ),
    },
  ]
}

const asked = (proposal: Proposal): string =>
  proposal.kind === "drop" ? "Không tiếp tục thực hiện" : askedInWords(proposal)

const proposalColumns = [
  { header: "TT", share: 7, kind: "short" },
  { header: "Nhiệm vụ, chỉ tiêu", share: 33, kind: "text" },
  { header: "Đơn vị đề nghị", share: 17, kind: "text" },
  { header: "Nội dung đề nghị", share: 23, kind: "text" },
  { header: "Lý do", share: 20, kind: "text" },
] as const

const columns = [
  { header: "TT", share: 5, kind: "short" },
  { header: "Nhiệm vụ, chỉ tiêu", share: 33, kind: "text" },
  { header: "Chủ trì", share: 15, kind: "text" },
  { header: "Thời hạn", share: 10, kind: "short" },
  { header: "Lý do xem xét", share: 15, kind: "text" },
  { header: "Đề nghị điều chỉnh", share: 22, kind: "text" },
] as const

function rowOf(task: ReviewedTask, at: number, proposals: readonly Proposal[]): Row {
  const mine = proposals.filter((each) => each.taskId === task.id)
  const reasons = task.reasons.map((reason) => inShort[reason]).join("; ")
  return [
    at + 1,
    `${task.code}. ${withoutStop(task.title)}`,
    task.leads,
    task.deadlineText,
    reasons.charAt(0).toUpperCase() + reasons.slice(1),
    mine.map((each) => `${each.unitName}: ${asked(each)}`).join("\n") || "Chưa có đề nghị",
  ]
}
