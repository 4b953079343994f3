import { type Day, dayOf, isDay } from "#shared/day.ts"

/** A document named in running text: "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024". */
export type DocumentReference = {
  number: string
  notation: string
  issuedOn: Day | null
  /** Where the reference begins (with the word for its kind, if one stands there) and where number and date end. */
  index: number
  end: number
}

const KINDS =
  "nghị quyết|quyết định|kế hoạch|chương trình(?: hành động)?|chỉ thị|kết luận|thông báo|thông tư|nghị định|bộ luật|luật|pháp lệnh|tờ trình|công văn|văn bản|báo cáo|hướng dẫn|quy định|quy chế|đề án|công điện"
const NUMBER =
  "(\\d{1,5}[a-z]?(?:\\/\\d{4})?)\\s?[-–/]\\s?(\\p{Lu}[\\p{L}\\d&]{0,14}(?:[-–/.]\\p{L}[\\p{L}\\d&]{0,14}){0,4})"
const REFERENCE = new RegExp(`(?:(?:${KINDS})\\s+(?:liên tịch\\s+)?(?:số\\s*:?\\s*)?|số\\s*:?\\s*)${NUMBER}`, "giu")
const DATE = /^[\s,(]*(?:ngày)?\s*(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})/iu
const LOOSE_DATE = /ngày\s*(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})/iu

export function findReferences(text: string): DocumentReference[] {
  const found: DocumentReference[] = []
  for (const match of text.matchAll(REFERENCE)) {
    const end = match.index + match[0].length
    const date = DATE.exec(text.slice(end, end + 60))
    found.push({
      number: match[1]!,
      notation: match[2]!.replace(/–/g, "-").replace(/\.$/, ""),
      issuedOn: toDay(date),
      index: match.index,
      end: end + (date?.[0].length ?? 0),
    })
  }
  return found
}

export const dateIn = (text: string): Day | null => toDay(LOOSE_DATE.exec(text))

function toDay(found: RegExpExecArray | null): Day | null {
  if (!found) return null
  const day = dayOf(Number(found[3]), Number(found[2]), Number(found[1]))
  return isDay(day) ? day : null
}

/** Between two references these words mean that the second one only explains the first. */
const EXPLAINS =
  /(?:^|[\s,])(?:về|thực hiện|triển khai|sửa đổi|bổ sung|quy định|phê duyệt|ban hành|hướng dẫn|thi hành|thay thế|tại)(?=[\s,])/iu
const JOINED = /(?:[,;]|\svà|\scùng)\s*$/iu

/** The first reference and those named beside it ("số 57-NQ/TW …, Nghị quyết số 71/NQ-CP …"), without those that explain. */
export function namedTogether(text: string, references: DocumentReference[]): DocumentReference[] {
  const kept: DocumentReference[] = []
  for (const reference of references) {
    const before = kept.at(-1)
    if (!before) kept.push(reference)
    else {
      const between = text.slice(before.end, reference.index)
      if (EXPLAINS.test(between)) break
      if (JOINED.test(between)) kept.push(reference)
    }
  }
  return kept
}

/** For "thực hiện A về … và B": a plan also carries out what is joined to a document that A's title names. */
export const namedOrJoined = (text: string, references: DocumentReference[]): DocumentReference[] =>
  references.filter((reference, i) => i === 0 || JOINED.test(text.slice(references[i - 1]!.end, reference.index)))
