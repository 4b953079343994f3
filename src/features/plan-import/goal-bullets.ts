import type { OutlineNode } from "./outline.ts"
import type { ReadIndicator } from "./plan-reading.ts"
import { readTarget, yearOf } from "./target-value.ts"
import { plain } from "./vietnamese-text.ts"

const VERB = "(?:(?:dat|phan dau|hoan thanh|chiem|giam|tang|co|phat trien|hinh thanh|thanh lap|xay dung)\\s+)?"
const COMPARED =
  "(?:(?:toi thieu|it nhat|tren|duoi|khong (?:qua|duoi|thap hon)|toi da|tu|hon|khoang)\\s+)?(?:dat\\s+)?(?:[<>≥≤=]+\\s*)?"
const NUMBER = "\\d+(?:[.,]\\d+)*"
const PERCENT = "\\s*(?:%|phan tram)"
const SHARE = new RegExp(
  `${VERB}${COMPARED}(?:${NUMBER}(?:${PERCENT})?\\s*(?:-|den)\\s*)?${NUMBER}${PERCENT}(?:\\s*(?:grdp|gdp)(?![a-z]))?(?:\\s*tro (?:len|xuong))?`,
)
/** Things that plans count. Other nouns behind a number ("02 sở") are no unit for certain and are left to a person. */
const COUNTED =
  "(?:nguoi|doanh nghiep|bo du lieu|tram|sang kien|dich vu|san pham|ty dong|trieu dong|nen tang|mo hinh|du an|de tai|lop|khu|trung tam|bai bao|bang sang che)"
const COUNT = new RegExp(
  `(?:toi thieu|it nhat|tren|duoi|khong qua|khong duoi|toi da|dat|hon)\\s+(${NUMBER})\\s+(${COUNTED})(?![a-z])`,
)

/**
 * Goals written as bullets of the body ("- Tỷ lệ hồ sơ xử lý trực tuyến đạt trên 90%."). Read only while no annex lists the
 * indicators, and only where the bullet is one measured share; everything else is left to a person.
 */
export function goalIndicators(section: OutlineNode, planYear: number | null): ReadIndicator[] {
  return section.children.flatMap((node) => below(node, yearOf(section.text) ?? planYear))
}

function below(node: OutlineNode, year: number | null): ReadIndicator[] {
  const own = yearOf(node.text) ?? year
  const inner = node.children.flatMap((child) => below(child, own))
  if (node.children.length > 0 || node.kind === "plain") return inner
  const indicator = toIndicator(node, own)
  return indicator ? [indicator] : []
}

function toIndicator(node: OutlineNode, year: number | null): ReadIndicator | null {
  const folded = plain(node.text)
  const share = SHARE.exec(folded)
  const count = share ? null : COUNT.exec(folded)
  const value = share ?? count
  if (!value || /\d\s*%/.test(folded.slice(value.index + value[0].length))) return null
  const shown = node.text.slice(value.index, value.index + value[0].length)
  const whole = /(?:GRDP|GDP)(?=\s|$)/u.exec(shown)?.[0]
  return {
    code: null,
    parentCode: null,
    title: node.text.replace(/[.;,]+$/, ""),
    unit: count ? shown.slice(-count[2]!.length) : whole ? `% ${whole}` : "%",
    targets: [{ ...readTarget(shown.replace(LEADING_VERB, ""), year), text: shown.trim() }],
    leads: [],
    coordinating: [],
    monitors: [],
    baseline: null,
    note: null,
    source: node.place,
  }
}

const LEADING_VERB = /^(?:đạt|phấn đấu|hoàn thành|chiếm|giảm|tăng|có|phát triển|hình thành|thành lập|xây dựng)\s+/iu
