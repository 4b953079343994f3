import { unitsInText } from "#features/documents/official-names.ts"
import { outcomeLines, type Rate } from "#features/plans/task-outcome.ts"
import type { Block } from "#platform/official-documents/official-document.ts"
import { countInText, dayInText, formatShare } from "#shared/vietnamese-numbers.ts"
import type { NarrativeKey } from "./consolidation.ts"
import type { FigureReport, Figures } from "./figures.ts"
import { outcomeWords, rateWords, unitTotalsNote, untimedNote } from "./outcome-words.ts"
import { narrativeBlocks } from "./report-narrative.ts"
import { groupTable, unitTable } from "./report-tables.ts"
import type { Snapshot } from "./snapshot.ts"

const paragraph = (text: string): Block => ({ kind: "paragraph", text })
const heading = (level: 1 | 2, text: string): Block => ({ kind: "heading", level, text })

/** The body between the opening and the closing sentence. A part of the narrative that nobody wrote has no heading. */
export function reportBody(snapshot: Snapshot): Block[] {
  const part = (level: 1 | 2, text: string, key: NarrativeKey): Block[] => {
    const blocks = narrativeBlocks(snapshot, key)
    return blocks.length > 0 ? [heading(level, text), ...blocks] : []
  }
  const { figures } = snapshot
  return [
    heading(1, "TÌNH HÌNH BÁO CÁO"),
    ...reportingBlocks(figures),
    heading(1, "KẾT QUẢ THỰC HIỆN"),
    ...part(2, "Công tác chỉ đạo, điều hành", "direction"),
    heading(2, "Kết quả chung"),
    ...totalsBlocks(figures),
    heading(2, "Kết quả theo nhóm nhiệm vụ"),
    groupTable(figures.byGroup),
    heading(2, "Kết quả theo đơn vị chủ trì"),
    paragraph(`${unitTotalsNote}.`),
    unitTable(figures.byUnit),
    ...part(2, "Kết quả cụ thể theo báo cáo của các đơn vị", "results"),
    ...part(1, "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "shortcomings"),
    ...part(1, "KHÓ KHĂN, VƯỚNG MẮC", "obstacles"),
    ...part(1, "ĐỀ XUẤT, KIẾN NGHỊ", "proposals"),
    ...part(1, "NHIỆM VỤ TRỌNG TÂM KỲ TỚI", "priorities"),
  ]
}

/** Who had to report and who did; late and missing units are named. */
function reportingBlocks({ reports }: Figures): Block[] {
  const share = formatShare(reports.owed === 0 ? null : reports.sent / reports.owed)
  const named = (units: readonly FigureReport[]) =>
    units.length === 0 ? "." : `, gồm: ${unitsInText(units.map((unit) => unit.unitName))}.`
  const units = (count: number) => (count === 0 ? "không có đơn vị nào" : `${countInText(count)} đơn vị`)
  return [
    paragraph(
      `Trong kỳ có ${countInText(reports.owed)} cơ quan, đơn vị phải gửi báo cáo (sau đây gọi chung là đơn vị); ${countInText(reports.sent)} đơn vị đã gửi, đạt ${share}. Cụ thể:`,
    ),
    {
      kind: "list",
      marks: "dash",
      items: [
        `Gửi báo cáo đúng hạn: ${units(reports.onTime)}.`,
        `Gửi báo cáo chậm: ${units(reports.late)}${named(reports.lateOnes)}`,
        `Chưa gửi báo cáo: ${units(reports.missing.length)}${named(reports.missing)}`,
      ],
    },
  ]
}

/** The five lines and the two rates, each with its numerator, its denominator and what the denominator is (rule 9). */
function totalsBlocks(figures: Figures): Block[] {
  const { totals, rates, asOfOn } = figures
  const dropped = figures.tasks.length - totals.all
  const leftOut = dropped > 0 ? `, không kể ${countInText(dropped)} nhiệm vụ không tiếp tục thực hiện` : ""
  const lines = outcomeLines.map((line) => {
    const share = totals.all === 0 ? "" : `, chiếm ${formatShare(totals[line] / totals.all)}`
    const note = line === "untimed" ? ` (${untimedNote})` : ""
    return `${outcomeWords.vi[line]}${note}: ${countInText(totals[line])} nhiệm vụ${share}${line === "untimed" ? "." : ";"}`
  })
  return [
    paragraph(
      `Tính đến hết ngày ${dayInText(asOfOn)}, tổng số nhiệm vụ được theo dõi là ${countInText(totals.all)} nhiệm vụ${leftOut}, trong đó:`,
    ),
    { kind: "list", marks: "dash", items: lines },
    paragraph(`Đã hoàn thành ${countInText(rates.ofTimed.numerator)} nhiệm vụ, đạt tỷ lệ:`),
    {
      kind: "list",
      marks: "dash",
      items: [`${rateInWords(rates.ofTimed, rateWords.ofTimed)};`, `${rateInWords(rates.ofDue, rateWords.ofDue)}.`],
    },
    paragraph("Danh mục nhiệm vụ và kết quả của từng nhiệm vụ tại Phụ lục I kèm theo Báo cáo này."),
  ]
}

const rateInWords = ({ numerator, denominator, share }: Rate, ofWhat: string): string =>
  denominator === 0
    ? `Trên số ${ofWhat}: chưa tính được, vì chưa có ${ofWhat}`
    : `${formatShare(share)} số ${ofWhat} (${countInText(numerator)}/${countInText(denominator)} nhiệm vụ)`
