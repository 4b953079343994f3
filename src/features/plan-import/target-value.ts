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
  const lines = cell.split("\n").map(oneLine).filter(Boolean)
  const pieces = lines.length > 1 && lines.every(isOwnTarget) ? lines : [oneLine(cell)]
  const parts = pieces
    .flatMap((piece) => piece.split(/\s*;\s*/))
    .flatMap((piece) =>
      NAMES_YEARS.test(piece) ? piece.split(/(?<!đến|vào)[\s,.]+(?=(?:đến |vào )?năm\s+20\d\d\s*:)/iu) : [piece],
    )
    .flatMap(atJoinedYears)
    .filter((part) => part !== "" && !/^[-–—…x]+$/i.test(part))
  return parts.map((text) => readTarget(text, year))
}

const NAMES_YEARS = /^(?:đến |vào )?năm\s+20\d\d\s*:/iu
const YEAR = /năm\s+20\d\d/iu
const isOwnTarget = (line: string): boolean => YEAR.test(line) && /\d/.test(line.replace(YEAR, ""))

/** "đạt 90% vào năm 2028 và 99% vào năm 2030" is two targets, "từ 16 và 18" or "năm 2026 và 2027" one. */
function atJoinedYears(part: string): string[] {
  const sides = part.split(/\s*(?:,|\svà\s)\s*(?=\D{0,24}\d)/u)
  return sides.length > 1 && sides.every(isOwnTarget) ? sides : [part]
}

/** The unit that every target carries behind its number ("12 người", "90%"), when no column names one. */
export function unitWithin(targets: ReadTarget[]): string | null {
  const units = targets
    .filter((target) => target.value !== null)
    .map(({ text }) => {
      const shown = text.replace(/(?:,|đến|vào|trong)*\s*năm\s+20\d\d\s*:?/giu, "").trim()
      return /\d\s*(%(?:\s*(?:GRDP|GDP))?|\p{Ll}+(?:\s\p{Ll}+)?)$/u.exec(shown)?.[1] ?? null
    })
  return units.length > 0 && new Set(units).size === 1 ? units[0]! : null
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
