import { communeOf } from "#features/documents/official-names.ts"
import { letterhead, undatedHead } from "#features/documents/unit-letterhead.ts"
import type { OfficialDocument, Row } from "#platform/official-documents/official-document.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { dayInText } from "#shared/vietnamese-numbers.ts"

export type HandOverFacts = {
  unitName: string
  fromName: string
  toName: string | null
  role: string
  /** "Thôi giữ vai trò", "Vắng mặt". */
  occasion: string
  reason: string
  untilOn: Day | null
  madeOn: Day
  list: readonly { title: string; kind: string; dueOn: Day | null; becomes: string }[]
}

/**
 * The minutes of a hand-over (biên bản bàn giao) for both sides and the head to sign: what was in hand, each thing with its day and what
 * becomes of it. @param government the People's Committee of the province; null when it is not known
 */
export function handOverMinutes(facts: HandOverFacts, government: string | null): OfficialDocument {
  const { unitName, madeOn, list } = facts
  const letter = letterhead(unitName, government)
  const commune = communeOf(unitName)
  const name = commune ? `Ủy ban nhân dân ${commune.kind} ${commune.name}` : unitName
  const until = facts.untilOn ? `, đến hết ngày ${dayInText(facts.untilOn)}` : ""
  return {
    form: "minutes",
    ...undatedHead(letter, "BB", { year: Number(madeOn.slice(0, 4)) }),
    subject: "Bàn giao công việc",
    addressees: [],
    body: [
      {
        kind: "paragraph",
        text: `Ngày ${dayInText(madeOn)}, tại ${name}, các bên lập biên bản bàn giao công việc như sau:`,
      },
      { kind: "heading", level: 2, text: "Thành phần" },
      {
        kind: "list",
        marks: "dash",
        items: [
          `Người giao: ${facts.fromName}, ${facts.role}`,
          `Người nhận: ${facts.toName ?? "…………………… (thủ trưởng đơn vị phân công sau)"}`,
        ],
      },
      { kind: "heading", level: 2, text: "Lý do bàn giao" },
      { kind: "paragraph", text: `${facts.occasion}${until}: ${facts.reason}` },
      { kind: "heading", level: 2, text: "Nội dung bàn giao" },
      {
        kind: "table",
        columns: [
          { header: "TT", share: 7, kind: "short" },
          { header: "Công việc", share: 45, kind: "text" },
          { header: "Loại", share: 20, kind: "text" },
          { header: "Hạn", share: 13, kind: "short" },
          { header: "Sau bàn giao", share: 20, kind: "text" },
        ],
        rows: list.map(
          (item, index): Row => [
            index + 1,
            item.title,
            item.kind,
            item.dueOn ? formatDay(item.dueOn) : "",
            item.becomes,
          ],
        ),
      },
      {
        kind: "paragraph",
        text: "Báo cáo, minh chứng và dữ liệu đã nhập thuộc về đơn vị, được giữ nguyên trên hệ thống. Biên bản lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, 01 bản lưu tại đơn vị.",
      },
    ],
    parties: [
      { position: "Người giao", name: facts.fromName },
      { position: "Người nhận", name: facts.toName },
    ],
    signature: { ...letter.signature, name: null },
    recipients: ["Như thành phần", "Lưu: VT"],
    annexes: [],
    verification: `Lập từ hệ thống theo dữ liệu ngày ${formatDay(madeOn)}`,
  }
}
