import type { SourceBlock, SourceLine } from "./source-text.ts"
import { isCapitals, plain } from "./vietnamese-text.ts"

/**
 * Plain text sets "Nơi nhận" and the signature beside each other with spaces between. The left block is read to its end before
 * the right one.
 */
export function partColumns(blocks: SourceBlock[]): SourceBlock[] {
  const start = blocks.findIndex((block) => block.kind === "line" && STARTS.test(block.text))
  if (start < 0) return blocks
  const column = (blocks[start] as SourceLine).text.search(/(?<=\S {3,})\S/)
  const left: SourceBlock[] = []
  const right: SourceBlock[] = []
  let end = start
  for (; end < blocks.length; end++) {
    const block = blocks[end]!
    if (block.kind === "table" || (end > start && endsBlock(block, column))) break
    const parts = split(block, column)
    if (parts.left) left.push(parts.left)
    if (parts.right) right.push(parts.right)
  }
  const blank: SourceLine = { ...(blocks[start] as SourceLine), text: "" }
  return [...blocks.slice(0, start), ...left, blank, ...right, blank, ...partColumns(blocks.slice(end))]
}

const STARTS = /^\s*[*_]*Nơi nhận[*_]*\s*:?[*_]*\s{3,}\S/u
const SLACK = 12

function endsBlock(line: SourceLine, column: number): boolean {
  const text = line.text.trim()
  if (text === "") return false
  const indent = line.text.search(/\S/)
  const isHeading = isCapitals(text) && /^(?:ke hoach|phu luc|quyet dinh|danh muc|chuong trinh|bieu)/.test(plain(text))
  const isRunningText = indent < column - SLACK && !/^[-–+*]/.test(text) && text.length > column + 20
  return isHeading || isRunningText
}

function split(line: SourceLine, column: number): { left?: SourceLine; right?: SourceLine } {
  const { text } = line
  if (text.trim() === "") return {}
  const gap = /(?<=\S) {3,}(?=\S)/.exec(text)
  if (gap && gap.index + gap[0].length >= column - SLACK) {
    return { left: { ...line, text: text.slice(0, gap.index) }, right: { ...line, text: text.slice(gap.index).trim() } }
  }
  return text.search(/\S/) >= column - SLACK ? { right: { ...line, text: text.trim() } } : { left: line }
}
