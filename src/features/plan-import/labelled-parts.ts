import { beginsAgency } from "./agencies.ts"
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
  const closing = /\(([^()]{3,160}?)\s+(?:thực hiện|tham mưu|phụ trách)\)[.;]?\s*$/u.exec(text)
  const named = closing && beginsAgency(closing[1]!) ? closing[1] : undefined
  const lead = bracket?.[1] ?? ordered?.[1] ?? named
  if (lead) parts.leads = lead.trim()
  if (bracket?.[2]) parts.coordinating = bracket[2].trim()
  const partners = parts.coordinating ? null : partnersIn(text)
  if (partners) parts.coordinating = partners
  const deadline = deadlineIn(text)
  if (deadline) parts.deadline = deadline
  return parts
}

/** "Chủ trì, phối hợp với Bộ Tư pháp xây dựng …": the partner's name ends where the work begins. */
function partnersIn(text: string): string | null {
  const found = /(?:^|[;(,]\s*|\s)chủ trì,?\s*phối hợp(?: chặt chẽ)?\s+(?:với|cùng)\s+([^();:]{3,200})/iu.exec(text)
  if (!found || !beginsAgency(found[1]!)) return null
  const verb = WORK_BEGINS.exec(found[1]!)
  return verb && verb.index > 2 ? found[1]!.slice(0, verb.index).replace(/[\s,]+$/, "") : null
}

const WORK_BEGINS =
  /[\s,]+(?:(?:và )?(?:khẩn trương |kịp thời |chủ động |tiếp tục )?(?:xây dựng|tham mưu|triển khai|rà soát|hướng dẫn|tổ chức thực hiện|tổ chức triển khai|thực hiện|ban hành|đề xuất|nghiên cứu|hoàn thiện|kiểm tra|theo dõi|đôn đốc|tổng hợp|đẩy mạnh|tăng cường|bảo đảm|đảm bảo|bố trí|cân đối|đánh giá|khảo sát|tuyên truyền|thẩm định|phát triển|vận hành|kết nối|số hóa|làm sạch|làm việc|tập huấn|chuẩn bị|duy trì|tiến hành|cập nhật|hỗ trợ|cung cấp|phổ biến|giải quyết|xử lý|kiện toàn|tham gia|mở|tổ chức(?! chính trị| xã hội| đảng| Đảng| hội| đoàn| quốc tế| liên quan| có liên quan| khoa học| tín dụng|,|;)|lập|trình)(?!\p{L})|để\s)/u

const DAY = "ngày\\s*\\d{1,2}(?:\\s*[/.-]\\s*\\d{1,2}\\s*[/.-]\\s*|\\s+tháng\\s+\\d{1,2}\\s*(?:năm|/)\\s*)20\\d\\d"
const PERIOD =
  "(?:(?:tháng|quý)\\s*[\\divx]{1,3}\\s*(?:[/.-]|năm)?\\s*(?:năm\\s*)?|\\d{1,2}(?:\\s*[/.-]\\s*\\d{1,2})?\\s*[/.-]\\s*|năm\\s*|giai đoạn\\s*20\\d\\d\\s*[-–]\\s*)20\\d\\d"
const BEFORE =
  "(?:chậm nhất(?: là)?(?: đến| vào| trong)?|xong trước|trước(?: và trong)?|trong|vào|đến hết|đến|hết|cuối)\\s+"
/** "… hoàn thành trong quý II/2026", and a day set with "trước" at the end of a sentence. */
const DUE = [
  new RegExp(
    `(?:hoàn thành|xong|thời gian|thời hạn)\\s*(?:thực hiện|hoàn thành)?\\s*:?\\s*((?:${BEFORE})?(?:${DAY}|${PERIOD}))`,
    "iu",
  ),
  new RegExp(`(?:^|\\s)((?:chậm nhất(?: là)?(?: đến| vào)?|trước)\\s+(?:${DAY}|${PERIOD}))(?=\\s*(?:[.;)]|$))`, "iu"),
  /\(\s*((?:thực hiện )?(?:thường xuyên|hằng năm|hàng năm|hằng quý|hằng tháng))\s*\)/iu,
]

function deadlineIn(text: string): string | null {
  for (const pattern of DUE) {
    const found = pattern.exec(text)?.[1]
    if (found) return found.trim()
  }
  return null
}
