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

/** Lines from top to bottom. Small raised numbers become superscripts, so that footnote marks can be told from numbers. */
export function toLines(items: PageText[]): PageLine[] {
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
  return rows.map(toLine)
}

function toLine(row: PageText[]): PageLine {
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
    if (last && gap < height * 2) {
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

function columnsEnd(lines: PageLine[], start: number, middle: number): number {
  const slack = middle * 0.2
  const isSided = (segment: LineSegment) => segment.right < middle + slack || segment.left > middle - slack
  let end = start
  let pairs = 0
  for (; end < lines.length; end++) {
    const { segments } = lines[end]!
    if (segments.length > 2 || !segments.every(isSided)) break
    if (segments.length === 2) pairs++
    // A short last line of a paragraph before the block is not part of it.
    if (end === start && segments.length === 1) break
  }
  return pairs > 0 ? end : start
}

export type PdfParagraph = { text: string; place: number; bold: boolean }

/** Joins the lines of a page's running text: a line that reaches the right margin goes on, an indented one begins anew. */
export function joinLines(lines: LineSegment[][]): string[] {
  const texts = lines.map((line) => ({
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
  const out: string[] = []
  for (const [i, line] of texts.entries()) {
    const last = texts[i - 1]
    const gap = last ? last.y - line.y : 0
    const goesOn =
      last !== undefined &&
      !line.isNote &&
      last.right > right - (right - left) * 0.1 &&
      line.left < left + 10 &&
      gap > 0 &&
      gap < line.height * 2.1 &&
      Math.abs(last.height - line.height) < 1.5
    if (goesOn) out[out.length - 1] += ` ${line.text}`
    else out.push(line.text)
  }
  return out
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
