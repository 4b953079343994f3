import { articleNumber, readMarker } from "./outline-marker.ts"
import type { ReadIssue, SourcePlace } from "./plan-reading.ts"
import { placeInWords, type SourceBlock, type SourceLine, type SourceTable } from "./source-text.ts"
import { isNoteLine, type Mended, mendDamage, withoutMarkup, withoutNoteMarks } from "./text-damage.ts"
import { isCapitals, oneLine, startsLower, startsUpper, wordCount } from "./vietnamese-text.ts"

/** A whole paragraph: its lines joined, page numbers and footnotes taken out, its place that of the first line. */
export type Paragraph = {
  kind: "paragraph"
  text: string
  place: SourcePlace
  bold: boolean
  headingLevel: number | null
}

type Piece = Paragraph & {
  rawLength: number
  whole: boolean
  runsOn: boolean
  lastPage: number | undefined
  gapBefore: boolean
  indented: boolean
}

/** Joins lines into paragraphs and sentences cut by a page; tables stay where they stand. */
export function toParagraphs(blocks: SourceBlock[], issues: ReadIssue[]): (Paragraph | SourceTable)[] {
  const width = wrapWidth(blocks)
  const out: (Paragraph | SourceTable)[] = []
  let last: Piece | null = null
  for (const block of pieces(blocks, width, issues)) {
    if (block.kind === "table") {
      out.push(block)
      last = null
    } else if (last && continues(last, block, width)) {
      const glue = /\p{L}-$/u.test(last.text) && startsLower(block.text) ? "" : " "
      last.text = `${last.text}${glue}${block.text}`
      last.rawLength = block.rawLength
      last.runsOn = block.runsOn
      last.lastPage = block.place.page
    } else {
      out.push(block)
      last = block
    }
  }
  return out
}

function pieces(blocks: SourceBlock[], width: number, issues: ReadIssue[]): (Piece | SourceTable)[] {
  const out: (Piece | SourceTable)[] = []
  let gap = true
  let inNote = false
  for (const block of blocks) {
    if (block.kind === "table") {
      out.push(block)
      gap = true
      continue
    }
    const blank = block.text.trim() === ""
    // A wrapped footnote goes on while its lines are full; the sentence it stands in goes on after it.
    const isNote: boolean =
      isNoteLine(block.text) || (inNote && !blank && !block.whole && readMarker(block.text) === null)
    inNote = isNote && width > 0 && block.text.length >= width * 0.8
    if (blank || isNote || isPageMark(block.text)) {
      gap = true
      continue
    }
    const piece = toPiece(block, gap, issues)
    if (piece) out.push(piece)
    gap = piece?.whole ?? gap
  }
  return out
}

function toPiece(block: SourceLine, gapBefore: boolean, issues: ReadIssue[]): Piece | null {
  const heading = /^\s*(#{1,6})\s+(?=\S)/.exec(block.text)
  const raw = heading ? block.text.slice(heading[0].length) : block.text
  const bold = block.bold ?? /^\s*\*\*.*\*\*\s*$/.test(raw)
  const mended = mendDamage(withoutMarkup(raw))
  issues.push(...damageIssues(mended, block.place))
  const text = oneLine(withoutNoteMarks(mended.text))
  if (text === "" || /^[-_=*~.]{3,}$/.test(text)) return null
  return {
    kind: "paragraph",
    text,
    place: block.place,
    bold,
    headingLevel: block.headingLevel ?? heading?.[1]?.length ?? null,
    rawLength: block.text.length,
    whole: block.whole ?? false,
    runsOn: block.runsOn ?? false,
    lastPage: block.place.page,
    gapBefore,
    indented: /^(?: {2,}|\t)/.test(block.text),
  }
}

export const damageIssues = ({ damage, misread }: Mended, place: SourcePlace): ReadIssue[] => [
  ...damage.map((found) =>
    damageIssue("stray-characters", `Có ký tự lạ "${found}" tại ${placeInWords(place)}; đã bỏ khi đọc`, place),
  ),
  ...misread.map((found) =>
    damageIssue(
      "number-misread",
      `Số "${found}" tại ${placeInWords(place)} có chữ cái thay chữ số; đã sửa khi đọc`,
      place,
    ),
  ),
]

const damageIssue = (code: string, what: string, place: SourcePlace): ReadIssue => ({
  severity: "warning",
  code,
  message: `${what}, cần đối chiếu với bản gốc.`,
  source: place,
})

/** A page number on a line of its own. Four digits alone may be a year that a page has cut off. */
const isPageMark = (text: string): boolean =>
  /^\s*(?:[-–—]\s*)?\d{1,3}\s*(?:[-–—]|\/\s*\d{1,3})?\s*$/.test(text) ||
  /^\s*(?:Trang|Page)\s+\d{1,3}(?:\s*[/|]\s*\d{1,3})?\s*$/i.test(text)

/** Where lines were broken to a fixed width, that width; 0 where each line is a paragraph. */
function wrapWidth(blocks: SourceBlock[]): number {
  const lengths: number[] = []
  let filled = 0
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== "line" || block.whole || block.text.trim() === "") continue
    filled++
    const next = blocks[i + 1]
    if (next?.kind === "line" && next.text.trim() !== "") lengths.push(block.text.length)
  }
  if (lengths.length < 8 || lengths.length < filled * 0.4) return 0
  lengths.sort((a, b) => a - b)
  const wide = lengths[Math.floor(lengths.length * 0.9)]!
  const full = lengths.filter((length) => length >= wide * 0.8).length
  return wide >= 50 && wide <= 180 && full >= lengths.length * 0.35 ? wide : 0
}

const ENDED = /(?:[.;:!?…]|\.\/\.)["”’')\]]*$/
/** In capital letters as they open a part; "phụ lục 2" in the middle of a wrapped sentence does not. */
const OPENS_PART =
  /^(?:Căn cứ|Nơi nhận|PHỤ LỤC|Kính gửi|\(Kèm theo|\(Ban hành|Xét đề nghị|Theo đề nghị|Số\s?:|QUYẾT ĐỊNH:?$|KẾ HOẠCH$|T\s?\/?M[.\s]|KT\.|TL\.|TUQ\.)/u

/** Small letters only: "Bằng" ends the name Cao Bằng, "bằng" ends no sentence. */
const CONNECTOR =
  /(?:^|\s)(?:và|của|với|cho|về|các|theo|tại|trong|là|để|do|bởi|từ|đến|hoặc|những|một|thuộc|bằng|như|giữa|trên|dưới|số|ngày|tháng|năm|việc|khi)$/u

/** True only when the sentence was really cut: a heading without a full stop before a new sentence is not. */
function continues(last: Piece, next: Piece, width: number): boolean {
  if (/(?:19|20)\d\d$/.test(last.text) && /^[-–]\s*(?:19|20)\d\d/.test(next.text)) return true
  if (readMarker(next.text) || articleNumber(next.text) || next.headingLevel !== null) return false
  if (OPENS_PART.test(next.text)) return false
  if (last.runsOn && last.lastPage !== next.place.page && !ENDED.test(last.text)) return true
  const adjacent = !next.gapBefore && !last.whole
  const full = width > 0 && last.rawLength >= width * 0.8
  if (isCapitals(last.text) && isCapitals(next.text)) return adjacent && isCutHeading(last, next)
  // "57-" over "NQ/TW." in a wrapped line is no heading.
  const isWrappedEnd = adjacent && full && !ENDED.test(last.text) && wordCount(next.text) <= 4
  if ((isCapitals(last.text) || isCapitals(next.text)) && !isWrappedEnd) return false
  if (/^[\p{L}\s,/]{3,40}:/u.test(next.text) && ENDED.test(last.text)) return false
  if (adjacent && full && !next.indented) return !ENDED.test(last.text) || last.rawLength >= width * 0.88
  if (ENDED.test(last.text)) return hasOpenBracket(last.text) && startsLower(next.text)
  if (startsLower(next.text)) return true
  return isIncomplete(last.text) && (startsUpper(next.text) || /^["“(\d]/.test(next.text))
}

const isCutHeading = (last: Piece, next: Piece): boolean =>
  readMarker(last.text)?.rank !== undefined && !/^(?:DANH MỤC|KẾ HOẠCH$|QUYẾT ĐỊNH)/.test(next.text)

function isIncomplete(text: string): boolean {
  if (/[,–-]$/.test(text)) return true
  return hasOpenBracket(text) || CONNECTOR.test(text.slice(-14))
}

function hasOpenBracket(text: string): boolean {
  const body = readMarker(text)?.rest ?? text
  const count = (mark: RegExp) => body.match(mark)?.length ?? 0
  return count(/\(/g) > count(/\)/g) || count(/“/g) > count(/”/g)
}
