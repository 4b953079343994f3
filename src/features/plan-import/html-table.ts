import type { SourcePlace } from "./plan-reading.ts"
import type { SourceCell, SourceRow, SourceTable } from "./source-text.ts"
import { withoutMarkup } from "./text-damage.ts"

const MAX_SPAN = 60

/** A table that a converter left as HTML inside Markdown, with its merged cells. */
export function readHtmlTable(html: string, place: SourcePlace): SourceTable {
  const rows: SourceRow[] = []
  for (const [number, row] of html
    .split(/<tr(?=[\s>])/i)
    .slice(1)
    .entries()) {
    const open = rows.at(-1)?.cells ?? []
    const cells: SourceCell[] = []
    takeContinued(cells, open)
    for (const found of row.matchAll(/<t([dh])([^>]{0,400})>([\s\S]*?)(?=<\/t[dh]>|<t[dh][\s>]|<\/tr>|$)/gi)) {
      addCell(cells, found[2]!, found[3]!, found[1]!.toLowerCase() === "h")
      takeContinued(cells, open)
    }
    rows.push({ place: { ...place, row: number + 1 }, cells })
  }
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  for (const row of rows) while (row.cells.length < width) row.cells.push({ text: "" })
  return { kind: "table", place, rows }
}

type HtmlCell = SourceCell & { rowsLeft?: number }

function addCell(cells: HtmlCell[], attributes: string, content: string, isHead: boolean): void {
  const text = withoutMarkup(content.replace(/<\/p>\s*<p[^>]*>/gi, "\n"))
    .replace(/<[^>]{0,400}>/g, "")
    .trim()
  const bold = isHead || /^\s*<(?:b|strong)>/i.test(content)
  const rowsLeft = spanOf(attributes, "rowspan") - 1
  for (let column = 0; column < spanOf(attributes, "colspan"); column++) {
    cells.push({ text, bold, rowsLeft, ...(column > 0 ? { fromLeft: true } : {}) })
  }
}

const spanOf = (attributes: string, name: string): number => {
  const found = new RegExp(`${name}\\s*=\\s*["']?(\\d{1,3})`, "i").exec(attributes)
  return Math.min(MAX_SPAN, Math.max(1, Number(found?.[1] ?? 1)))
}

/** Cells of the row above that reach down into this one. */
function takeContinued(cells: HtmlCell[], above: HtmlCell[]): void {
  for (let cell = above[cells.length]; cell?.rowsLeft; cell = above[cells.length]) {
    cells.push({ ...cell, rowsLeft: cell.rowsLeft - 1, fromAbove: true })
  }
}
