import { plain } from "./vietnamese-text.ts"

/** "Cơ quan chủ trì: …; thời gian: …" inside or below a task of the body. */
export type LabelledParts = Partial<Record<"leads" | "coordinating" | "deadline" | "product" | "funding", string>>

const LABELS: [keyof LabelledParts, string][] = [
  ["coordinating", "(?:(?:cac )?(?:co quan|don vi)(?:,? don vi)? )?phoi hop(?: thuc hien)?"],
  [
    "leads",
    "(?:(?:cac )?(?:co quan|don vi)(?:,? don vi)? )?(?:chu tri|dau moi)(?: thuc hien| tham muu| chinh)?|(?:co quan|don vi)(?:,? don vi)? (?:thuc hien|tham muu|phu trach)|phan cong thuc hien|trach nhiem thuc hien",
  ],
  [
    "deadline",
    "(?:thoi gian|thoi han|tien do|han)(?: (?:thuc hien|hoan thanh|trinh|ban hanh|trien khai))?|lo trinh(?: thuc hien)?|hoan thanh",
  ],
  [
    "product",
    "(?:ket qua,? )?(?:san pham|dau ra)(?:,? ket qua)?(?: (?:dau ra|chu yeu|thuc hien|hoan thanh|dat duoc|du kien|can dat))?|ket qua(?: (?:thuc hien|dat duoc|dau ra|du kien|can dat))?",
  ],
  ["funding", "(?:nguon )?kinh phi(?: thuc hien)?"],
]
const ANY = new RegExp(
  `(?:^|[.;(,]\\s*|\\s[-–+]\\s+)(?:[-–+*]\\s*)?(${LABELS.map(([, pattern]) => `(?:${pattern})`).join("|")})\\s*:\\s*`,
  "g",
)
const SINGLE = LABELS.map(([role, pattern]) => [role, new RegExp(`^(?:${pattern})$`)] as const)

type Found = { role: keyof LabelledParts; index: number; end: number }

/** What stands before the first label, and each labelled part. Without labels `rest` is the text itself. */
export function takeLabels(text: string): { rest: string; parts: LabelledParts } {
  const folded = plain(text)
  const found: Found[] = []
  for (const match of folded.matchAll(ANY)) {
    const role = SINGLE.find(([, pattern]) => pattern.test(match[1]!))?.[0]
    if (role) found.push({ role, index: match.index, end: match.index + match[0].length })
  }
  if (found.length === 0) return { rest: text, parts: {} }
  const parts: LabelledParts = {}
  for (const [i, label] of found.entries()) {
    const value = text
      .slice(label.end, found[i + 1]?.index ?? text.length)
      .replace(/[\s.;,)]+$/, "")
      .trim()
    if (value !== "" && parts[label.role] === undefined) parts[label.role] = withBracketClosed(value)
  }
  const rest = text.slice(0, found[0]!.index)
  return { rest: closeSentence(rest, text[found[0]!.index]), parts }
}

const withBracketClosed = (value: string): string => (value.includes("(") && !value.includes(")") ? `${value})` : value)
const closeSentence = (rest: string, next: string | undefined): string => {
  const own = rest.replace(/[\s(;,]+$/, "").trim()
  return next === "." && own !== "" ? `${own}.` : own
}

/** "… (Sở Tài chính chủ trì; hoàn thành trong quý III/2025)" and "Giao Sở Nội vụ chủ trì, phối hợp với …". */
export function rolesInSentence(text: string): LabelledParts {
  const parts: LabelledParts = {}
  const bracket = /\(([^()]{3,160}?)\s+chủ trì(?:,\s*phối hợp(?: với| cùng)?\s+([^();]{3,160}))?/u.exec(text)
  const ordered = /^(?:Giao|Đề nghị|Yêu cầu)\s+(.{3,120}?)\s+(?:chủ trì|là cơ quan chủ trì)(?![\p{L}])/u.exec(text)
  const lead = bracket?.[1] ?? ordered?.[1]
  if (lead) parts.leads = lead.trim()
  if (bracket?.[2]) parts.coordinating = bracket[2].trim()
  const due =
    /(?:hoàn thành|xong|thời gian|thời hạn)\s*(?:thực hiện|hoàn thành)?\s*:?\s*((?:chậm nhất|trước|trong|vào|đến hết|đến|hết|xong trước)\s+(?:và trong\s+)?(?:ngày\s+|tháng\s+|quý\s+|năm\s+)?[\divxIVX][\divxIVX/.\s-]{0,12}(?:\s*(?:tháng|năm)\s*\d{1,4}){0,2})/iu.exec(
      text,
    )
  if (due && /20\d\d/.test(due[1]!)) parts.deadline = due[1]!.trim()
  return parts
}
