import type { DueRule, ReportingPeriod } from "./plan-reading.ts"
import { plain } from "./vietnamese-text.ts"

/** A due day or a reporting period named in a sentence, with its place in it. */
export type DueMention = { rule: DueRule; own: ReportingPeriod | null; text: string; index: number; end: number }
export type PeriodMention = { period: ReportingPeriod; index: number; end: number }

const QUALIFIER =
  "((?:truoc va trong|truoc hoac trong|truoc|cham nhat(?: la)?(?: vao)?(?: den)?|muon nhat(?: la)?|khong qua|den het|vao|truoc het)\\s+)?"
const CLOCK = "(?:(\\d{1,2})\\s*(?:h|gio|g|:)\\s*(\\d{2})?(?:\\s*phut)?,?\\s*)?"
const MONTH =
  "(?:\\s*[/]\\s*(\\d{1,2})(?![\\d])(?!\\s*/\\s*\\d)|\\s*(?:cua\\s*)?thang\\s*(\\d{1,2})(?!\\d)(?!\\s*nam\\s*\\d)|\\s*(?:cua\\s*)?thang\\s*(cuoi cung|cuoi|dau|thu ba|thu 3|sau|tiep theo|ke tiep|lien sau)(?:\\s*(?:cua\\s*)?(?:ky bao cao|quy bao cao|quy|ky))?(?:\\s*(sau|tiep theo|lien sau|ke tiep))?|\\s*(?:cua\\s*)?(hang|moi)\\s*thang)"
/** The month may be missing: "hằng tháng trước ngày 25". */
const DAY = new RegExp(
  `${QUALIFIER}${CLOCK}(?:ngay\\s*)(\\d{1,2})(?:${MONTH}|(?!\\d|\\s*[/.-]\\s*\\d|\\s*(?:cua )?thang))`,
  "g",
)
const SHORT_DAY = /(?:va|,|;|hoac)\s*(?:ngay\s*)?(\d{1,2})\s*\/\s*(\d{1,2})(?![\d/])/g
const WEEKDAY = new RegExp(`${QUALIFIER}${CLOCK}(?:ngay\\s*)?thu\\s*(hai|ba|tu|nam|sau|bay|[2-7])(?![a-z])`, "g")

const WEEKDAYS: Record<string, number> = {
  hai: 1,
  ba: 2,
  tu: 3,
  nam: 4,
  sau: 5,
  bay: 6,
  "2": 1,
  "3": 2,
  "4": 3,
  "5": 4,
  "6": 5,
  "7": 6,
}

/** "Trước ngày 10" leaves the 10th out (docs/glossary.md, rule 13); "chậm nhất ngày 10" and "ngày 10" hold it. */
const isInclusive = (qualifier: string | undefined): boolean => !/^truoc\s*$/.test(qualifier ?? "")

export function findDueDays(text: string): DueMention[] {
  const folded = plain(text)
  const found = [...folded.matchAll(DAY)].map((match) => toMention(text, match, dayRule(match)))
  let qualifier = found[0]?.rule.inclusive ?? true
  for (const match of folded.matchAll(SHORT_DAY)) {
    if (found.some((other) => match.index < other.end && match.index + match[0].length > other.index)) continue
    const before = found.findLast((other) => other.end <= match.index)
    if (!before) continue
    qualifier = before.rule.inclusive
    found.push(toMention(text, match, { day: Number(match[1]), month: Number(match[2]), inclusive: qualifier }))
  }
  for (const match of folded.matchAll(WEEKDAY)) found.push(toMention(text, match, weekRule(match)))
  return found.filter((mention) => isPossible(mention.rule)).sort((a, b) => a.index - b.index)
}

const isPossible = (rule: DueRule): boolean =>
  (rule.day === null || (rule.day >= 1 && rule.day <= 31)) &&
  (typeof rule.month !== "number" || (rule.month >= 1 && rule.month <= 12))

function toMention(text: string, match: RegExpExecArray | RegExpMatchArray, rule: DueRule): DueMention {
  const index = match.index!
  const end = index + match[0].length
  const shown = text
    .slice(index, end)
    .replace(/^(?:và|,|;|hoặc)\s*/iu, "")
    .trim()
  return { rule, own: ownPeriod(plain(shown), rule), text: shown, index, end }
}

function dayRule(match: RegExpMatchArray): DueRule {
  const [, qualifier, hour, minute, day, slashed, named, relative, after, every] = match
  const isAfter = after !== undefined || /^(?:dau|sau|tiep theo|ke tiep|lien sau)$/.test(relative ?? "")
  const month = slashed ?? named
  const rule: DueRule = {
    day: Number(day),
    month: month ? Number(month) : every ? "each" : relative ? (isAfter ? "firstAfterPeriod" : "lastOfPeriod") : null,
    inclusive: isInclusive(qualifier),
  }
  return hour ? { ...rule, time: clock(hour, minute) } : rule
}

function weekRule(match: RegExpMatchArray): DueRule {
  const [, qualifier, hour, minute, weekday] = match
  const rule: DueRule = {
    day: null,
    month: null,
    weekday: WEEKDAYS[weekday!]!,
    inclusive: isInclusive(qualifier),
  }
  return hour ? { ...rule, time: clock(hour, minute) } : rule
}

const clock = (hour: string, minute: string | undefined): string => `${hour.padStart(2, "0")}:${minute ?? "00"}`

/** The period that the due day names by itself ("tháng cuối quý", "hằng tháng"). */
function ownPeriod(shown: string, rule: DueRule): ReportingPeriod | null {
  if (/quy/.test(shown)) return "quarter"
  if (rule.month === "each") return "month"
  return rule.weekday === undefined ? null : "everyWeek"
}

const PERIODS: [ReportingPeriod, RegExp][] = [
  ["everyTwoWeeks", /(?:0?2|hai)\s+tuần(?:\s*(?:\/|một|1|01)\s*(?:0?1\s*)?lần)?/giu],
  ["everyWeek", /(?:hằng|hàng|mỗi)\s+tuần|(?:0?1|một)\s+tuần\s*(?:\/|một)?\s*lần|báo cáo tuần/giu],
  ["month", /(?:hằng|hàng|mỗi|định kỳ)\s+tháng|báo cáo tháng/giu],
  ["halfYear", /(?<!\d)(?:0?6|sáu)\s+tháng(?:\s+đầu năm)?(?:\s*(?:\/|một)\s*lần)?|nửa năm/giu],
  ["nineMonths", /(?<!\d)(?:0?9|chín)\s+tháng(?:\s+đầu năm)?/giu],
  [
    "quarter",
    /(?:hằng|hàng|mỗi|định kỳ|báo cáo|theo)\s+quý|(?<=[\s,(])quý(?=\s*[,(;]|\s+và\s|\s*\/|\s+(?:I|II|III|IV|\d)(?![\p{L}\d]))/giu,
  ],
  [
    "year",
    /(?:hằng|hàng|mỗi|từng)\s+năm|(?:báo cáo|tổng kết|cả|cuối|và|01|1|một|định kỳ)\s+năm(?!\s*\d)|(?<=,\s)năm(?=\s*[(,;]|\s+báo cáo)/giu,
  ],
  ["onRequest", /đột xuất|khi (?:có|được) yêu cầu|theo yêu cầu/giu],
]

export function findPeriods(text: string, dueDays: DueMention[]): PeriodMention[] {
  const found: PeriodMention[] = []
  for (const [period, pattern] of PERIODS) {
    for (const match of text.matchAll(pattern)) {
      const mention = { period, index: match.index, end: match.index + match[0].length }
      const isInside = [...dueDays, ...found].some((other) => mention.index < other.end && mention.end > other.index)
      if (!isInside) found.push(mention)
    }
  }
  return found.sort((a, b) => a.index - b.index)
}
