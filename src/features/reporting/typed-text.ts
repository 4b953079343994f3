import type { Block, List, Text } from "#platform/official-documents/official-document.ts"

/** The lines that a person typed, without empty ones and with one space between words. */
export const typedLines = (text: string): string[] =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter((line) => line !== "")

const DASH = /^[-–—•*]\s*(?=\P{N})/u

/**
 * Typed text as blocks of a document: lines that begin with a dash become a list, every other line a paragraph. Its words stay as
 * they are, but for a full stop at an end that has none.
 */
export function typedBlocks(text: string, asText: (line: string) => Text = (line) => line): Block[] {
  const blocks: Block[] = []
  let items: Text[] | undefined
  for (const line of typedLines(text)) {
    const isItem = DASH.test(line)
    const words = asText(closedSentence(line.replace(DASH, "").trim()))
    if (!isItem) {
      blocks.push({ kind: "paragraph", text: words })
      items = undefined
    } else if (items) items.push(words)
    else {
      items = [words]
      blocks.push({ kind: "list", marks: "dash", items } satisfies List)
    }
  }
  return blocks
}

/** "đã trình" → "đã trình."; what ends with a mark of its own keeps it. */
export const closedSentence = (text: string): string => (/[.;:!?…]$|\.\/\.$/.test(text) ? text : `${text}.`)
