import { yearOf } from "./target-value.ts"
import { oneLine, plain } from "./vietnamese-text.ts"

/** What a column holds, read from its head. The words are those that annexes of central and provincial plans use. */
export type ColumnRole =
  | "code"
  | "title"
  | "leads"
  | "coordinating"
  | "monitors"
  | "bothRoles"
  | "deadline"
  | "start"
  | "duration"
  | "product"
  | "funding"
  | "note"
  | "unitOfMeasure"
  | "target"
  | "baseline"
  | "group"
  | "replaces"
  | "unknown"

export type TableKind = "tasks" | "indicators"

const CODE =
  /^(?:t\.?\s?t|s\.?\s?t\.?\s?t\.?|so tt|so thu tu|thu tu|ma|ma so|ma (?:nhiem vu|nv|hieu|chi tieu)|so hieu|#|no\.?)$/
const UNIT_OF_MEASURE = /^(?:don vi tinh|don vi do|dvt|d\.v\.t|don vi(?: \(.*\))?)$/
const AGENCY = "(?:co quan|don vi|to chuc|bo phan|so,? (?:ban,? )?nganh|dia phuong|phong ban|can bo|lanh dao|nguoi)"
const COORDINATING = /phoi hop/
const LEADING = new RegExp(
  `chu tri|dau moi|${AGENCY}[^|]{0,30}(?:thuc hien|tham muu|phu trach|chiu trach nhiem|duoc giao)|trach nhiem|phan cong|${AGENCY} giao|^(?:co quan|don vi)$|^thuc hien$|phu trach`,
)
const MONITORING = /theo doi|don doc|kiem tra|giam sat|danh gia/
const DEADLINE =
  /thoi gian|thoi han|thoi diem|ky han|tien do|lo trinh|moc|han (?:hoan thanh|xu ly|thuc hien)|ngay (?:hoan thanh|ket thuc|xong)|^(?:du kien |thang |quy )?hoan thanh|deadline|^han$/
const START = /bat dau|khoi cong|ngay giao/
const DURATION = /so ngay|so thang|so tuan/
const PRODUCT = /san pham|ket qua|dau ra|hinh thuc(?: van ban)?|loai van ban|tai lieu|minh chung/
const FUNDING = /kinh phi|nguon von|du toan|nguon luc|tong von|von /
const NOTE = /ghi chu|luu y|noi dung khac/
const TASK_TITLE =
  /nhiem vu|cong viec|noi dung|hoat dong|giai phap|dau viec|cong tac|ten (?:de an|van ban|chuong trinh|du an|ke hoach)|chuong trinh,? de an|de an|^ten$|du an|viec can lam/
const INDICATOR_TITLE = /chi tieu|chi so|muc tieu|tieu chi/
const BASELINE = /hien trang|hien tai|thuc trang|so lieu nen|uoc thuc hien|thuc hien nam|da dat/
const TARGET = /ke hoach|chi tieu|muc tieu|gia tri|ket qua|phan dau|muc dat|can dat|so luong|den nam|giai doan/
const GROUP = /^(?:nhom|linh vuc|nhom nhiem vu|ma nhom|nhom nhiem vu, giai phap)$/
const REPLACES = /thay cho nhiem vu tam/

export const headText = (text: string): string =>
  plain(oneLine(text)).replace(/[*:]+/g, " ").replace(/\s+/g, " ").trim()

/** The role of one head cell in a table of tasks. */
export function taskRole(head: string): ColumnRole {
  const text = headText(head)
  if (text === "") return "unknown"
  if (CODE.test(text)) return "code"
  if (REPLACES.test(text)) return "replaces"
  if (GROUP.test(text)) return "group"
  if (NOTE.test(text)) return "note"
  if (COORDINATING.test(text)) return /chu tri/.test(text) ? "bothRoles" : "coordinating"
  if (FUNDING.test(text)) return "funding"
  if (DURATION.test(text)) return "duration"
  if (START.test(text) && !/ket thuc|hoan thanh/.test(text)) return "start"
  if (/^(?:san pham|ket qua|dau ra)/.test(text)) return "product"
  if (DEADLINE.test(text) && !/^(?:nhiem vu|noi dung)/.test(text)) return "deadline"
  if (MONITORING.test(text) && !LEADING.test(text) && !TASK_TITLE.test(text)) return "monitors"
  if (/^(?:ten |cac |noi dung |danh muc )?(?:nhiem vu|noi dung|cong viec|hoat dong|dau viec|giai phap)/.test(text))
    return "title"
  if (LEADING.test(text)) return "leads"
  if (PRODUCT.test(text)) return "product"
  if (TASK_TITLE.test(text) || INDICATOR_TITLE.test(text)) return "title"
  return "unknown"
}

/** The role of one head cell in a table of indicators. "Kết quả" and a bare year are targets there. */
export function indicatorRole(head: string): ColumnRole {
  const text = headText(head)
  if (text === "") return "unknown"
  if (CODE.test(text)) return "code"
  if (UNIT_OF_MEASURE.test(text)) return "unitOfMeasure"
  if (NOTE.test(text)) return "note"
  if (COORDINATING.test(text)) return /chu tri/.test(text) ? "bothRoles" : "coordinating"
  if (/chu tri|thuc hien|phu trach|trach nhiem|tham muu/.test(text) && new RegExp(`${AGENCY}|chu tri`).test(text))
    return "leads"
  if (MONITORING.test(text) && !/^(?:chi tieu|tieu chi|ket qua)/.test(text)) return "monitors"
  if (BASELINE.test(text)) return "baseline"
  if (
    /^(?:ten |cac |noi dung )?(?:chi tieu|chi so|muc tieu|tieu chi)(?: (?:cu the|chu yeu|chinh|danh gia|thanh phan))?(?:,? nhiem vu)?$/.test(
      text,
    )
  )
    return "title"
  if (yearOf(head) !== null && text.length < 60) return "target"
  if (/^noi dung/.test(text)) return "title"
  if (TARGET.test(text)) return "target"
  if (INDICATOR_TITLE.test(text)) return "title"
  if (/lo trinh|thoi gian|thoi han/.test(text)) return "deadline"
  return LEADING.test(text) ? "leads" : "unknown"
}

/** A table whose rows are measured goals, not work: an indicator column and a unit of measure or values, and no lead for work. */
export function kindOfTable(heads: string[]): TableKind {
  const texts = heads.map(headText)
  const names = (pattern: RegExp) => texts.some((text) => pattern.test(text))
  const hasIndicatorTitle = names(/^(?:ten |cac |noi dung )?(?:chi tieu|chi so|muc tieu|tieu chi)/)
  const hasTaskTitle = names(/nhiem vu|cong viec|hoat dong|giai phap|dau viec/)
  const measured = names(UNIT_OF_MEASURE) || heads.filter((head) => /20\d\d/.test(head)).length >= 1
  if (hasIndicatorTitle && !hasTaskTitle) return "indicators"
  return hasIndicatorTitle && measured && !names(/san pham/) ? "indicators" : "tasks"
}
