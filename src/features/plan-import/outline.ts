import { type MarkerKind, RANK, readMarker } from "./outline-marker.ts"
import type { Paragraph } from "./paragraphs.ts"
import type { SourcePlace } from "./plan-reading.ts"
import { isCapitals, wordCount } from "./vietnamese-text.ts"

/** One numbered, bulleted or plain paragraph with what stands below it. */
export type OutlineNode = {
  kind: MarkerKind | "plain"
  code: string | null
  text: string
  bold: boolean
  rank: number
  place: SourcePlace
  children: OutlineNode[]
}

const PLAIN_RANK = 99

/** Builds the tree from the marks as they come: a mark used before closes what was opened since; a new one opens below. */
export function buildOutline(paragraphs: Paragraph[]): OutlineNode[] {
  const root: OutlineNode[] = []
  const stack: OutlineNode[] = []
  for (const paragraph of paragraphs) {
    const node = toNode(paragraph)
    if (node.kind === "plain") closeLists(stack)
    else closeFor(stack, node)
    const parent = stack.at(-1)
    ;(parent?.children ?? root).push(node)
    if (node.kind !== "plain") stack.push(node)
  }
  return root
}

function toNode(paragraph: Paragraph): OutlineNode {
  const { text, bold, place } = paragraph
  const base = { bold, place, children: [] }
  const marker = readMarker(text)
  if (marker && marker.rest !== "")
    return { ...base, kind: marker.kind, code: marker.code, text: marker.rest, rank: marker.rank }
  if (isUnmarkedHeading(paragraph)) return { ...base, kind: "heading", code: null, text, rank: headingRank(paragraph) }
  return { ...base, kind: "plain", code: null, text, rank: PLAIN_RANK }
}

/** "NHIỆM VỤ VÀ GIẢI PHÁP" in capitals, or a styled heading, without a number. */
const isUnmarkedHeading = (paragraph: Paragraph): boolean =>
  wordCount(paragraph.text) <= 40 &&
  !/[;.:]$/.test(paragraph.text) &&
  ((paragraph.headingLevel !== null && paragraph.headingLevel > 1) ||
    (isCapitals(paragraph.text) && wordCount(paragraph.text) >= 2))

const headingRank = (paragraph: Paragraph): number =>
  isCapitals(paragraph.text) ? RANK.roman - 0.5 : RANK.heading + (paragraph.headingLevel ?? 0) / 100

/** An unmarked paragraph after bullets goes on where the bullets' heading left off. */
function closeLists(stack: OutlineNode[]): void {
  while (stack.length > 0 && stack.at(-1)!.rank >= RANK.letter) stack.pop()
}

function closeFor(stack: OutlineNode[], node: OutlineNode): void {
  const same = stack.findLastIndex(
    (open) => open.kind === node.kind && (node.kind !== "heading" || open.rank === node.rank),
  )
  if (same >= 0 && !opensInside(stack, same, node)) {
    stack.length = same
    return
  }
  while (stack.length > 0 && stack.at(-1)!.rank >= node.rank) stack.pop()
}

/** "1." again below "a)" or "-" of the same "1." would be a list inside the item only if it starts over. */
const opensInside = (stack: OutlineNode[], same: number, node: OutlineNode): boolean =>
  node.kind === "number" &&
  node.code === "1" &&
  stack[same]!.code !== "1" &&
  stack.length > same + 1 &&
  stack.at(-1)!.rank >= RANK.letter &&
  /:$/.test(stack.at(-1)!.text)

/** The node and everything below it, in reading order. */
export const withDescendants = (node: OutlineNode): OutlineNode[] => [node, ...node.children.flatMap(withDescendants)]
