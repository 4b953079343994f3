import { isRoman, readMarker } from "./outline-marker.ts"
import type { ReadIssue } from "./plan-reading.ts"
import { placeInWords } from "./source-text.ts"
import type { TableRecord } from "./table-rows.ts"
import { oneLine, plain, startsLower } from "./vietnamese-text.ts"

const ASSIGNING = [
  "leads",
  "coordinating",
  "bothRoles",
  "deadline",
  "duration",
  "product",
  "funding",
  "monitors",
] as const

/** The row itself says who, when or what; cells merged from above do not count. */
export const isAssigned = (record: TableRecord): boolean =>
  ASSIGNING.some((role) => record.cells[role] !== undefined && !record.inherited.has(role)) || record.targets.length > 0

/** Rows cut by a page, and rows that only add a line to merged cells, are put back into the row they belong to. */
export function joinCutRows(records: TableRecord[], issues: ReadIssue[]): TableRecord[] {
  const out: TableRecord[] = []
  const isNumbered = records.filter((record) => record.code !== "").length >= records.length * 0.5
  const hasGroupRows = records.some((record) => isRoman(record.code) || record.isAcross)
  for (const [i, record] of records.entries()) {
    const last = out.at(-1)
    if (last && isStrayTail(record)) moveStrayTail(last, record)
    if (last && continuesRow(last, record, isNumbered, hasGroupRows, records[i + 1])) joinRows(last, record, issues)
    else out.push(record)
  }
  return out
}

const isTitleInherited = (record: TableRecord): boolean =>
  record.inherited.has("title") && (record.code === "" || record.inherited.has("code"))

function continuesRow(
  last: TableRecord,
  record: TableRecord,
  isNumbered: boolean,
  hasGroupRows: boolean,
  next: TableRecord | undefined,
): boolean {
  if (isTitleInherited(record)) return true
  if (record.code !== "" || record.isAcross) return false
  if (record.opensPage && isNumbered && !record.isBold) return true
  if (record.title === "") return !isWholeRow(record)
  if (!isNumbered) return startsLower(record.title) && !/[.;:]$/.test(last.title) && !isAssigned(record)
  if (startsLower(record.title)) return true
  if (/^[-–+•*]\s/.test(record.title) || /^\(\w{1,3}\)/.test(record.title))
    return !isAssigned(record) || hasOnlyFragments(record)
  if (/[,;:]$/.test(last.title)) return !isAssigned(record) || hasOnlyFragments(record)
  if (isAssigned(record) || record.isBold) return false
  return hasGroupRows && next !== undefined && !/[.]$/.test(last.title) && next.code !== "1"
}

/** Who, when and what in full: a row of its own that has lost its title. */
const isWholeRow = (record: TableRecord): boolean => {
  const own = ASSIGNING.filter((role) => record.cells[role] !== undefined && !record.inherited.has(role))
  return own.length >= 2 && own.every((role) => !startsLower(record.cells[role]!))
}

/** Other cells that begin in small letters are ends of cut cells, not values of a new row. */
const hasOnlyFragments = (record: TableRecord): boolean =>
  ASSIGNING.every((role) => record.cells[role] === undefined || startsLower(record.cells[role]!))

/** A group row whose only other cell is the end of the cell above it ("năm tiếp theo"). */
const isStrayTail = (record: TableRecord): boolean => {
  const filled = ASSIGNING.filter((role) => record.cells[role] !== undefined && !record.inherited.has(role))
  return isRoman(record.code) && filled.length === 1 && startsLower(record.cells[filled[0]!]!)
}

function moveStrayTail(last: TableRecord, record: TableRecord): void {
  for (const role of ASSIGNING) {
    const text = record.cells[role]
    if (text === undefined) continue
    const above = last.cells[role] ?? ""
    if (!endsWith(above, text)) last.cells[role] = oneLine(`${above} ${text}`)
    delete record.cells[role]
  }
  record.isAlone = true
}

function joinRows(last: TableRecord, record: TableRecord, issues: ReadIssue[]): void {
  const isMerge = isTitleInherited(record)
  if (!isMerge && record.title !== "" && !endsWith(last.title, record.title)) {
    last.title = oneLine(`${last.title} ${record.title}`)
    last.cells.title = last.title
  }
  for (const role of [...ASSIGNING, "note"] as const) {
    const text = record.cells[role]
    if (text === undefined || record.inherited.has(role)) continue
    const above = last.cells[role]
    if (above === undefined ? isEndOfAny(last, text) : endsWith(above, text)) continue
    last.cells[role] = above === undefined ? text : `${above}${isMerge ? "\n" : " "}${text}`
  }
  for (const target of isMerge ? [] : record.targets) {
    const above = last.targets.find((other) => other.column === target.column)
    if (above) above.text = `${above.text} ${target.text}`
    else last.targets.push(target)
  }
  if (isMerge) return
  issues.push({
    severity: "info",
    code: "row-joined",
    message: `Hàng tại ${placeInWords(record.place)} được nối vào hàng trên vì bị ngắt trang.`,
    source: record.place,
  })
}

const key = (text: string): string =>
  plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
const endsWith = (text: string, tail: string): boolean => key(text).endsWith(key(tail))
const isEndOfAny = (record: TableRecord, tail: string): boolean =>
  startsLower(tail) && Object.values(record.cells).some((text) => endsWith(text, tail))

/** The code's place in the numbering: segments of "N01.1.2"; letters and dashes hang below the last number. */
export const codeSegments = (code: string): string[] => code.split(".").filter(Boolean)
export const isBelow = (code: string, parent: string): boolean => parent !== "" && code.startsWith(`${parent}.`)
export const isSubLetter = (code: string): boolean => /^[a-zđ]\d?$/.test(code) || /^[-–+•*]$/.test(code)

/** Which rows are headings of groups. Decided over the whole table, because "1" may be a group here and a task there. */
export function groupRows(records: TableRecord[]): Set<TableRecord> {
  const groups = new Set<TableRecord>()
  const isHigh = (record: TableRecord) => isRoman(record.code) || /^[A-HĐ]$/.test(record.code)
  for (const record of records) {
    if (record.title === "") continue
    const isNamed =
      !isAssigned(record) &&
      /^(?:nhom|linh vuc|phan|chuyen de|tru cot)\s+(?:nhiem vu|so|thu|[ivx\d])/.test(plain(record.title))
    if (isHigh(record) || isNamed || (record.isAcross && !isSubLetter(record.code))) groups.add(record)
  }
  const hasHigh = groups.size > 0
  const candidates = records.filter((record, i) => !groups.has(record) && isHeadingLike(record, records[i + 1]))
  for (const record of candidates) {
    const restarts = restartsAfter(records, record)
    if (restarts || (record.code === "" && !hasHigh) || (record.code === "" && record.isBold)) groups.add(record)
    else if (!hasHigh && isTopLevel(record) && topRowsAreHeadings(records)) groups.add(record)
  }
  return groups
}

const isTopLevel = (record: TableRecord): boolean => codeSegments(record.code).length === 1 && !isSubLetter(record.code)

function isHeadingLike(record: TableRecord, next: TableRecord | undefined): boolean {
  return (
    next !== undefined &&
    !isAssigned(record) &&
    record.title !== "" &&
    !isSubLetter(record.code) &&
    !readMarker(record.title)?.kind.match(/dash|plus|dot/)
  )
}

/** "1 Nhóm …" followed by tasks that count from 1 again. */
function restartsAfter(records: TableRecord[], record: TableRecord): boolean {
  const next = records[records.indexOf(record) + 1]
  return next !== undefined && record.code !== "" && next.code === "1" && isTopLevel(record) && isAssigned(next)
}

function topRowsAreHeadings(records: TableRecord[]): boolean {
  const top = records.filter(isTopLevel)
  const headings = top.filter((record) => {
    const next = records[records.indexOf(record) + 1]
    return !isAssigned(record) && next !== undefined && (isBelow(next.code, record.code) || isSubLetter(next.code))
  })
  return headings.length >= top.length * 0.6
}
