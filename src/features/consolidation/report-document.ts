import {
  governmentAddressed,
  governmentName,
  orderingDocument,
  planName,
  reportSubject,
} from "#features/documents/official-names.ts"
import { letterhead } from "#features/documents/unit-letterhead.ts"
import type { Annex, Block, OfficialDocument } from "#platform/official-documents/official-document.ts"
import type { Day } from "#shared/day.ts"
import { dayInText } from "#shared/vietnamese-numbers.ts"
import { formerReport } from "./correction.ts"
import { numberTable } from "./number-table.ts"
import { illustrativeNotice } from "./outcome-words.ts"
import { reportBody } from "./report-body.ts"
import { citedQuotes, sourceTable } from "./report-narrative.ts"
import { taskTable } from "./report-tables.ts"
import type { Snapshot } from "./snapshot.ts"

/** What the document system and the history gave the report; null as long as they have not. */
export type ReportIssue = {
  number: string | null
  /** "BC-SKHCN"; a bare "BC" is completed from the name of the plan office. */
  notation: string
  issuedOn: Day | null
  signerName: string | null
  historySeq: string | null
  historyHash: string | null
  /** The committee that reads the report beside the People's Committee, by its full name. */
  steeringCommittee?: string
}

/**
 * The plan office's report on all units as an administrative document (Decree 30/2020/NĐ-CP). Figures come from the snapshot,
 * sentences from the narrative that people wrote; nothing is said here that neither of them says.
 */
export function consolidatedReport(snapshot: Snapshot, issue: ReportIssue): OfficialDocument {
  const { plan, round } = snapshot
  const government = governmentName(plan.issuer)
  const head = letterhead(plan.office, government)
  const readers = [governmentAddressed(government), issue.steeringCommittee ?? "Ban Chỉ đạo tỉnh"]
  const committee = readers[0]!.replace(/^Ủy ban nhân dân/, "UBND")
  const verification = verificationLine(issue)
  const notice = [plan.isIllustrative && illustrativeNotice, !issue.historyHash && draftNotice]
    .filter(Boolean)
    .join("; ")
  return {
    form: "report",
    issuer: { ...(head.parentAgency ? { parentAgency: head.parentAgency } : {}), agency: head.agency },
    number: issue.number,
    notation: /^BC-./.test(issue.notation) ? issue.notation : `BC-${head.abbreviation}`,
    place: plan.place ?? head.place ?? "…………",
    issuedOn: issue.issuedOn,
    yearWhenUndated: Number(round.officeDueOn.slice(0, 4)),
    subject: reportSubject(plan, round.name),
    addressees: readers,
    body: [
      ...replacing(snapshot),
      { kind: "paragraph", text: opening(snapshot) },
      ...reportBody(snapshot),
      {
        kind: "paragraph",
        text: `Trên đây là báo cáo kết quả thực hiện Kế hoạch trong ${round.name}; ${plan.office} kính báo cáo ${readers.join(", ")} xem xét, chỉ đạo.`,
      },
    ],
    signature: { ...head.signature, name: issue.signerName },
    recipients: [
      "Như trên",
      `Chủ tịch, các Phó Chủ tịch ${committee} (b/c)`,
      `Văn phòng ${committee}`,
      "Các cơ quan, đơn vị liên quan",
      "Lưu: VT",
    ],
    annexes: annexes(snapshot),
    about: { plan: plan.title, round: round.name },
    ...(notice ? { notice } : {}),
    ...(verification ? { verification } : {}),
  }
}

/** A correction says first which report it takes the place of, and why; nobody should have to compare two files to find out. */
function replacing({ plan, corrects }: Snapshot): Block[] {
  if (!corrects) return []
  const text = `Báo cáo này thay thế ${formerReport(corrects)} của ${plan.office}. Lý do: ${corrects.reason.replace(/[.;\s]+$/, "")}.`
  return [{ kind: "paragraph", text }]
}

function opening({ plan, round, figures }: Snapshot): string {
  const ordered = orderingDocument(plan)
  const name = planName(plan.title)
  const basis = ordered ? `${ordered} về việc ban hành ${name}` : name
  return `Thực hiện ${basis}; trên cơ sở báo cáo của các cơ quan, đơn vị, ${plan.office} báo cáo kết quả thực hiện ${round.name} (số liệu tính đến hết ngày ${dayInText(figures.asOfOn)}) như sau:`
}

/** Every task, then the units' own figures where the plan asks for them, last every source that the text points to. */
function annexes(snapshot: Snapshot): Annex[] {
  const quotes = citedQuotes(snapshot)
  const tasks: Annex = {
    title: `Danh mục nhiệm vụ và kết quả thực hiện ${snapshot.round.name}`,
    wide: true,
    blocks: [taskTable(snapshot.figures.tasks)],
  }
  const sources: Annex = {
    title: "Nguồn của các nội dung tổng hợp",
    wide: true,
    blocks: [
      {
        kind: "paragraph",
        text: "Mỗi dấu dẫn trong Báo cáo ứng với một nội dung do đơn vị báo cáo, được trích nguyên văn dưới đây.",
      },
      sourceTable(quotes),
    ],
  }
  const numbers: Annex = {
    title: `Số liệu các đơn vị báo cáo ${snapshot.round.name}`,
    wide: true,
    blocks: [numberTable(snapshot.numbers ?? [])],
  }
  return [tasks, ...(snapshot.numbers?.length ? [numbers] : []), ...(quotes.length > 0 ? [sources] : [])]
}

/** Until the director freezes it, the figures still move: nobody should take the file for the report. */
const draftNotice = "Dự thảo, số liệu chưa chốt"

/** The head of the history at the moment of freezing: who holds the history can prove that the report was not changed. */
const verificationLine = ({ historySeq, historyHash }: ReportIssue): string | undefined =>
  historyHash ? `Mã đối chiếu nhật ký hệ thống${historySeq ? ` (dòng ${historySeq})` : ""}: ${historyHash}` : undefined
