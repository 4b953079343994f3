import { plain } from "./vietnamese-text.ts"

/** What stands before an item: "III.", "1.", "2.1.", "đ)", "- ". `rank` says how deep it usually lies. */
export type Marker = { kind: MarkerKind; code: string | null; rank: number; rest: string }

export type MarkerKind =
  | "part"
  | "capitalLetter"
  | "article"
  | "roman"
  | "heading"
  | "number"
  | "decimal2"
  | "decimal3"
  | "decimal4"
  | "numberInBrackets"
  | "numberBeforeBracket"
  | "letter"
  | "dash"
  | "plus"
  | "dot"

export const RANK: Record<MarkerKind, number> = {
  part: 0,
  capitalLetter: 1,
  article: 1.5,
  roman: 2,
  heading: 2.5,
  number: 3,
  decimal2: 4,
  decimal3: 5,
  decimal4: 6,
  letter: 7,
  numberBeforeBracket: 7.2,
  numberInBrackets: 7.4,
  dash: 8,
  plus: 9,
  dot: 10,
}

const TEXT = "[\\p{L}\\p{N}\"“‘'(\\[]"

/** Tried in this order. The first group is the code. */
const PATTERNS: [MarkerKind, RegExp][] = [
  [
    "part",
    /^(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:THỨ\s+|thứ\s+)?([IVXLC]{1,6}|\d{1,2}|(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy)(?!\p{L})|(?:NHẤT|HAI|BA|TƯ|BỐN|NĂM|SÁU|BẢY)(?!\p{L}))\s*[.:\-–]?(?:\s+|$)/u,
  ],
  ["part", /^(?:MỤC|Mục)\s+([IVXLC]{1,6}|\d{1,2})\s*[.:\-–]?(?:\s+|$)/u],
  ["article", /^Điều\s+(\d{1,2})\s*[.:]\s*(?=\S)/u],
  ["roman", new RegExp(`^(?!V/v)([IVX]{1,6})\\s*[.\\-–)/:]\\s*(?=${TEXT})`, "u")],
  ["roman", /^([IVX]{1,6})\s+(?=\p{Lu}{2})/u],
  ["capitalLetter", new RegExp(`^([A-HĐ])\\s*[.\\-–)/]\\s+(?=${TEXT})`, "u")],
  ["decimal4", /^(\d{1,3}(?:\.\d{1,3}){3,5})\s*[.)\-–]?\s*(?=[\p{L}"“(])/u],
  ["decimal3", /^(\d{1,3}(?:\.\d{1,3}){2})\s*[.)\-–]?\s*(?=[\p{Lu}"“(])/u],
  ["decimal2", /^(\d{1,3}\.\d{1,2})\s*[.)\-–:]?\s*(?=[\p{Lu}"“(])/u],
  ["decimal2", /^(\d{1,2}\.\d{1,2})[.)]\s+(?=\d)/u],
  ["number", /^(\d{1,3})\s*(?:\.\s*|\/\s+)(?=[^\d\s.])/u],
  ["number", /^(\d{1,2})\s*[-–]\s+(?=\p{Lu})/u],
  ["numberBeforeBracket", /^(\d{1,3})\)\s*(?=\S)/u],
  ["numberInBrackets", /^\((\d{1,2}|[ivx]{1,5})\)\s*(?=\S)/u],
  ["letter", /^([a-zđ]\d?)\)\s*(?=\S)/u],
  ["letter", /^([a-zđ])[./]\s+(?=\S)/u],
  ["dash", /^()[-–—‒−]\s*(?=[\p{L}"“‘'([]|\d+[^\d\s])/u],
  ["dash", /^()[-–—]\s+(?=\S)/u],
  ["plus", /^()\+\s*(?=\S)/u],
  ["dot", /^()[*•●▪■◦·]\s*(?=\S)/u],
  ["dot", /^()o\s+(?=\p{Lu})/u],
]

export function readMarker(text: string): Marker | null {
  const start = text.trimStart()
  for (const [kind, pattern] of PATTERNS) {
    const found = pattern.exec(start)
    if (found) return { kind, code: found[1] || null, rank: RANK[kind], rest: start.slice(found[0].length).trim() }
  }
  return null
}

/** "2", "IV", "N01.1" and the like, with or without a final dot, standing alone in a cell. */
export const codeOf = (text: string): string =>
  text
    .replace(/[\s*]+/g, "")
    .replace(/[.):\-–/]+$/, "")
    .replace(/^\(/, "")

export const isRoman = (code: string): boolean => /^(?=[IVXLC])(?:X{0,3})(?:IX|IV|V?I{0,3})$/.test(code) && code !== ""

/** "Điều 3." of a decision; plans in decrees' style carry them too. */
export const articleNumber = (text: string): number | null => {
  const found = /^dieu\s+(\d{1,2})\s*[.:]/.exec(plain(text.slice(0, 20)))
  return found ? Number(found[1]) : null
}
