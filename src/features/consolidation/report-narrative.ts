import { typedBlocks } from "#features/reporting/typed-text.ts"
import type { Block, Row, Span, Table } from "#platform/official-documents/official-document.ts"
import type { NarrativeKey } from "./consolidation.ts"
import type { NumberedQuote } from "./narrative.ts"
import type { Snapshot } from "./snapshot.ts"

/** The blocks of one part of the narrative, as the plan office left it; empty when it was left out. */
export function narrativeBlocks(snapshot: Snapshot, key: NarrativeKey): Block[] {
  const body = snapshot.narrative.find((part) => part.key === key)?.body ?? ""
  const marks = new Set(snapshot.quotes.map((quote) => quote.mark))
  return typedBlocks(body, (line) => markedSpans(line, marks))
}

/**
 * "… (Sở Y tế) [3][4]." → its words with "[3, 4]" raised. Only numbers that are marks of a source are raised, so that a "[2025]" of
 * the text itself stays in the line.
 */
function markedSpans(line: string, marks: ReadonlySet<number>): Span[] {
  const spans: Span[] = []
  for (const piece of line.split(/(\s*(?:\[VM\d+\])+|\s*(?:\[\d+\])+)/)) {
    if (/^\s*\[VM/.test(piece)) {
      spans.push({ text: piece.trim(), style: "sourceMark" })
      continue
    }
    const numbers = [...piece.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]))
    const isMark = /^\s*\[/.test(piece) && numbers.length > 0 && numbers.every((number) => marks.has(number))
    if (piece !== "") spans.push(isMark ? { text: `[${inRanges(numbers)}]`, style: "sourceMark" } : { text: piece })
  }
  return spans
}

/** 1, 2, 3, 5 → "1-3, 5" */
export function inRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
    .map(([from, to]) => (from === to ? `${from}` : `${from}${to === from + 1 ? ", " : "-"}${to}`))
    .join(", ")
}

/** The quotes that the narrative still points to, in the order of their marks. */
export function citedQuotes(snapshot: Snapshot): NumberedQuote[] {
  const text = snapshot.narrative.map((part) => part.body).join("\n")
  const cited = new Set([...text.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1])))
  return snapshot.quotes.filter((quote) => cited.has(quote.mark)).sort((one, other) => one.mark - other.mark)
}

/** Where each sentence comes from: mark, unit, task, and what the unit wrote, word for word. */
export function sourceTable(quotes: readonly NumberedQuote[]): Table {
  return {
    kind: "table",
    columns: [
      { header: "Dấu dẫn", share: 8, kind: "short" },
      { header: "Đơn vị báo cáo", share: 22, kind: "text" },
      { header: "Nhiệm vụ", share: 10, kind: "short" },
      { header: "Nội dung đơn vị báo cáo (trích nguyên văn)", share: 60, kind: "text" },
    ],
    rows: quotes.map(
      (quote): Row => [`[${quote.mark}]`, quote.unitName, quote.taskCode ?? "Phần chung", quote.text.trim()],
    ),
  }
}
