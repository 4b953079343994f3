import { governmentName, illustrativeNotice } from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { Block, OfficialDocument } from "#platform/official-documents/official-document.ts"
import type { Day } from "#shared/day.ts"
import { dayInText } from "#shared/vietnamese-numbers.ts"
import type { Question } from "./request.ts"
import { typedBlocks } from "./typed-text.ts"

type Head = {
  roundName: string
  planIssuer?: string | null
  planOfficeName: string
  unitName: string
  isIllustrative: boolean
  version: number
}

/**
 * A unit's answers to a request of the plan office, as its own report in Word (Decree 30/2020/NĐ-CP). Number and date are left to the
 * document system; a question that was not answered is left out.
 * @param day the day on which the file is made
 */
export function requestReport(
  head: Head,
  answers: readonly (Question & { value: string })[],
  day: Day,
): OfficialDocument {
  const letter = letterhead(head.unitName, governmentName(head.planIssuer ?? null))
  return {
    form: "report",
    ...undatedHead(letter, "BC", { year: Number(day.slice(0, 4)) }),
    subject: head.roundName,
    addressees: [head.planOfficeName],
    body: [
      {
        kind: "paragraph",
        text: `Thực hiện yêu cầu của ${head.planOfficeName} về “${head.roundName}”, ${head.unitName} báo cáo như sau:`,
      },
      ...answers.filter((answer) => answer.value.trim() !== "").flatMap(answerBlocks),
      {
        kind: "paragraph",
        text: `Trên đây là báo cáo của ${head.unitName}, kính gửi ${head.planOfficeName} tổng hợp.`,
      },
    ],
    signature: { ...letter.signature, name: null },
    recipients: ["Như trên", "Lưu: VT"],
    annexes: [],
    about: { round: head.roundName },
    ...(head.isIllustrative ? { notice: illustrativeNotice } : {}),
    verification: `Lập ngày ${dayInText(day)} từ báo cáo trên hệ thống, phiên bản ${head.version}`,
  }
}

function answerBlocks(answer: Question & { value: string }): Block[] {
  const heading: Block = { kind: "heading", level: 1, text: answer.label }
  if (answer.kind === "text") return [heading, ...typedBlocks(answer.value)]
  const words = answer.kind === "yesNo" ? (answer.value === "yes" ? "Có" : "Không") : answer.value
  return [heading, { kind: "paragraph", text: [words, answer.unitOfMeasure].filter(Boolean).join(" ") }]
}
