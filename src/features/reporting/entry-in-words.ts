import type { Block, List } from "#platform/official-documents/official-document.ts"
import type { Day } from "#shared/day.ts"
import { dayInText } from "#shared/vietnamese-numbers.ts"
import type { Answer } from "./entry.ts"
import { type FieldValue, type FieldValues, shownNumber, valueInWords } from "./field-value.ts"
import type { TemplateField } from "./report-template.ts"
import { closedSentence, typedLines } from "./typed-text.ts"

/** What a document needs of one entry and its proofs; the rows of read-report.server.ts have it. */
export type EvidenceToWrite = { title: string; number: string | null; issuedOn: Day | null }

export type EntryToWrite = {
  taskCode: string
  taskTitle: string
  taskProduct: string | null
  groupTitle: string
  deadlineText: string | null
  answer: Answer | null
  percentDone: number | null
  result: string
  product: string
  obstacle: string
  proposal: string
  nextStep: string
  missingReason: string
  consent: "consent" | "object" | null
  objection: string
  taskId: string
  taskGroupId: string
  fieldValues: FieldValues
  evidence: readonly EvidenceToWrite[]
}

/** What a unit answered, in the words of its own report. */
export const answerWords: Record<Answer, string> = {
  claim: "Đề nghị xác nhận hoàn thành",
  progress: "Đang thực hiện",
  nothingChanged: "Giữ nguyên như kỳ trước",
  missing: "Chưa báo cáo kết quả",
}

/** A task that nobody has answered yet, in the report of a unit that still works on it. */
export const unansweredWords = "Chưa nhập nội dung"

export const answerInWords = (entry: EntryToWrite): string =>
  entry.answer === null ? unansweredWords : answerWords[entry.answer]

/** "Kế hoạch số 12/KH-SKHCN ngày 05/8/2026" */
export const evidenceInWords = ({ title, number, issuedOn }: EvidenceToWrite): string =>
  [title.trim(), number && `số ${number}`, issuedOn && `ngày ${dayInText(issuedOn)}`].filter(Boolean).join(" ")

/**
 * What the report says of one task, one thing a line; a thing that was not filled in is not mentioned.
 * @param fields what the plan asks of this task beside that
 */
export function entryBlocks(entry: EntryToWrite, fields: readonly TemplateField[] = []): Block[] {
  const evidence = entry.evidence.map(evidenceInWords).join("; ")
  return listed([
    said(entry),
    labelled("Kết quả trong kỳ", entry.result),
    ...fields.map((field) => labelled(field.label, fieldInWords(field, entry.fieldValues[field.key]))),
    labelled("Sản phẩm", entry.product),
    labelled("Tài liệu kiểm chứng", evidence),
    labelled("Khó khăn, vướng mắc", entry.obstacle),
    labelled("Đề xuất, kiến nghị", entry.proposal),
    labelled("Công việc tiếp theo", entry.nextStep),
    consentInWords(entry),
  ])
}

/** A value, and the final figure of the last report where that one was an estimate. */
function fieldInWords(field: TemplateField, value: FieldValue | undefined): string {
  const text = valueInWords(field, value)
  const unit = field.unitOfMeasure ? ` ${field.unitOfMeasure}` : ""
  return value?.final ? `${text || "–"}; số chính thức kỳ trước: ${shownNumber(value.final)}${unit}` : text
}

/** The answer itself with the reported percentage, or the reason why there is none. */
function said(entry: EntryToWrite): string[] {
  if (entry.answer === "missing") return labelled(`${answerWords.missing}, lý do`, entry.missingReason)
  const percent = entry.percentDone === null ? "" : `; tiến độ ${entry.percentDone}\u00A0%`
  return [`${answerInWords(entry)}${percent}.`]
}

function consentInWords({ consent, objection }: EntryToWrite): string[] {
  if (consent === "consent") return ["Thống nhất với đề nghị xác nhận hoàn thành của đơn vị chủ trì."]
  return consent === "object" ? labelled("Chưa thống nhất với đề nghị xác nhận hoàn thành, lý do", objection) : []
}

/** One line stands behind its label, several stand below it. */
function labelled(label: string, text: string): string[] {
  const lines = typedLines(text)
  if (lines.length === 0) return []
  if (lines.length === 1) return [`${label}: ${closedSentence(lines[0]!)}`]
  return [`${label}:`, ...lines.map((line) => `${BELOW}${closedSentence(line.replace(/^[-–—•*+]\s*/, ""))}`)]
}

/** Lines below a label begin with the plus sign that officials put under a dash. */
const BELOW = "+ "

function listed(groups: readonly string[][]): Block[] {
  const blocks: Block[] = []
  let items: string[] = []
  for (const line of groups.flat()) {
    if (!line.startsWith(BELOW)) {
      items.push(line)
      continue
    }
    if (items.length > 0) blocks.push(dashes(items))
    items = []
    blocks.push({ kind: "paragraph", text: line })
  }
  return items.length > 0 ? [...blocks, dashes(items)] : blocks
}

const dashes = (items: readonly string[]): List => ({ kind: "list", marks: "dash", items })
