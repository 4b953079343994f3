import { cellPlace } from "./cell-places.ts"
import type { ColumnRole } from "./column-roles.ts"
import { codeOf, isRoman, readMarker } from "./outline-marker.ts"
import type { ReadIssue, SourcePlace } from "./plan-reading.ts"
import { placeInWords } from "./source-text.ts"
import { isAssigned } from "./table-outline.ts"
import type { TableRecord } from "./table-rows.ts"

const gap = (code: string, message: string, source: SourcePlace): ReadIssue => ({
  severity: "warning",
  code,
  message,
  source,
})

/** A numbered row that says who or when but not what: it cannot be read, and never silently vanishes. */
export function titleGaps(records: TableRecord[]): ReadIssue[] {
  return records
    .filter((record) => record.title === "" && (isAssigned(record) || record.code !== ""))
    .map((record) => {
      const place = cellPlace(record, "title")
      const which = record.code === "" ? "" : ` ${record.code}`
      return gap(
        "title-missing",
        `Hàng${which} không có nội dung tại ${placeInWords(place)}; hàng này không được đọc.`,
        place,
      )
    })
}

/** In a numbered table a row of work without a number, or with one that is no number. */
export function codeGaps(records: TableRecord[]): ReadIssue[] {
  const own = records.filter((record) => record.title !== "" && isAssigned(record))
  const coded = own.filter((record) => isCode(record.code))
  if (own.length < 2 || coded.length < own.length * 0.6) return []
  return own.flatMap((record) => {
    if (isCode(record.code) || (record.code === "" && readMarker(record.title) !== null)) return []
    const place = cellPlace(record, "code")
    return record.code === ""
      ? [gap("code-missing", `Hàng tại ${placeInWords(place)} không có số thứ tự.`, place)]
      : [gap("code-unclear", `Số thứ tự "${record.code}" tại ${placeInWords(place)} không đọc được.`, place)]
  })
}

const isCode = (text: string): boolean => {
  const code = codeOf(text)
  return /^(?:\p{Lu}{1,4}[-.]?)?\d{1,4}(?:[.-]\d{1,3}){0,5}[a-zđ]?$|^\p{L}\d?$/u.test(code) || isRoman(code)
}

/** A cell of agencies that holds no name ("###", "12"). */
export function agencyGaps(record: TableRecord): ReadIssue[] {
  const roles: ColumnRole[] = ["leads", "coordinating", "bothRoles", "monitors"]
  return roles.flatMap((role) => {
    const text = record.cells[role]
    if (text === undefined || record.inherited.has(role) || /\p{L}{2}/u.test(text) || /^[\s\-–.…/x]*$/i.test(text))
      return []
    const place = cellPlace(record, role)
    return [gap("agency-unclear", `Không đọc được tên cơ quan "${text}" tại ${placeInWords(place)}.`, place)]
  })
}
