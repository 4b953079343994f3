import { addDays, type Day, dayOf, isDay, lastDayOfMonth } from "#shared/day.ts"
import { plain } from "./vietnamese-text.ts"

/** A day, month, quarter, half-year or year named in a text: its first and last day and where it stands. */
export type Moment = { from: Day; to: Day; index: number; end: number }

const SEP = "\\s*(?:[/.\\-,]|nam)?\\s*(?:nam)?\\s*"
const QUARTERS: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, "1": 1, "2": 2, "3": 3, "4": 4 }

const MONTH_NAMES: Record<string, number> = {
  gieng: 1,
  mot: 1,
  hai: 2,
  ba: 3,
  tu: 4,
  nam: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  muoi: 10,
  "muoi mot": 11,
  "muoi hai": 12,
  chap: 12,
}

type Reader = [RegExp, (found: RegExpExecArray) => [Day, Day] | null]

const month = (year: number, first: number, last = first): [Day, Day] | null =>
  first >= 1 && last <= 12 && first <= last ? [dayOf(year, first, 1), lastDayOfMonth(year, last)] : null

const oneDay = (year: string, monthOfYear: string, day: string): [Day, Day] | null => {
  const read = dayOf(Number(year), Number(monthOfYear), Number(day))
  return isDay(read) ? [read, read] : null
}

/** Longest first: a day hides the month and year inside it. All work on text without diacritics. */
const READERS: Reader[] = [
  [/(20\d\d)-(\d\d)-(\d\d)/g, (f) => oneDay(f[1]!, f[2]!, f[3]!)],
  [
    /(?:ngay\s*)?(?<![\d/.])(\d{1,2})\s*(?:-|den)\s*(?:ngay\s*)?(\d{1,2})\s*\/\s*(\d{1,2})\s*\/\s*(20\d\d)/g,
    (f) => {
      const first = oneDay(f[4]!, f[3]!, f[1]!)
      const last = oneDay(f[4]!, f[3]!, f[2]!)
      return first && last && first[0] < last[0] ? [first[0], last[0]] : null
    },
  ],
  [/(?:ngay\s*)?(?<!thang\s*)(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(20\d\d)/g, (f) => oneDay(f[4]!, f[3]!, f[1]!)],
  [/ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*,?\s*nam\s*(20\d\d)/g, (f) => oneDay(f[3]!, f[2]!, f[1]!)],
  [/ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*\/\s*(20\d\d)/g, (f) => oneDay(f[3]!, f[2]!, f[1]!)],
  [
    new RegExp(`(?:thang|\\bt)\\s*(\\d{1,2})\\s*(?:[-–,]|den|va)\\s*(?:thang\\s*)?(\\d{1,2})${SEP}(20\\d\\d)`, "g"),
    (f) => month(Number(f[3]), Number(f[1]), Number(f[2])),
  ],
  [new RegExp(`(?:thang|\\bt)\\s*(\\d{1,2})${SEP}(20\\d\\d)`, "g"), (f) => month(Number(f[2]), Number(f[1]))],
  [
    new RegExp(`quy\\s*(iv|i{1,3}|[1-4])\\s*(?:[-–,]|den|va)\\s*(?:quy\\s*)?(iv|i{1,3}|[1-4])${SEP}(20\\d\\d)`, "g"),
    (f) => month(Number(f[3]), QUARTERS[f[1]!]! * 3 - 2, QUARTERS[f[2]!]! * 3),
  ],
  [
    new RegExp(`(?:quy|\\bq)\\s*(iv|i{1,3}|[1-4])${SEP}(20\\d\\d)`, "g"),
    (f) => month(Number(f[2]), QUARTERS[f[1]!]! * 3 - 2, QUARTERS[f[1]!]! * 3),
  ],
  [
    /thang\s*(muoi mot|muoi hai|muoi|mot|gieng|hai|ba|tu|nam|sau|bay|tam|chin|chap)\s*(?:,|\/|nam)\s*(?:nam\s*)?(20\d\d)/g,
    (f) => month(Number(f[2]), MONTH_NAMES[f[1]!]!),
  ],
  [/(?<![\d/.-])(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*([2-4]\d)(?![\d/])/g, (f) => oneDay(`20${f[4]}`, f[3]!, f[1]!)],
  [
    /(?:0?6|sau) thang (dau|cuoi)(?: cua)?(?: nam)?\s*(20\d\d)/g,
    (f) => (f[1] === "dau" ? month(Number(f[2]), 1, 6) : month(Number(f[2]), 7, 12)),
  ],
  [/(?:0?9|chin) thang(?: dau)?(?: nam)?\s*(20\d\d)/g, (f) => month(Number(f[1]), 1, 9)],
  // "12/2025-6/2026": behind a year the dash parts two months, elsewhere it belongs to a day.
  [/(?<![\d/.])(?<!(?<!20\d\d\s?|_\s?)-)(\d{1,2})\s*[/.-]\s*(20\d\d)(?!\d)/g, (f) => month(Number(f[2]), Number(f[1]))],
  [/(?:nam\s*)?(?<![\d/.])(20\d\d)(?![\d])/g, (f) => month(Number(f[1]), 1, 12)],
]

/** @param text as written; positions in the answer are positions in it */
export function findMoments(text: string): Moment[] {
  let folded = plain(text)
  const moments: Moment[] = []
  for (const [pattern, read] of READERS) {
    pattern.lastIndex = 0
    for (let found = pattern.exec(folded); found; found = pattern.exec(folded)) {
      const days = read(found)
      if (!days) continue
      moments.push({ from: days[0], to: days[1], index: found.index, end: found.index + found[0].length })
      // What was read is blanked so that a shorter form does not read it again.
      folded =
        folded.slice(0, found.index) +
        " ".repeat(found[0].length).replace(/ /g, "_") +
        folded.slice(found.index + found[0].length)
    }
  }
  return moments.sort((a, b) => a.index - b.index)
}

/** "Quý II", "Tháng 6" or "30/6" in a plan that is for one year only. */
export function findMomentsIn(text: string, year: number | null): Moment[] {
  const moments = findMoments(text)
  if (moments.length > 0 || year === null) return moments
  const folded = plain(text)
  return [...folded.matchAll(BARE)].flatMap((bare) => {
    const days = bare[6]
      ? month(year, QUARTERS[bare[6]]! * 3 - 2, QUARTERS[bare[6]]! * 3)
      : bare[5]
        ? month(year, Number(bare[5]))
        : oneDay(String(year), bare[2] ?? bare[4]!, bare[1] ?? bare[3]!)
    return days ? [{ from: days[0], to: days[1], index: bare.index, end: bare.index + bare[0].length }] : []
  })
}

const BARE =
  /(?:ngay\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)|ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})|thang\s*(\d{1,2})|quy\s*(iv|i{1,3}|[1-4])\b/g

/** "N ngày kể từ D": the count starts on the day after D (Civil Code 2015, art. 147, as docs/glossary.md applies it). */
export const daysAfter = (day: Day, count: number): Day => addDays(day, count)
