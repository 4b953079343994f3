import type { OutlineNode } from "./outline.ts"
import type { ReadIndicator } from "./plan-reading.ts"
import { readTarget, yearOf } from "./target-value.ts"
import { plain } from "./vietnamese-text.ts"

const MEASURED =
  /(?:(?:dat|phan dau|hoan thanh|chiem|giam|tang|co)\s+)?(?:(?:toi thieu|it nhat|tren|duoi|khong (?:qua|duoi|thap hon)|toi da|tu|hon|khoang)\s+)?(?:dat\s+)?(?:[<>≥≤=]+\s*)?\d+(?:[.,]\d+)*\s*(?:%|phan tram)(?:\s*tro (?:len|xuong))?/

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
  const value = MEASURED.exec(folded)
  if (!value || /\d\s*%/.test(folded.slice(value.index + value[0].length))) return null
  const shown = node.text.slice(value.index, value.index + value[0].length)
  return {
    code: null,
    parentCode: null,
    title: node.text.replace(/[.;,]+$/, ""),
    unit: "%",
    targets: [
      {
        ...readTarget(shown.replace(/^(?:đạt|phấn đấu|hoàn thành|chiếm|giảm|tăng|có)\s+/iu, ""), year),
        text: shown.trim(),
      },
    ],
    leads: [],
    coordinating: [],
    monitors: [],
    baseline: null,
    note: null,
    source: node.place,
  }
}
