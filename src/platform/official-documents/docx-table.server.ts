import {
  AlignmentType,
  BorderStyle,
  type ITableCellOptions,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
} from "docx"
import { textWidth } from "./decree-30-layout.ts"
import { paragraph, type RunStyle } from "./docx-paragraphs.server.ts"
import {
  type Cell,
  type Column,
  plainText,
  type Row,
  type Table as TableBlock,
  type Text,
} from "./official-document.ts"

const alignments = { text: AlignmentType.LEFT, number: AlignmentType.RIGHT, short: AlignmentType.CENTER } as const
const vietnameseNumber = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 })

/** A bordered table over the whole text width; its header comes back on every page and no row breaks over two. */
export function dataTable(block: TableBlock, wide: boolean): Table {
  const total = textWidth(wide)
  const widths = columnWidths(block.columns, total)
  const size = wide ? "wideTable" : "table"
  const line = { style: BorderStyle.SINGLE, size: 4, color: "000000" }
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: total, type: WidthType.DXA },
    columnWidths: widths,
    margins: { left: 70, right: 70, top: 20, bottom: 20 },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [
      ...headerRows(block.columns, widths, size),
      ...block.rows.map((row) => bodyRow(row, block.columns, widths, size)),
    ],
  })
}

/** Shares turned into twips; the last column takes what rounding left, so that the sum is exact. */
function columnWidths(columns: readonly Column[], total: number): number[] {
  const shares = columns.reduce((sum, column) => sum + column.share, 0)
  const widths = columns.map((column) => Math.floor((column.share / shares) * total))
  const used = widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (index === widths.length - 1 ? width + total - used : width))
}

type Size = "table" | "wideTable"

function cell(
  text: Text,
  style: RunStyle,
  alignment: keyof typeof alignments,
  more: Partial<ITableCellOptions> = {},
): TableCell {
  return new TableCell({ children: [paragraph(text, style, { alignment: alignments[alignment] })], ...more })
}

function headerRows(columns: readonly Column[], widths: readonly number[], size: Size): TableRow[] {
  const style: RunStyle = { size, bold: true }
  const middle = { verticalAlign: VerticalAlignTable.CENTER }
  const width = (index: number) => ({ width: { size: widths[index]!, type: WidthType.DXA } })
  const row = (children: TableCell[]) => new TableRow({ tableHeader: true, cantSplit: true, children })
  if (!columns.some((column) => column.group)) {
    return [row(columns.map((column, index) => cell(column.header, style, "short", { ...middle, ...width(index) })))]
  }
  const upper = columns.flatMap((column, index) => {
    if (!column.group) {
      return [
        cell(column.header, style, "short", { ...middle, ...width(index), verticalMerge: VerticalMergeType.RESTART }),
      ]
    }
    if (index > 0 && columns[index - 1]!.group === column.group) return []
    const next = columns.findIndex((other, place) => place > index && other.group !== column.group)
    const columnSpan = (next < 0 ? columns.length : next) - index
    const size = widths.slice(index, index + columnSpan).reduce((sum, each) => sum + each, 0)
    return [cell(column.group, style, "short", { ...middle, columnSpan, width: { size, type: WidthType.DXA } })]
  })
  const lower = columns.map((column, index) =>
    column.group
      ? cell(column.header, style, "short", { ...middle, ...width(index) })
      : cell("", style, "short", { ...width(index), verticalMerge: VerticalMergeType.CONTINUE }),
  )
  return [row(upper), row(lower)]
}

function bodyRow(row: Row, columns: readonly Column[], widths: readonly number[], size: Size): TableRow {
  if ("heading" in row) {
    const width = { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA }
    const children = [paragraph(row.heading, { size, bold: true }, { keepNext: true })]
    return new TableRow({ cantSplit: true, children: [new TableCell({ columnSpan: columns.length, width, children })] })
  }
  const isTotal = "total" in row
  const cells = isTotal ? row.total : row
  const children = columns.map((column, index) =>
    cell(cellText(cells[index] ?? null), { size, bold: isTotal }, column.kind, {
      width: { size: widths[index]!, type: WidthType.DXA },
    }),
  )
  return new TableRow({ cantSplit: !isTall(cells, widths), children })
}

/** A row taller than about half a page must be allowed to break: LibreOffice cuts off what does not fit on one. */
const TALL_LINES = 25
const DXA_PER_CHARACTER = 125
const isTall = (cells: readonly Cell[], widths: readonly number[]): boolean =>
  cells.some((value, index) => plainText(cellText(value)).length / (widths[index]! / DXA_PER_CHARACTER) > TALL_LINES)

const cellText = (value: Cell): Text =>
  value === null ? "" : typeof value === "number" ? vietnameseNumber.format(value) : value
