import { normalise } from "./vietnamese-text.ts"

/** Scripts that no Vietnamese administrative text uses: where they stand, a scan or a conversion went wrong. */
const FOREIGN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\ufffd\ue000-\uf8ff]+/gu

/** Symbol fonts of Word put their bullets into the private use area. */
const SYMBOL_BULLET = /^\s*[\uf000-\uf0ff](?=\s|\p{L})/u

const SYLLABLE = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?$/i

const LATIN_TWIN = new Map([..."аеорсухіАВЕКМНОРСТХ"].map((letter, i) => [letter, "aeopcyxiABEKMHOPCTX"[i]!]))

/** `damage` was taken out, `misread` are numbers with letters in place of digits ("2O25"), put right. */
export type Mended = { text: string; damage: string[]; misread: string[] }

/** Takes out stray foreign characters and a lone non-Vietnamese word after the end of a sentence ("… Cao Bằng) Ful"). */
export function mendDamage(source: string): Mended {
  const damage: string[] = []
  let text = source.replace(SYMBOL_BULLET, "- ")
  text = text.replace(
    /(?<=\p{Script=Latin})[а-яіА-Я](?=\p{Script=Latin})/gu,
    (letter) => LATIN_TWIN.get(letter) ?? letter,
  )
  text = text.replace(FOREIGN, (found) => {
    damage.push(found)
    return " "
  })
  const misread: string[] = []
  text = withSpacesMended(
    text.replace(MISREAD_NUMBER, (found) => {
      misread.push(found)
      return found.replace(/[Oo]/g, "0").replace(/[lI]/g, "1")
    }),
  )
  const tail = /(?<=[)\].;])\s+([A-Za-z]{1,6})\s*$/.exec(text)
  if (tail && !SYLLABLE.test(tail[1]!) && tail[1] !== tail[1]!.toUpperCase()) {
    damage.push(tail[1]!)
    text = text.slice(0, tail.index)
  }
  return { text: damage.length > 0 ? text.replace(/ {2,}/g, " ").trim() : text, damage, misread }
}

/** Letters that a scan takes for digits, inside a number: "2l5", "O7", "0l/2022"; "10l" and "Q1" are left alone. */
const MISREAD_NUMBER =
  /(?<![\p{L}\d])(?:[OolI](?=\d)|\d+[Oo](?=\d)|\d+[lI](?=\d|\/\d))[\dOo]*(?:[lI](?=\d|\/\d)[\dOo]*)*(?!\p{L})/gu

/** Spaces that a scan puts around marks: "I . ", "a ) ", "hiệu quả ;", "06 /QĐ -TTg". */
const withSpacesMended = (text: string): string =>
  text
    .replace(/^(\s*(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])) ([.)])(?=\s)/u, "$1$2")
    .replace(/(?<=[\p{L}\d)%]) ([,;:.])(?=\s|$)/gu, "$1")
    .replace(/(?<=\d) ?\/ ?(\p{Lu}\p{L}{0,4}) ?([-–]) ?(?=\p{Lu}{2})/gu, "/$1$2")

const NOTE_MARK = "[\\u00b9\\u00b2\\u00b3\\u2070\\u2074-\\u2079]"
const NOTE_MARKS = new RegExp(`(?<!\\b(?:k|c|d|m|h)?m)${NOTE_MARK}+|\\[\\^\\w{1,6}\\](?!:)|\\^\\d{1,2}\\^`, "gu")
const NOTE_LINE = new RegExp(`^\\s*(?:${NOTE_MARK}+\\s*\\S|\\[\\^\\w{1,6}\\]:)`, "u")

/** "khóa XIII¹; các chương trình" → "khóa XIII; các chương trình"; m² and km² stay. */
export const withoutNoteMarks = (text: string): string => text.replace(NOTE_MARKS, "")

/** "¹ Về tiếp tục xây dựng …": a footnote at the bottom of a page, which may stand in the middle of a sentence. */
export const isNoteLine = (text: string): boolean => NOTE_LINE.test(text)

const ENTITIES: Record<string, string> = { nbsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', ldquo: "“", rdquo: "”" }

/** Markdown and the HTML that converters leave in it: emphasis, escapes, links, tags. Bullets ("* ", "- ") stay. */
export function withoutMarkup(source: string): string {
  let text = normalise(source)
  if (text.includes("<")) {
    text = text
      .replace(/<br\s*\/?>/gi, "\n")
      .replace(/<sup>\s*\d{1,2}\s*<\/sup>/gi, "")
      .replace(/<\/?(?:b|i|u|em|strong|p|span|sup|sub|font|center|div)(?:\s[^<>]{0,200})?>/gi, "")
      .replace(/<!--[^>]{0,500}-->/g, "")
  }
  if (text.includes("&")) text = text.replace(/&([a-z]{2,6});/g, (whole, name: string) => ENTITIES[name] ?? whole)
  if (text.includes("*"))
    text = text
      .replace(/\*\*(?=\S)|(?<=\S)\*\*/g, "")
      .replace(/(\*{1,3})(?=[^\s*])([^*]{0,4000}?[^\s*])\1/g, "$2")
      .replace(/\*\*/g, "")
  if (text.includes("_")) text = text.replace(/(^|[\s(])(_{1,2})(?=[^\s_])([^_]{1,2000}?)\2(?=$|[\s).,;:])/g, "$1$3")
  if (text.includes("](")) text = text.replace(/\[([^\]]{1,300})\]\([^)]{1,300}\)/g, "$1")
  return text.replace(/\\([.\-*_()[\]#+!|~>])/g, "$1")
}
