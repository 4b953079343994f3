import { addDays, type Day, dayOf, formatDay } from "#shared/day.ts"
import { daysAfter, findMomentsIn, type Moment } from "./moments.ts"
import type { ReadDeadline } from "./plan-reading.ts"
import { oneLine, plain } from "./vietnamese-text.ts"

/** What a deadline cell is read against. */
export type DeadlineContext = {
  /** The single year that the plan or the column's head names ("Kế hoạch … năm 2025"); null when there is none. */
  year: number | null
  /** The day the plan was issued, for "30 ngày kể từ ngày ban hành Kế hoạch này". */
  issuedOn: Day | null
}

export const NO_CONTEXT: DeadlineContext = { year: null, issuedOn: null }

/** A narrow column broke a year: "12/202" over "6". */
const BROKEN_YEAR = /(?<!\d)(2\d{0,2})\s*\n\s*(\d{1,3})(?!\d)/g

const inOneLine = (cell: string): string =>
  oneLine(
    cell.replace(BROKEN_YEAR, (whole, head: string, tail: string) =>
      head.length + tail.length === 4 ? head + tail : whole,
    ),
  )

/** Reads a deadline as docs/glossary.md defines it. Null for an empty cell; what cannot be understood is `unclear`, never guessed. */
export function readDeadline(cell: string, context: DeadlineContext = NO_CONTEXT): ReadDeadline | null {
  const text = inOneLine(cell)
  if (text === "" || /^[-–—.…/x]+$/i.test(text)) return null
  return { text, ...meaningOf(text, context) }
}

/** A spreadsheet's date cell: shown as people write days here. */
export const deadlineOfDay = (day: Day): ReadDeadline => ({
  text: formatDay(day),
  meaning: "byDay",
  from: null,
  to: day,
})

type Meaning = Omit<ReadDeadline, "text">
const meaning = (kind: ReadDeadline["meaning"], from: Day | null = null, to: Day | null = null): Meaning => ({
  meaning: kind,
  from,
  to,
})

const EVERY_YEAR = /\b(?:hang|moi|tung) nam\b|\bnam nao cung\b|\bmot nam mot lan\b/
const ONGOING =
  /thuong xuyen|lien tuc|xuyen suot|hang (?:quy|thang|tuan|ngay)|dinh ky|\d+ (?:thang|lan|tuan)\s*(?:\/|mot|1|01)?\s*(?:lan|nam|quy|thang)\b|trong (?:suot )?qua trinh|theo thuong le|suot (?:giai doan|thoi gian)|^(?:ca|quanh) nam$/
const ONWARDS = /(?:va|,)?\s*(?:cac|nhung)\s+nam\s+(?:tiep theo|sau|ke tiep)|tro di|ve sau|den nay/
const AFTER_EVENT =
  /\bsau khi\b|\bkhi (?:co|duoc|luat|nghi dinh|trung uong|bo|ban hanh)\b|\bngay khi\b|\bke tu (?:khi|ngay)\b|\bke tu thoi diem\b|\btu khi\b/

/** "Quý V năm 2026", "ngày 31 tháng 2 năm 2026": a part of the date that cannot be is not passed over. */
const UNREAD_BEFORE =
  /(?:\bquy\s*(?!nay|truoc|sau)[\dvxil]+|\bthang\s*\d+|\bngay\s*\d+|\d\s*[/.-])\s*(?:[/.,-]|nam|thang)?\s*$/

/** "Đầu năm 2026" names no day; "cuối năm" is its last one. */
const PART_OF = /(?<!thang )\b(?:dau|giua)\s+(?:thang|quy|nam)\s*(?:\d{1,2}|[iv]+)?\s*(?:\/|nam)?\s*(?:20\d\d)$/

function meaningOf(text: string, context: DeadlineContext): Meaning {
  const folded = plain(text)
  const counted = countedDays(text, folded, context)
  if (counted) return counted
  // A school year begins and ends by another rule.
  if (/\bnam hoc\b/.test(folded)) return meaning("unclear")
  const moments = findMomentsIn(text, EVERY_YEAR.test(folded) ? null : context.year)
  const first = moments[0]
  if (!first && context.year !== null && /^(?:ca|trong|quanh) nam$/.test(folded)) {
    return meaning("range", dayOf(context.year, 1, 1), dayOf(context.year, 12, 31))
  }
  if (!first) return withoutMoment(folded)
  if (ONWARDS.test(folded)) return meaning("everyYear", null, first.to)
  if (moments.length === 1 && AFTER_EVENT.test(folded.slice(0, first.index))) return meaning("afterEvent")
  const range = rangeOf(folded, moments)
  if (range) return range
  const last = moments.at(-1)!
  if (UNREAD_BEFORE.test(folded.slice(0, last.index)) || PART_OF.test(folded.slice(0, last.end)))
    return meaning("unclear")
  if (isOpenStart(folded, last)) return meaning(EVERY_YEAR.test(folded) ? "everyYear" : "ongoing", last.from)
  return meaning("byDay", null, dueDay(folded, last))
}

function withoutMoment(folded: string): Meaning {
  if (EVERY_YEAR.test(folded)) return meaning("everyYear")
  if (ONGOING.test(folded)) return meaning("ongoing")
  if (AFTER_EVENT.test(folded) || /^\d{1,3}\s*(?:ngay|thang|tuan)?$/.test(folded)) return meaning("afterEvent")
  return meaning("unclear")
}

/** "Quý III - IV/2025", "tháng 7-9/2025"; not "Quý IV-2025". */
const SPAN =
  /^(?:ngay\s*)?\d{1,2}\s*(?:-|den)\s*(?:ngay\s*)?\d{1,2}\s*\/\s*\d{1,2}\s*\/|(?:thang|quy|\bt)\s*[\divx]{1,3}\s*(?:[-,]|den|va)\s*(?:thang|quy)?\s*(?:\d{1,2}|[ivx]{1,3})(?![\divx])/

/** "2025 - 2030", "từ tháng 6/2025 đến tháng 12/2025", "giai đoạn 2025-2027", a quarter to a quarter. */
function rangeOf(folded: string, moments: Moment[]): Meaning | null {
  const [first, second] = moments
  if (!first || moments.length > 3) return null
  if (!second) {
    const named = folded.slice(first.index, first.end)
    const isSpan = SPAN.test(named) && !/\bva\b/.test(named)
    return isSpan ? meaning("range", first.from, first.to) : null
  }
  const between = folded.slice(first.end, second.index)
  const isRange = /^\s*(?:-|den|toi|->|~)\s*(?:het|cuoi|truoc|ngay)?\s*(?:nam|thang|quy)?\s*$/.test(
    between.replace(/^\s*(?:nam)?/, ""),
  )
  const isYearList = /^\s*,\s*$/.test(between) && first.to.endsWith("-12-31") && second.from.endsWith("-01-01")
  if (!isRange && !isYearList) return null
  const last = moments.at(-1)!
  return first.from <= last.to ? meaning("range", first.from, last.to) : null
}

/** "Từ năm 2025", "bắt đầu từ quý III/2025" with no end. */
const isOpenStart = (folded: string, moment: Moment): boolean =>
  /(?:^|\s)(?:bat dau\s+)?(?:ke )?tu\s+(?:dau\s+)?(?:ngay|thang|quy|nam)?\s*$/.test(folded.slice(0, moment.index)) &&
  !/hoan thanh|xong/.test(folded)

/** "Trước D" is the day before D; with a month, quarter or year, the day before it begins (docs/glossary.md). */
function dueDay(folded: string, moment: Moment): Day {
  const before = folded.slice(Math.max(0, moment.index - 24), moment.index)
  if (/truoc (?:va|hoac) (?:trong|den)|truoc\s+(?:het|cuoi)/.test(before)) return moment.to
  if (/truoc\s*(?:thoi diem|ngay|thang|quy|nam)?\s*$/.test(before)) return addDays(moment.from, -1)
  return moment.to
}

const COUNTED =
  /(\d{1,3})\s*(?:\([^)]{0,30}\)\s*)?(ngay lam viec|ngay|tuan|thang)\s*(?:,|tinh|lam viec)?\s*(?:ke\s*)?(tu|sau)\b/

/** "N ngày kể từ D". Working days stay an event: the yearly calendar of holidays is not known here. */
function countedDays(text: string, folded: string, context: DeadlineContext): Meaning | null {
  const found = COUNTED.exec(folded)
  if (!found) return null
  const rest = text.slice(found.index + found[0].length)
  const start = findMomentsIn(rest, null)[0]
  const issued = /^\s*(?:khi |ngay )*(?:ky|ban hanh|co hieu luc|quyet dinh nay|ke hoach nay|van ban nay)/.test(
    plain(rest).trimStart(),
  )
  const isOwnIssue = issued && !/luat|nghi dinh|thong tu|chinh phu|trung uong|quoc hoi/.test(plain(rest))
  const from = start && start.from === start.to ? start.from : isOwnIssue ? context.issuedOn : null
  if (!from || found[2] === "ngay lam viec" || found[2] === "thang") return meaning("afterEvent")
  return meaning("byDay", null, daysAfter(from, Number(found[1]) * (found[2] === "tuan" ? 7 : 1)))
}

/** The day a start column names: of a month, quarter or year its first day. */
export const readStart = (cell: string, context: DeadlineContext = NO_CONTEXT): Day | null =>
  findMomentsIn(inOneLine(cell), context.year)[0]?.from ?? null

/** More than one due day stands in the cell and no range joins them: the last one counts, a person must look. */
export function holdsSeveralDays(cell: string, context: DeadlineContext = NO_CONTEXT): boolean {
  const moments = findMomentsIn(oneLine(cell), context.year)
  return moments.length > 1 && meaningOf(oneLine(cell), context).meaning === "byDay"
}
