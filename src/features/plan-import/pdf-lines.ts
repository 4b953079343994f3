import { kindOfHeading } from "./document-head.ts"
import { readMarker } from "./outline-marker.ts"

/** A piece of text on a page, placed by its lower left corner, in points. */
export type PageText = { text: string; x: number; y: number; width: number; height: number }

/** Pieces of one line that stand together; a wide gap begins a new segment. */
export type LineSegment = {
  text: string
  left: number
  right: number
  y: number
  height: number
  isRaisedStart: boolean
}
export type PageLine = { segments: LineSegment[]; y: number; height: number }

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"

/** Lines from top to bottom; a gap of `gap` letters' height begins a new segment. Small raised numbers become superscripts, so that footnote marks can be told from numbers. */
export function toLines(items: PageText[], gap = 2): PageLine[] {
  const sorted = items
    .filter((item) => item.text.trim() !== "" && item.height > 0)
    .sort((a, b) => b.y - a.y || a.x - b.x)
  const rows: PageText[][] = []
  for (const item of sorted) {
    const row = rows.at(-1)
    const base = row?.reduce((tallest, other) => (other.height > tallest.height ? other : tallest))
    if (row && base && Math.abs(base.y - item.y) < Math.max(base.height, item.height) * 0.45) row.push(item)
    else rows.push([item])
  }
  return rows.map((row) => toLine(row, gap))
}

function toLine(row: PageText[], widest: number): PageLine {
  const items = row.sort((a, b) => a.x - b.x)
  const height = Math.max(...items.map((item) => item.height))
  const y = items.find((item) => item.height === height)!.y
  const segments: LineSegment[] = []
  for (const item of items) {
    const text = isRaised(item, y, height)
      ? item.text.replace(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]!)
      : item.text
    const last = segments.at(-1)
    const gap = last ? item.x - last.right : 0
    if (last && gap < height * widest) {
      const space = gap > height * 0.12 && !/\s$/.test(last.text) && !/^\s/.test(text) ? " " : ""
      last.text += space + text
      last.right = Math.max(last.right, item.x + item.width)
    } else
      segments.push({ text, left: item.x, right: item.x + item.width, y, height, isRaisedStart: text !== item.text })
  }
  return { segments, y, height }
}

const isRaised = (item: PageText, y: number, height: number): boolean =>
  /^\s*\d{1,2}\s*$/.test(item.text) && item.height < height * 0.8 && item.y > y + height * 0.1

/** Letterheads and signature blocks stand in two columns: the left one is read to its end before the right one. */
export function inReadingOrder(lines: PageLine[], pageWidth: number): LineSegment[][] {
  const out: LineSegment[][] = []
  for (let at = 0; at < lines.length; ) {
    const end = columnsEnd(lines, at, pageWidth / 2)
    if (end === at) out.push(lines[at++]!.segments)
    else {
      const block = lines.slice(at, end).flatMap((line) => line.segments)
      const isLeft = (segment: LineSegment) => (segment.left + segment.right) / 2 < pageWidth / 2
      out.push(
        ...block.filter(isLeft).map((segment) => [segment]),
        ...block.filter((segment) => !isLeft(segment)).map((segment) => [segment]),
      )
      at = end
    }
  }
  return out
}

/** Set at the left margin right below a signature, an annex's heading is not part of "Nơi nhận". */
const OPENS_ANNEX = /^\s*(?:(?:PHỤ LỤC|BIỂU|DANH MỤC)(?!\p{L})|Phụ lục(?:\s+số)?\s+[\dIVX]+\s*$)/u
/** "QUYẾT ĐỊNH" in the middle below the letterhead lies in neither of its columns. */
const opensPart = (text: string): boolean => OPENS_ANNEX.test(text) || kindOfHeading(text.trim()) !== null

function columnsEnd(lines: PageLine[], start: number, middle: number): number {
  const slack = middle * 0.2
  const isSided = (segment: LineSegment) => segment.right < middle + slack || segment.left > middle - slack
  let end = start
  let pairs = 0
  for (; end < lines.length; end++) {
    const { segments } = lines[end]!
    if (segments.length > 2 || !segments.every(isSided)) break
    if (segments.length === 1 && opensPart(segments[0]!.text)) break
    if (segments.length === 2) pairs++
    // A short last line of a paragraph before the block is not part of it.
    if (end === start && segments.length === 1) break
  }
  return pairs > 0 ? end : start
}

/** `runsOn`: its last line reaches the right margin, so that the next page may go on with it. */
export type JoinedText = { text: string; runsOn: boolean }

type TextLine = { text: string; left: number; right: number; y: number; height: number; isNote: boolean }

/** Joins the lines of a page's running text: a line that reaches the right margin goes on, an indented one begins anew. */
export function joinLines(lines: LineSegment[][]): JoinedText[] {
  const texts: TextLine[] = lines.map((line) => ({
    text: line.map((segment) => segment.text.trim()).join(" "),
    left: line[0]!.left,
    right: line.at(-1)!.right,
    y: line[0]!.y,
    height: line[0]!.height,
    isNote: line[0]!.isRaisedStart,
  }))
  const left = quantile(
    texts.map((text) => text.left),
    0.1,
  )
  const right = quantile(
    texts.map((text) => text.right),
    0.95,
  )
  // On a page of short paragraphs most gaps lie between paragraphs: the narrow ones are those between lines.
  const usualGap = quantile(
    texts.slice(1).flatMap((text, i) => {
      const gap = texts[i]!.y - text.y
      return gap > text.height * 0.9 ? [gap] : []
    }),
    0.15,
  )
  const isFull = (line: TextLine) => line.right > right - (right - left) * 0.1
  const out: JoinedText[] = []
  for (const [i, line] of texts.entries()) {
    const last = texts[i - 1]
    const goesOn =
      last !== undefined &&
      isFull(last) &&
      !leavesRoom(last, line, right) &&
      !(isCentred(last, left, right) && last.y - line.y > usualGap * 1.25) &&
      line.left < left + 10 &&
      follows(last, line, usualGap)
    if (goesOn) out[out.length - 1]!.text += ` ${line.text}`
    else out.push({ text: line.text, runsOn: false })
    out.at(-1)!.runsOn = isFull(line)
  }
  return out
}

/** A title in the middle, which does not go on at the left margin after a gap. */
const isCentred = (line: TextLine, left: number, right: number): boolean =>
  line.left - left > 12 && Math.abs(line.left - left - (right - line.right)) < 20

/** A finished sentence with room for the next word behind it ends its paragraph. */
function leavesRoom(last: TextLine, line: TextLine, right: number): boolean {
  if (!/[.;:!?]["”)]*$/.test(last.text) || !/^["“(]*\p{Lu}/u.test(line.text)) return false
  const letter = (line.right - line.left) / Math.max(1, line.text.length)
  return right - last.right > letter * (line.text.split(/\s/)[0]!.length + 2)
}

/** Set as the next line of the same paragraph; a mark after a finished sentence begins an item even at the same distance. */
function follows(last: TextLine, line: TextLine, usualGap: number): boolean {
  const gap = last.y - line.y
  const isSpaced = gap <= 0 || gap > Math.max(usualGap * 1.25, line.height * 1.3)
  const beginsItem = readMarker(line.text) !== null && (isSpaced || /[.;:!?…]["”)]*$/.test(last.text))
  return (
    !line.isNote &&
    !beginsItem &&
    gap > 0 &&
    gap < line.height * 2.1 &&
    !(isSpaced && /[.;:!?]$/.test(last.text)) &&
    Math.abs(last.height - line.height) < 1.5
  )
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
