import {
  governmentAddressed,
  governmentName,
  illustrativeNotice,
  orderingDocument,
  planName,
} from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { Block, OfficialDocument, Row } from "#platform/official-documents/official-document.ts"
import type { Day } from "#shared/day.ts"
import { countInText } from "#shared/vietnamese-numbers.ts"
import { indicatorDifferences } from "./indicator-differences.ts"
import type { ProposalKind } from "./proposal.ts"
import { type ProposedIndicator, type ProposedSubject, subjectInText } from "./proposed-subject.ts"

export type SubmittedProposal = ProposedSubject & {
  kind: ProposalKind
  unitName: string
  taskProduct: string | null
  deadlineText: string | null
  reason: string
  opinion: "support" | "oppose" | null
  comment: string
}
export type SubmissionHead = {
  opening: string
  planTitle: string
  planOfficeName: string
  planNumber: string | null
  planNotation: string | null
  planIssuedOn: Day | null
  planIssuer: string | null
  planPlace: string | null
  isIllustrative: boolean
}

/**
 * The plan office's submission to the People's Committee on changes of a plan ("tờ trình", Decree 30/2020/NĐ-CP, Annex III). It sets out
 * what each unit asks, in the unit's own words, and what the plan office thinks of it; number and date are left to the document system.
 * @param day the day on which the file is made
 */
export function submissionDocument(
  head: SubmissionHead,
  proposals: readonly SubmittedProposal[],
  day: Day,
): OfficialDocument {
  const government = governmentName(head.planIssuer)
  const letter = letterhead(head.planOfficeName, government)
  const reader = governmentAddressed(government)
  const plan = {
    title: head.planTitle,
    number: head.planNumber,
    notation: head.planNotation,
    issuedOn: head.planIssuedOn,
    issuer: head.planIssuer,
  }
  const name = orderingDocument(plan)
    ? `Kế hoạch ban hành kèm theo ${orderingDocument(plan)}`
    : planName(head.planTitle)
  const supported = proposals.filter((each) => each.opinion === "support").length
  return {
    form: "submission",
    ...undatedHead(letter, "TTr", { place: head.planPlace, year: Number(day.slice(0, 4)) }),
    subject: `Sửa đổi, bổ sung ${name}`,
    addressees: [reader],
    body: [
      ...head.opening
        .split(/\n+/)
        .filter((line) => line.trim() !== "")
        .map((text): Block => ({ kind: "paragraph", text })),
      {
        kind: "paragraph",
        text: `Thực hiện ${name}, ${head.planOfficeName} đã tổng hợp ${countInText(proposals.length)} đề nghị của các cơ quan, đơn vị, trong đó ${head.planOfficeName} đề nghị chấp thuận ${countInText(supported)} nội dung, chưa đề nghị chấp thuận ${countInText(proposals.length - supported)} nội dung. Nội dung cụ thể như sau:`,
      },
      ...kindsInOrder.flatMap((part) => partOf(part, proposals)),
      {
        kind: "paragraph",
        text: `${head.planOfficeName} kính trình ${reader} xem xét, quyết định.`,
      },
    ],
    signature: { ...letter.signature, name: null },
    about: { plan: head.planTitle },
    recipients: ["Như trên", "Các cơ quan, đơn vị có đề nghị", "Lưu: VT"],
    annexes: [
      {
        title: "Tổng hợp đề nghị sửa đổi, bổ sung Kế hoạch",
        wide: true,
        blocks: [{ kind: "table", columns, rows: proposals.map(rowOf) }],
      },
    ],
    ...(head.isIllustrative ? { notice: illustrativeNotice } : {}),
  }
}

type Part = { kind: ProposalKind; title: string; isIndicator?: boolean }
const kindsInOrder: readonly Part[] = [
  { kind: "extend", title: "Gia hạn thời gian hoàn thành nhiệm vụ" },
  { kind: "change", title: "Điều chỉnh nội dung nhiệm vụ" },
  { kind: "add", title: "Bổ sung nhiệm vụ" },
  { kind: "drop", title: "Không tiếp tục thực hiện nhiệm vụ" },
  { kind: "change", title: "Điều chỉnh chỉ tiêu", isIndicator: true },
  { kind: "add", title: "Bổ sung chỉ tiêu", isIndicator: true },
  { kind: "drop", title: "Không tiếp tục thực hiện chỉ tiêu", isIndicator: true },
]

function partOf({ kind, title, isIndicator = false }: Part, all: readonly SubmittedProposal[]): Block[] {
  const mine = all.filter((each) => each.kind === kind && Boolean(each.indicator) === isIndicator)
  if (mine.length === 0) return []
  return [
    { kind: "heading", level: 1, text: title },
    ...mine.flatMap((each): Block[] => [
      { kind: "heading", level: 2, text: subjectInText(each) },
      {
        kind: "list",
        marks: "dash",
        items: [
          `Đơn vị đề nghị: ${each.unitName}`,
          ...(kind === "drop" ? [] : [`Nội dung đề nghị: ${askedInWords(each)}`]),
          `Lý do: ${each.reason}`,
          `Ý kiến của cơ quan đầu mối: ${opinionInWords(each)}`,
        ],
      },
    ]),
  ]
}

const opinionInWords = ({ opinion, comment }: SubmittedProposal): string =>
  [opinion === "oppose" ? "chưa đề nghị chấp thuận" : "đề nghị chấp thuận", comment].filter(Boolean).join("; ")

type Asked = Pick<SubmittedProposal, "kind" | "patch" | "taskProduct" | "deadlineText" | "indicator">
/** What is asked, field by field, beside what stands in the plan. */
export function askedInWords({ kind, patch, taskProduct, deadlineText, indicator }: Asked): string {
  if (indicator) return askedOfIndicator(indicator)
  const from = (now: string | null | undefined) => (kind === "add" ? "" : ` (hiện nay: ${now || "chưa có"})`)
  const parts = [
    patch.title !== undefined && kind !== "add" && `tên nhiệm vụ: “${patch.title}”`,
    patch.leads && `chủ trì: ${patch.leads.map((each) => each.name).join("; ")}`,
    patch.coordinating && `phối hợp: ${patch.coordinating.map((each) => each.name).join("; ")}`,
    patch.product !== undefined && `sản phẩm: ${patch.product}${from(taskProduct)}`,
    patch.deadline && `thời hạn: ${patch.deadline.text}${from(deadlineText)}`,
  ]
  return parts.filter(Boolean).join("; ")
}

/** "chỉ tiêu theo năm: năm 2030: ≥ 35 (hiện nay: năm 2030: ≥ 30)" */
const askedOfIndicator = (indicator: ProposedIndicator): string =>
  indicatorDifferences(indicator.title === null ? {} : { ...indicator, title: indicator.title }, indicator.patch)
    .filter((each) => !(indicator.title === null && each.field === "title"))
    .map(({ field, before, after }) => {
      const now = indicator.title === null ? "" : ` (hiện nay: ${before.replaceAll("\n", "; ") || "chưa có"})`
      return `${fieldWords[field as keyof typeof fieldWords]}: ${after.replaceAll("\n", "; ")}${now}`
    })
    .join("; ")

const fieldWords = { title: "tên chỉ tiêu", unitOfMeasure: "đơn vị tính", targets: "chỉ tiêu theo năm" }

const columns = [
  { header: "TT", share: 5, kind: "short" },
  { header: "Nhiệm vụ, chỉ tiêu", share: 28, kind: "text" },
  { header: "Đơn vị đề nghị", share: 15, kind: "text" },
  { header: "Nội dung đề nghị", share: 22, kind: "text" },
  { header: "Lý do", share: 18, kind: "text" },
  { header: "Ý kiến cơ quan đầu mối", share: 16, kind: "text" },
] as const

const rowOf = (proposal: SubmittedProposal, index: number): Row => [
  String(index + 1),
  subjectInText(proposal),
  proposal.unitName,
  proposal.kind === "drop" ? "Không tiếp tục thực hiện" : askedInWords(proposal),
  proposal.reason,
  opinionInWords(proposal),
]
