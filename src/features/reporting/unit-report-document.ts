import {
  communeOf,
  governmentAddressed,
  governmentName,
  illustrativeNotice,
  isSameName,
  orderingDocument,
  planName,
  reportSubject,
} from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { Annex, Block, OfficialDocument, Row } from "#platform/official-documents/official-document.ts"
import { attachmentLine } from "#platform/official-documents/official-wording.ts"
import type { Day } from "#shared/day.ts"
import { countInText, dayInText } from "#shared/vietnamese-numbers.ts"
import { answers } from "./entry.ts"
import {
  answerInWords,
  answerWords,
  type EntryToWrite,
  entryBlocks,
  evidenceInWords,
  unansweredWords,
} from "./entry-in-words.ts"
import { fieldsFor, type TemplateContent, type TemplateField, type TemplateSection } from "./report-template.ts"
import { nothingArose, sectionTitle } from "./section-words.ts"
import type { ReportPart } from "./sections.ts"
import { typedBlocks } from "./typed-text.ts"

/** What the document needs of a report; `ReportHead` has it. The decision that ordered the plan is named when it is known. */
export type UnitReportHead = {
  roundName: string
  planTitle: string
  planOfficeName: string
  unitName: string
  isIllustrative: boolean
  asOfOn: Day
  version: number
  planNumber?: string | null
  planNotation?: string | null
  planIssuedOn?: Day | null
  planIssuer?: string | null
}

/**
 * A unit's own report in Word, out of what it entered, so that nobody types twice (rule 16). Number and date are left to the
 * document system. It quotes and arranges; a part that was left empty is left out.
 * @param day the day on which the file is made
 */
export function unitReport(
  head: UnitReportHead,
  entries: readonly EntryToWrite[],
  sections: readonly SectionToWrite[],
  template: TemplateContent,
  day: Day,
): OfficialDocument {
  const government = governmentName(head.planIssuer ?? null)
  const letter = letterhead(head.unitName, government)
  const isOffice = isSameName(head.unitName, head.planOfficeName)
  const reader = governmentAddressed(government)
  const document: OfficialDocument = {
    form: "report",
    ...undatedHead(letter, "BC", { year: Number(day.slice(0, 4)) }),
    subject: reportSubject(planOf(head), head.roundName),
    addressees: [isOffice ? reader : `${reader} (qua ${head.planOfficeName})`],
    body: [
      { kind: "paragraph", text: opening(head) },
      ...bodyBlocks(entries, sections, template),
      {
        kind: "paragraph",
        text: closing(head, isOffice ? reader : `${head.planOfficeName} tổng hợp, báo cáo ${reader}`),
      },
    ],
    signature: { ...letter.signature, name: null },
    recipients: ["Như trên", ...(isOffice ? [] : [`${head.planOfficeName} (để tổng hợp)`]), "Lưu: VT"],
    annexes: [],
    about: { plan: head.planTitle, round: head.roundName },
    ...(head.isIllustrative ? { notice: illustrativeNotice } : {}),
    verification: `Lập ngày ${dayInText(day)} từ báo cáo trên hệ thống, phiên bản ${head.version}`,
  }
  return { ...document, annexes: entries.length > 0 ? [taskAnnex(document, head, entries)] : [] }
}

const planOf = (head: UnitReportHead) => ({
  title: head.planTitle,
  number: head.planNumber ?? null,
  notation: head.planNotation ?? null,
  issuedOn: head.planIssuedOn ?? null,
  issuer: head.planIssuer ?? null,
})

function nameInText(unitName: string): string {
  const commune = communeOf(unitName)
  return commune ? `Ủy ban nhân dân ${commune.kind} ${commune.name}` : unitName
}

function opening(head: UnitReportHead): string {
  const ordered = orderingDocument(planOf(head))
  const name = planName(head.planTitle)
  const basis = ordered ? `${ordered} về việc ban hành ${name}` : name
  return `Thực hiện ${basis}; ${nameInText(head.unitName)} báo cáo kết quả thực hiện ${head.roundName} (số liệu tính đến hết ngày ${dayInText(head.asOfOn)}) như sau:`
}

const closing = (head: UnitReportHead, whatFor: string): string =>
  `Trên đây là báo cáo kết quả thực hiện Kế hoạch trong ${head.roundName} của ${nameInText(head.unitName)}, kính gửi ${whatFor}.`

const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text })

/** Direction first, then the tasks with what else was achieved, then the other sections in the order of the template. */
function bodyBlocks(
  entries: readonly EntryToWrite[],
  sections: readonly SectionToWrite[],
  { sections: asked, fields }: TemplateContent,
): Block[] {
  const blocksOf = (level: 1 | 2, part: (part: ReportPart) => boolean): Block[] =>
    asked
      .filter((section) => part(section.part))
      .flatMap((section) =>
        sectionBlocks(
          level,
          section,
          sections.find(({ key }) => key === section.key),
        ),
      )
  const results = [...taskBlocks(entries, fields), ...blocksOf(2, (part) => part === "results")]
  return [
    ...blocksOf(1, (part) => part === "direction"),
    ...(results.length > 0 ? [heading(1, "KẾT QUẢ THỰC HIỆN NHIỆM VỤ"), ...results] : []),
    ...blocksOf(1, (part) => part !== "direction" && part !== "results"),
  ]
}

export type SectionToWrite = { key: string; body: string; isNone: boolean }

function sectionBlocks(level: 1 | 2, asked: TemplateSection, section: SectionToWrite | undefined): Block[] {
  const blocks = typedBlocks(section?.isNone ? `${nothingArose}.` : (section?.body ?? ""))
  const title = sectionTitle(asked)
  return blocks.length > 0 ? [heading(level, level === 1 ? title.toLocaleUpperCase("vi") : title), ...blocks] : []
}

/** How many tasks were answered how, then each task under its group. */
function taskBlocks(entries: readonly EntryToWrite[], fields: readonly TemplateField[]): Block[] {
  if (entries.length === 0) return []
  const counts = [...answers, null].flatMap((answer) => {
    const count = entries.filter((entry) => entry.answer === answer).length
    const words = answer === null ? unansweredWords : answerWords[answer]
    return count > 0 ? [`${words.toLocaleLowerCase("vi")} ${countInText(count)} nhiệm vụ`] : []
  })
  const tasks = entries.flatMap((entry, index) => [
    ...(entry.groupTitle === entries[index - 1]?.groupTitle ? [] : [heading(2, entry.groupTitle)]),
    heading(3, `Nhiệm vụ ${entry.taskCode}: ${entry.taskTitle}`),
    ...entryBlocks(entry, fieldsFor({ fields }, entry)),
  ])
  const summary = `Trong kỳ, đơn vị báo cáo ${countInText(entries.length)} nhiệm vụ được giao chủ trì, trong đó: ${counts.join("; ")}.`
  return [{ kind: "paragraph", text: summary }, ...tasks]
}

function taskAnnex(document: OfficialDocument, head: UnitReportHead, entries: readonly EntryToWrite[]): Annex {
  const rows = entries.flatMap((entry, index): Row[] => {
    const evidence = entry.evidence.map(evidenceInWords).join(";\n")
    const product = entry.product.trim() || entry.taskProduct
    const row = [
      entry.taskCode,
      entry.taskTitle,
      entry.deadlineText,
      answerInWords(entry),
      entry.percentDone,
      product,
      evidence,
    ]
    return entry.groupTitle === entries[index - 1]?.groupTitle ? [row] : [{ heading: entry.groupTitle }, row]
  })
  const annex: Annex = {
    title: `Danh mục nhiệm vụ được giao chủ trì và kết quả thực hiện ${head.roundName}`,
    wide: true,
    blocks: [{ kind: "table", columns: annexColumns, rows }],
  }
  // The agency may stand on two lines in the head; in a sentence it stands on one.
  return { ...annex, attachedTo: attachmentLine({ ...document, issuer: { agency: nameInText(head.unitName) } }, annex) }
}

const annexColumns = [
  { header: "TT", share: 5, kind: "short" },
  { header: "Nhiệm vụ", share: 34, kind: "text" },
  { header: "Thời hạn", share: 13, kind: "short" },
  { header: "Tình trạng", share: 12, kind: "text" },
  { header: "Tiến độ (%)", share: 6, kind: "number" },
  { header: "Sản phẩm", share: 16, kind: "text" },
  { header: "Tài liệu kiểm chứng", share: 18, kind: "text" },
] as const
