import { splitAgencies } from "./agencies.ts"
import type { OutlineNode } from "./outline.ts"
import type { ReadDuty } from "./plan-reading.ts"
import { plain, wordCount } from "./vietnamese-text.ts"

/** What each agency has to do for the plan as a whole, from the section "Tổ chức thực hiện". */
export function readDuties(section: OutlineNode): ReadDuty[] {
  return section.children.flatMap((node) => (node.kind === "plain" ? inlineDuty(node) : dutiesOf(node)))
}

function dutiesOf(node: OutlineNode): ReadDuty[] {
  const heading = headingUnit(node)
  if (heading !== null) {
    const duties = dutiesBelow(heading.unit, node)
    return heading.rest === "" ? duties : [{ unit: heading.unit, text: heading.rest, source: node.place }, ...duties]
  }
  const own = inlineDuty(node)
  if (own.length > 0 || node.children.length === 0)
    return [...own, ...own.flatMap((duty) => dutiesBelow(duty.unit, node))]
  // "1. Các sở, ban, ngành" may lie one level deeper, below "1. Phân công trách nhiệm".
  return node.children.flatMap((child) => (child.kind === "plain" ? inlineDuty(child) : dutiesOf(child)))
}

/** All that stands below an agency's name. A plain paragraph after its bullets closes the section and is nobody's duty. */
function dutiesBelow(unit: string, node: OutlineNode): ReadDuty[] {
  const firstList = node.children.findIndex((child) => child.kind !== "plain")
  return node.children.flatMap((child, i) => {
    if (child.kind === "plain" && firstList >= 0 && i > firstList) return []
    if (child.kind === "plain" && isClosing(child.text)) return []
    return [{ unit, text: wholeText(child), source: child.place }]
  })
}

const isClosing = (text: string): boolean =>
  /^(?:trong qua trinh (?:to chuc )?(?:trien khai|thuc hien)|tren day la|yeu cau cac|uy ban nhan dan .{0,40}yeu cau|can cu ke hoach nay|(?:ke hoach|chuong trinh(?: hanh dong)?|nghi quyet|chi thi|ket luan|quyet dinh|thong bao) nay (?:duoc|co hieu luc|thay the|pho bien))/.test(
    plain(text),
  ) && /\.\/\.$|\.$/.test(text)

const wholeText = (node: OutlineNode): string => [node.text, ...node.children.map(wholeText)].join(" ")

const ADDRESS = /^(?:Đề nghị|Giao|Yêu cầu|Trách nhiệm (?:của)?)\s*:?\s+(?=\p{Lu}|các|Các)/u
/** Verbs that only a duty begins with; capital letters belong to names ("Ban Chỉ đạo", "Sở Xây dựng"). */
const CLEAR_VERBS =
  /\s(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|căn cứ|làm đầu mối|là (?:cơ quan|đơn vị|đầu mối))(?![\p{L}])/u
const VERBS =
  /\s(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|(?<!(?:các|những|và)\s)tổ chức(?!\s+(?:đảng|chính trị|xã hội|hội))|tham mưu|căn cứ|xây dựng|tập trung|theo dõi|hướng dẫn|bảo đảm|đảm bảo|tiếp tục|chủ động|thực hiện|triển khai|tổng hợp|làm đầu mối|là (?:cơ quan|đơn vị|đầu mối)|đẩy mạnh|tăng cường|rà soát|chỉ đạo|định kỳ|bố trí|cân đối|tuyên truyền|ban hành|nghiên cứu|lãnh đạo|quán triệt|giúp|báo cáo|giám sát|gửi|cập nhật|vận động|phổ biến|tiếp nhận|đôn đốc|kiểm tra)(?![\p{L}])/u

/** "3. Sở Khoa học và Công nghệ" over bullets, or "3. Sở Khoa học và Công nghệ: …". */
function headingUnit(node: OutlineNode): { unit: string; rest: string } | null {
  const text = node.text.replace(ADDRESS, "")
  const colon = /^([^:]{3,220}):\s*(.*)$/u.exec(text)
  const name = (colon?.[1] ?? text).trim()
  if (!isUnitName(name) || CLEAR_VERBS.test(name)) return null
  if (colon) return { unit: name, rest: colon[2]!.trim() }
  return node.children.length > 0 && !/[.;]$/.test(name) ? { unit: name, rest: "" } : null
}

/** "5. Bộ Tài chính chủ trì, phối hợp với …": the name ends where the verb begins. */
function inlineDuty(node: OutlineNode): ReadDuty[] {
  const text = node.text.replace(ADDRESS, "")
  const verb = VERBS.exec(text)
  if (!verb || verb.index < 3) return []
  const name = text
    .slice(0, verb.index)
    .replace(/\s*[,(:]?\s*(?:khẩn trương|kịp thời|thường xuyên|theo .{1,60})?$/u, "")
    .trim()
  if (!isUnitName(name) || isClosing(node.text)) return []
  return [{ unit: name, text: text.slice(verb.index).trim(), source: node.place }]
}

const UNIT_START =
  /^(?:so|bo|ban|ubnd|uy ban|hdnd|hoi dong|van phong|cong an|thanh tra|cuc|chi cuc|vu|vien|truong|trung tam|bao|dai|kho bac|ngan hang|bao hiem|hoi|hiep hoi|lien minh|lien doan|mat tran|doan|tinh doan|tinh uy|toa an|quy|tap doan|tong cong ty|doanh nghiep|chu tich|giam doc|thu truong|bo truong|cac|cong dong|to|phong|thue|hai quan|cap uy|dang uy|chanh van phong|chinh phu|vnpt|viettel|buu dien|thuong truc|to dai bieu|dai bieu|lanh dao|cac ban|ban to chuc|kiem toan|tong cuc|benh vien|dai hoc|hoc vien)(?![a-z])/

function isUnitName(name: string): boolean {
  if (wordCount(name) > 40 || /^(?:trong|tren co so|can cu|de|khi|neu|hang nam|dinh ky|viec)\s/.test(plain(name)))
    return false
  return UNIT_START.test(plain(name)) && splitAgencies(name).length > 0 && /^\p{L}/u.test(name)
}
