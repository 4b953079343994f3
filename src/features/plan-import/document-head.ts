import { type Day, dayOf, isDay } from "#shared/day.ts"
import type { DocumentKind } from "./plan-reading.ts"
import { capitalised, isCapitals, oneLine, plain } from "./vietnamese-text.ts"

/** The block above the title: issuer, number and notation, place and date (Decree 30/2020, annex I, section II). */
export type DocumentHead = {
  number: string | null
  notation: string | null
  issuer: string | null
  place: string | null
  issuedOn: Day | null
}

const MOTTO =
  /CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA(?:\s+VIỆT(?:\s+NAM)?)?|Độc\s+lập\s*[-–—]\s*Tự\s+do\s*[-–—]\s*Hạnh\s+ph(?:úc|uc)|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM/giu

export const isMotto = (text: string): boolean => text.search(MOTTO) >= 0
export const withoutMotto = (text: string): string => oneLine(text.replace(MOTTO, " "))

const KIND_HEADINGS: [RegExp, DocumentKind][] = [
  [/^quyet dinh(?![\p{L}])/u, "decision"],
  [/^(?:quyet nghi|nghi quyet)(?![\p{L}])/u, "resolution"],
  [/^ke hoach(?![\p{L}])/u, "plan"],
  [/^chuong trinh(?![\p{L}])/u, "programme"],
  [/^chi thi(?![\p{L}])/u, "directive"],
  [/^thong bao(?![\p{L}])/u, "notice"],
  [/^bao cao(?![\p{L}])/u, "report"],
  [/^cong van(?![\p{L}])/u, "letter"],
  [/^(?:de an|phuong an|chien luoc|huong dan|ket luan|cong dien|to trinh)(?![\p{L}])/u, "other"],
]

/** The kind that a capital heading such as "QUYẾT ĐỊNH" or "KẾ HOẠCH" announces; null for any other line. */
export function kindOfHeading(text: string): DocumentKind | null {
  if (!isCapitals(text.replace(/\([^()]{0,200}\)/g, ""))) return null
  // Without diacritics "PHƯỜNG AN BÌNH" would be a "PHƯƠNG ÁN".
  if (/^phường(?!\p{L})/iu.test(text.trim())) return null
  return KIND_HEADINGS.find(([pattern]) => pattern.test(plain(text)))?.[1] ?? null
}

const KIND_OF_NOTATION: [RegExp, DocumentKind][] = [
  [/^(?:\d{4}\/)?QĐ(?![\p{L}])/u, "decision"],
  [/^(?:\d{4}\/)?NQ(?![\p{L}])/u, "resolution"],
  [/^KH(?![\p{L}])/u, "plan"],
  [/^(?:CTr|CTR|CTHĐ|CTrHĐ)(?![\p{L}])/u, "programme"],
  [/^CT(?![\p{L}])/u, "directive"],
  [/^TB(?![\p{L}])/u, "notice"],
  [/^BC(?![\p{L}])/u, "report"],
  [/^CV(?![\p{L}])/u, "letter"],
]
export const kindOfNotation = (notation: string): DocumentKind | null =>
  KIND_OF_NOTATION.find(([pattern]) => pattern.test(notation))?.[1] ?? null

const NUMBER_LINE =
  /(?:^|\s)Số\s*:?\s*([\d\s]{0,8})[.…_\s]*([a-z]?)\s*((?:\/\s?\d{4}(?=\s?\/))?)\s?[-–/]\s?(\p{Lu}[\p{L}\d&]{0,14}(?:\s?[-–/]\s?\p{Lu}[\p{L}\d&]{0,14}){0,4})/u
const PLACE_AND_DATE =
  /(?:^|\s|,)((?:\p{Lu}[\p{L}.]*)(?:[ -]+\p{L}[\p{L}.]*){0,5})?\s*,?\s*ngày\s*(\d{0,2})[\s.…_]*tháng\s*(\d{0,2})[\s.…_]*năm\s*(\d{4})?/u

export const isNumberLine = (text: string): boolean => /^Số\s*:?\s*[\d.…_\s]*[a-z]?\s*(?:[-–/]|$)/u.test(text.trim())

/** @param bodyText the whole document, in which the issuer's name is looked up to give it back its small letters */
export function readHead(lines: string[], bodyText: string): DocumentHead {
  const cleaned = lines.map(withoutMotto).filter((text) => text !== "" && !/^(?:VIỆT\s+)?NAM$/u.test(text))
  const joined = cleaned.join(" ")
  const number = NUMBER_LINE.exec(joined)
  const dated =
    PLACE_AND_DATE.exec(number ? joined.slice(number.index + number[0].length) : joined) ?? PLACE_AND_DATE.exec(joined)
  const digits = number?.[1]?.replace(/\s/g, "") ?? ""
  return {
    number: digits ? digits + (number?.[2] ?? "") + (number?.[3] ?? "").replace(/\s/g, "") : null,
    notation: number?.[4]?.replace(/\s/g, "").replace(/–/g, "-") ?? null,
    issuer: issuerOf(cleaned, bodyText),
    place: dated?.[1]?.trim() || null,
    issuedOn: dated ? toDay(dated[4], dated[3], dated[2]) : null,
  }
}

function toDay(year: string | undefined, month: string | undefined, day: string | undefined): Day | null {
  if (!year || !month || !day) return null
  const read = dayOf(Number(year), Number(month), Number(day))
  return isDay(read) ? read : null
}

/** The capital lines above the number. Two of them are one name ("ỦY BAN NHÂN DÂN / TỈNH …") or a parent and the issuer. */
function issuerOf(lines: string[], bodyText: string): string | null {
  const capitals: string[] = []
  for (const text of lines) {
    const before = text
      .split(/\s*(?:Số\s*:|Số\s+\d|V\/v)/u)[0]!
      .replace(/[*_\s]+$/, "")
      .trim()
    if (isCapitals(before) && kindOfHeading(before) === null) capitals.push(before)
    if (before !== text) break
  }
  const last = capitals.at(-1)
  if (!last) return null
  const parent = capitals.at(-2)
  const isPlaceOnly = /^(?:tinh|thanh pho|huyen|quan|xa|phuong|thi tran|dac khu|thi xa)\s/.test(plain(last))
  return withSmallLetters(isPlaceOnly && parent ? `${parent} ${last}` : last, bodyText)
}

/** "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG" as the text itself spells it; by rule where the text never does. */
export function withSmallLetters(capitals: string, bodyText: string): string {
  const wanted = plain(capitals)
  const folded = plain(bodyText)
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const spelled = bodyText.slice(at, at + wanted.length)
    if (!isCapitals(spelled) && spelled.toLowerCase() === capitals.toLowerCase()) return capitalised(spelled)
  }
  const lower = capitals.toLowerCase()
  const party = /^(tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|đảng ủy|đảng bộ)\s+(.+)$/u.exec(lower)
  if (party) return `${capitalised(party[1]!)} ${party[2]!.split(" ").map(capitalised).join(" ")}`
  const named = /^(.*?\s)?(tỉnh|thành phố|huyện|xã|phường|thị trấn|đặc khu|quận)\s+(.+)$/u.exec(lower)
  if (!named) return capitalised(lower)
  const name = named[3]!.split(" ").map(capitalised).join(" ")
  return capitalised(`${named[1] ?? ""}${named[2]} ${name}`)
}
