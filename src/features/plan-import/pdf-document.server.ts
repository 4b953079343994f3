import { done, type Outcome, refused } from "#shared/outcome.ts"
import type { AlignedColumns } from "./aligned-rows.ts"
import { findUnruledTables, unruledTable } from "./pdf-aligned.ts"
import { inReadingOrder, joinLines, type PageText, toLines } from "./pdf-lines.ts"
import { type PdfOperators, type PdfPage, pageSegments, pageTexts } from "./pdf-page.server.ts"
import { findGrids, type Grid } from "./pdf-rulings.ts"
import { unpacksTooLarge } from "./pdf-streams.server.ts"
import { tableOfGrid } from "./pdf-table.ts"
import type { OnProgress } from "./reading-progress.ts"
import { inMegabytes, sourceLimits } from "./source-limits.ts"
import { line, type SourceBlock, type SourceText } from "./source-text.ts"

type PdfFile = { numPages: number; getPage(number: number): Promise<unknown>; destroy(): Promise<void> }

/**
 * A .pdf with a text layer. Tables are read where their lines are drawn; text elsewhere is joined into paragraphs.
 * Refusals: planImport.encrypted, planImport.damaged, planImport.zipBomb {file, limitMb}, planImport.scanned {file}, planImport.tooManyPages {file, limit}.
 */
export async function readPdfDocument(
  bytes: Uint8Array,
  file: string,
  onProgress?: OnProgress,
): Promise<Outcome<SourceText>> {
  if (unpacksTooLarge(bytes))
    return refused("planImport.zipBomb", { values: { file, limitMb: inMegabytes(sourceLimits.unpackedBytes) } })
  const { getDocumentProxy, getResolvedPDFJS } = await import("unpdf")
  let pdf: PdfFile
  try {
    // A copy: pdf.js takes the buffer away from its owner.
    pdf = (await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      stopAtErrors: false,
      // Pictures hold nothing that is read.
      maxImageSize: 1,
    })) as unknown as PdfFile
  } catch (error) {
    const isLocked = (error as Error).name === "PasswordException"
    return refused(isLocked ? "planImport.encrypted" : "planImport.damaged", { values: { file } })
  }
  try {
    if (pdf.numPages > sourceLimits.pages)
      return refused("planImport.tooManyPages", { values: { file, limit: sourceLimits.pages } })
    const ops = (await getResolvedPDFJS()).OPS as unknown as PdfOperators
    const blocks: SourceBlock[] = []
    let letters = 0
    let tables = 0
    const context: PageContext = { file, page: 0, width: 0, nextTable: () => ++tables, known: null }
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = (await pdf.getPage(number)) as PdfPage
      const texts = await pageTexts(page)
      letters += texts.reduce((sum, item) => sum + item.text.trim().length, 0)
      const grids = findGrids(await pageSegments(page, ops))
      Object.assign(context, { page: number, width: page.getViewport({ scale: 1 }).width })
      blocks.push(line("", { file, page: number }), ...pageBlocks(texts, grids, context))
      page.cleanup()
      onProgress?.({ done: number, total: pdf.numPages, what: "pages", file })
    }
    if (letters < pdf.numPages * 15) return refused("planImport.scanned", { values: { file } })
    return done({ file, format: "pdf", blocks, issues: [] })
  } catch {
    return refused("planImport.damaged", { values: { file } })
  } finally {
    await pdf.destroy()
  }
}

type PageContext = { file: string; page: number; width: number; nextTable: () => number; known: AlignedColumns | null }

/** Text above, between and below the tables of a page, in that order. */
function pageBlocks(texts: PageText[], grids: Grid[], context: PageContext): SourceBlock[] {
  const { file, page, nextTable } = context
  const blocks: SourceBlock[] = []
  let rest = texts
  for (const grid of grids.sort((a, b) => b.top - a.top)) {
    const inside = rest.filter((item) => item.y < grid.top && item.y > grid.bottom - 2)
    const above = rest.filter((item) => item.y >= grid.top)
    if (above.length > 0) blocks.push(...unruledBlocks(above, context))
    context.known = null
    blocks.push(tableOfGrid(grid, inside, { file, page, table: nextTable() }))
    rest = rest.filter((item) => !inside.includes(item) && !above.includes(item))
  }
  return rest.length > 0 ? [...blocks, ...unruledBlocks(rest, context)] : blocks
}

/** Running text, and tables that only the place of their words shows. The last one may go on over the page. */
function unruledBlocks(texts: PageText[], context: PageContext): SourceBlock[] {
  const { file, page, nextTable } = context
  const blocks: SourceBlock[] = []
  let rest = texts
  let isLast = false
  for (const table of findUnruledTables(texts, context.known)) {
    const above = rest.filter((item) => item.y >= table.top)
    const below = rest.filter((item) => item.y <= table.bottom)
    blocks.push(...textBlocks(above, context), unruledTable(table, { file, page, table: nextTable() }))
    context.known = table.columns
    rest = below
    isLast = true
  }
  if (!isLast || rest.length > 3) context.known = null
  return [...blocks, ...textBlocks(rest, context)]
}

const textBlocks = (texts: PageText[], { width, file, page }: PageContext): SourceBlock[] =>
  joinLines(inReadingOrder(toLines(texts), width)).map(({ text, runsOn }) =>
    line(text, { file, page }, { whole: true, runsOn }),
  )
