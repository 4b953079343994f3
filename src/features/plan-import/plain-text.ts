import type { AlignedLine, AlignedTable } from "./aligned-rows.ts"
import { findAlignedTables } from "./aligned-table.ts"
import { readHtmlTable } from "./html-table.ts"
import { partColumns } from "./side-by-side.ts"
import type { SourceBlock, SourceCell, SourceRow, SourceTable, SourceText } from "./source-text.ts"
import { normalise } from "./vietnamese-text.ts"

/** Plain text and Markdown: lines as they stand; tables drawn with pipes, or rows parted by tabs. */
export function readPlainText(text: string, file: string, format: "text" | "markdown"): SourceText {
  const lines = text.normalize("NFC").replace(/\r\n?/g, "\n").split("\n")
  const blocks: SourceBlock[] = []
  let tables = 0
  const aligned = new Map(spacedTables(lines).map((table) => [table.from, table]))
  for (let at = 0; at < lines.length; ) {
    const htmlEnd = htmlTableEnd(lines, at)
    if (htmlEnd > at) {
      blocks.push(readHtmlTable(lines.slice(at, htmlEnd).join("\n"), { file, line: at + 1, table: ++tables }))
      at = htmlEnd
      continue
    }
    const spaced = aligned.get(at)
    if (spaced) {
      blocks.push(spacedTable(spaced, file, ++tables))
      at = spaced.to
      continue
    }
    const end = tableEnd(lines, at)
    if (end > at) {
      blocks.push(tableOf(lines.slice(at, end), file, at + 1, ++tables))
      at = end
    } else {
      blocks.push({ kind: "line", text: normalise(lines[at]!), place: { file, line: at + 1 } })
      at++
    }
  }
  return { file, format, blocks: partColumns(blocks), issues: [] }
}

/** Columns set with spaces, as in text taken from a PDF. A gap is two spaces or more. */
function spacedTables(lines: string[]): AlignedTable[] {
  if (!lines.some((line) => /\S {2,}\S.* {2,}\S/.test(line.slice(0, 400)))) return []
  return findAlignedTables(lines.map(toAligned))
}

function toAligned(line: string, at: number): AlignedLine {
  const isDrawn = line.includes("|") || line.includes("\t") || line.length > 400
  const found = isDrawn ? [] : line.matchAll(/\S+(?: \S+)*/g)
  const segments = [...found].map((match) => ({
    text: match[0],
    left: match.index,
    right: match.index + match[0].length,
  }))
  return { segments, top: at, bottom: at + 1, inLetters: true }
}

function spacedTable({ from, rows }: AlignedTable, file: string, table: number): SourceTable {
  return {
    kind: "table",
    place: { file, line: from + 1, table },
    rows: rows.map(({ cells, line }, i) => ({
      place: { file, line: line + 1, table, row: i + 1 },
      cells: cells.map((text) => ({ text: normalise(text) })),
    })),
  }
}

/** First line behind an HTML table; one that never ends is left as text. */
function htmlTableEnd(lines: string[], at: number): number {
  if (!/^\s*<table(?=[\s>])/i.test(lines[at]!)) return at
  const end = lines.findIndex((line, i) => i >= at && /<\/table>/i.test(line))
  return end < 0 ? at : end + 1
}

const RULE_ROW = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/
const GRID_RULE = /^\s*\+(?:[-=]{2,}\+)+\s*$/
const MAX_COLUMNS = 60
const isPipeRow = (line: string): boolean => /^\s*\|.*\|/.test(line) && splitPipes(line).length <= MAX_COLUMNS
const hasPipes = (line: string): boolean => isWidth(splitPipes(line).length)
const isTabRow = (line: string): boolean => isWidth(line.split("\t").length)
const isWidth = (columns: number): boolean => columns >= 3 && columns <= MAX_COLUMNS

/** First line behind the table that begins at `at`; `at` itself when none does. */
function tableEnd(lines: string[], at: number): number {
  const first = lines[at]!
  let end = at
  if (isPipeRow(first) || GRID_RULE.test(first)) {
    while (end < lines.length && (isPipeRow(lines[end]!) || GRID_RULE.test(lines[end]!) || isBrokenRow(lines, end, at)))
      end++
  } else if (hasPipes(first) && RULE_ROW.test(lines[at + 1] ?? "") && lines[at + 1]!.includes("|")) {
    while (end < lines.length && (hasPipes(lines[end]!) || RULE_ROW.test(lines[end]!))) end++
  } else if (isTabRow(first)) {
    while (end < lines.length && isTabRow(lines[end]!)) end++
  }
  return end - at >= 2 ? end : at
}

/** A row whose text holds a real line break goes on until its last pipe. */
const isBrokenRow = (lines: string[], at: number, start: number): boolean =>
  at > start &&
  lines[at]!.trim() !== "" &&
  isPipeRow(lines[at - 1]!) &&
  !/\|\s*$/.test(lines[at - 1]!) &&
  !lines[at]!.trim().startsWith("|")

function tableOf(lines: string[], file: string, firstLine: number, table: number): SourceTable {
  const isGrid = lines.some((line) => GRID_RULE.test(line))
  const rows: SourceRow[] = []
  let open = false
  for (const [i, line] of lines.entries()) {
    if (GRID_RULE.test(line) || RULE_ROW.test(line)) {
      open = false
      continue
    }
    const above = lines[i - 1] ?? ""
    const texts = line.includes("\t") && !line.includes("|") ? line.split("\t") : splitPipes(line)
    const last = rows.at(-1)
    if (last && isGrid && open) joinLine(last, texts)
    else if (last && isPipeRow(above) && !/\|\s*$/.test(above) && !line.trim().startsWith("|")) goOn(last, texts)
    else rows.push({ place: { file, line: firstLine + i, table, row: rows.length + 1 }, cells: texts.map(toCell) })
    open = true
  }
  const width = rows[0]?.cells.length ?? 0
  for (const row of rows) widen(row, Math.max(width, 2))
  return { kind: "table", place: { file, line: firstLine, table }, rows }
}

function splitPipes(line: string): string[] {
  const trimmed = line.trim()
  const cells = trimmed.split(/(?<!\\)\|/).map((cell) => cell.trim())
  if (trimmed.startsWith("|")) cells.shift()
  if (/(?<!\\)\|$/.test(trimmed)) cells.pop()
  return cells
}

const toCell = (text: string): SourceCell => ({
  text: normalise(text.replace(/<br\s*\/?>/gi, "\n").replace(/\\\|/g, "|")).trim(),
  bold: /^\s*(?:\*\*|__).+(?:\*\*|__)\s*$/.test(text),
})

function joinLine(row: SourceRow, texts: string[]): void {
  for (const [i, text] of texts.entries()) {
    const cell = row.cells[i] ?? row.cells.at(-1)
    if (cell && text.trim() !== "") cell.text = cell.text === "" ? text.trim() : `${cell.text}\n${text.trim()}`
  }
}

/** A real line break inside a cell: the first piece ends that cell, the others follow it. */
function goOn(row: SourceRow, texts: string[]): void {
  const [first = "", ...rest] = texts
  const last = row.cells.at(-1)
  if (last) last.text = `${last.text}\n${first}`
  for (const text of rest) row.cells.push(toCell(text))
}

/** All rows as wide as the head: a pipe inside a text makes one too many. */
function widen(row: SourceRow, width: number): void {
  while (row.cells.length < width) row.cells.push({ text: "" })
  while (row.cells.length > width) {
    const last = row.cells.pop()!
    if (last.text !== "") row.cells.at(-1)!.text += ` | ${last.text}`
  }
}
