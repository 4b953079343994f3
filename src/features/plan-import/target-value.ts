import { findMoments } from "./moments.ts"
import type { Comparator, ReadTarget } from "./plan-reading.ts"
import { oneLine, plain } from "./vietnamese-text.ts"

const NUMBER = "(\\d+(?:[.,]\\d+)*)"
const UNIT = "\\s*(%|phan tram)?"

const SIGNS: [RegExp, Comparator][] = [
  [/(?:>=|≥|=>|⩾)\s*$/, "≥"],
  [/(?:<=|≤|=<|⩽)\s*$/, "≤"],
  [/>\s*$/, ">"],
  [/<\s*$/, "<"],
  [/(?:toi thieu|it nhat|khong (?:thap|it|nho|duoi) hon|khong duoi|tu)(?:\s+(?:dat|la|muc))?\s*$/, "≥"],
  [/(?:toi da|nhieu nhat|khong (?:qua|vuot|cao hon|nhieu hon|lon hon)|khong vuot qua)(?:\s+(?:la|muc))?\s*$/, "≤"],
  [/(?:tren|hon|vuot|lon hon|cao hon)\s*$/, ">"],
  [/(?:duoi|thap hon|nho hon|it hon)\s*$/, "<"],
  [/(?:^|[^<>=])=\s*$/, "="],
]
const UPWARDS = /^\s*(?:tro len|\+)/
const DOWNWARDS = /^\s*tro xuong/

/**
 * One cell of targets: "≥ 30", "Trên 90%", "≤ 3 Đông Nam Á; ≤ 50 Thế giới", "16 - 18", words. The text stays whole.
 * @param year the year the column or the group row names, unless the cell names its own
 */
export function readTargets(cell: string, year: number | null): ReadTarget[] {
  const parts = oneLine(cell)
    .split(/\s*;\s*/)
    .filter((part) => part !== "" && !/^[-–—…x]+$/i.test(part))
  return parts.map((text) => readTarget(text, year))
}

export function readTarget(text: string, year: number | null): ReadTarget {
  const own = /(?:đến |vào |trong )?năm (20\d\d)\s*:?\s*/iu.exec(text)
  const folded = plain(own ? text.replace(own[0], " ".repeat(own[0].length)) : text)
  return { year: own ? Number(own[1]) : year, ...comparedValue(folded), text }
}

function comparedValue(folded: string): { comparator: Comparator | null; value: string | null } {
  const range = new RegExp(`^(?:\\D{0,30}?)${NUMBER}${UNIT}\\s*(?:-|den)\\s*${NUMBER}`).exec(folded)
  if (range) return { comparator: "between", value: `${decimal(range[1]!)}-${decimal(range[3]!)}` }
  const found = new RegExp(`(?<![\\w.,])${NUMBER}${UNIT}`).exec(folded)
  // A number deep inside a sentence is not its target ("thuộc nhóm 3 nước dẫn đầu" stays words).
  if (!found || !isLeading(folded, found.index)) return { comparator: null, value: null }
  const before = folded.slice(0, found.index)
  const after = folded.slice(found.index + found[0].length)
  const comparator = UPWARDS.test(after)
    ? "≥"
    : DOWNWARDS.test(after)
      ? "≤"
      : (SIGNS.find(([sign]) => sign.test(before))?.[1] ?? null)
  return { comparator, value: decimal(found[1]!) }
}

const isLeading = (folded: string, index: number): boolean =>
  folded
    .slice(0, index)
    .replace(/[<>=≥≤_]/g, "")
    .trim()
    .split(/\s+/)
    .filter(
      (word) =>
        word !== "" &&
        !/^(?:dat|phan|dau|la|it|nhat|toi|thieu|da|tren|duoi|hon|khong|qua|khoang|muc|ty|le|den|tu|tang|giam|top|thu|hang|duy|tri|co|binh|quan|lon|cao|thap|nho|vuot|them|tong|so)$/.test(
          word,
        ),
    ).length <= 1

/** Vietnamese decimal comma; a dot before exactly three digits parts thousands. */
function decimal(text: string): string {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(text)) return text.replace(/\./g, "").replace(",", ".")
  return /^\d+,\d+$/.test(text) ? text.replace(",", ".") : text.replace(/[.,]+$/, "")
}

/** "Đến năm 2030", "Mục tiêu năm 2025", "2026": the single year a head or a group row stands for. */
export function yearOf(text: string): number | null {
  const years = [...new Set(findMoments(text).map((moment) => Number(moment.to.slice(0, 4))))]
  return years.length === 1 ? years[0]! : null
}
