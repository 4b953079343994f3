import { HeadingLevel, type Paragraph, type Table } from "docx"
import { bodyParagraph, centred, paragraph } from "./docx-paragraphs.server.ts"
import { dataTable } from "./docx-table.server.ts"
import type { Block, Text } from "./official-document.ts"
import { numberedBlocks, pointLetter } from "./official-wording.ts"

const headingLevels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

/**
 * The blocks in order. `holdLast` keeps the last paragraph on the page of what follows, so that a signature never
 * stands alone on a page.
 */
export function blocksToWord(
  blocks: readonly Block[],
  options: { wide: boolean; holdLast?: boolean },
): (Paragraph | Table)[] {
  const numbered = numberedBlocks(blocks)
  return numbered.flatMap((block, index) =>
    blockToWord(block, { wide: options.wide, keepNext: options.holdLast === true && index === numbered.length - 1 }),
  )
}

function blockToWord(
  block: Block & { number?: string },
  options: { wide: boolean; keepNext: boolean },
): (Paragraph | Table)[] {
  const { wide, keepNext } = options
  if (block.kind === "paragraph") return [bodyParagraph(block.text, { keepNext })]
  if (block.kind === "heading") {
    // Points (điểm) are set upright and not bold, the levels above them bold (Annex I, section II.6).
    const heading = { heading: headingLevels[block.level], keepNext: true }
    return [bodyParagraph(prefixed(`${block.number} `, block.text), heading, block.level < 3)]
  }
  if (block.kind === "list") {
    return block.items.map((item, place) => {
      const mark = block.marks === "dash" ? "- " : `${pointLetter(place)}) `
      return bodyParagraph(prefixed(mark, item), { keepNext: keepNext && place === block.items.length - 1 })
    })
  }
  const above = { keepNext: true, spacing: { before: 120, after: 60 } }
  return [
    ...(block.caption ? [centred(block.caption, { size: "body", bold: true }, above)] : []),
    dataTable(block, wide),
    // Word merges two tables that touch, and a section may not end with one.
    paragraph("", { size: "recipients" }),
  ]
}

const prefixed = (mark: string, text: Text): Text =>
  typeof text === "string" ? mark + text : [{ text: mark }, ...text]
