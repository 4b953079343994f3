import { done, type Outcome, refused } from "#shared/outcome.ts"
import { readSheetRows, TooManyRows } from "./read-sheet.server.ts"
import type { Sheet } from "./workbook.ts"
import { numberMeanings, sharedTexts, sheetList } from "./workbook-parts.server.ts"
import { NotAWorkbook, openWorkbookZip, type WorkbookZip } from "./workbook-zip.server.ts"

const MB = 1024 * 1024

/** Rows count over all sheets, and only those with something in them. */
export const workbookLimits = { bytes: 25 * MB, rows: 50_000 }

/**
 * The cells of an Excel workbook (.xlsx) with their addresses, so that a fault can be named where the person sees it.
 * Formulas count as their last result; formats, comments and macros are not looked at. Read with a streaming parser of
 * our own, because a library that builds the whole workbook takes half a gigabyte for 50 000 rows.
 *
 * Refusals: workbooks.tooBig {limitMb}, workbooks.tooManyRows {limit}, workbooks.lockedOrOld, workbooks.notAWorkbook
 * (also for a ZIP bomb). Throws only on a programming error.
 */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: { bytes: number; rows: number } = workbookLimits,
): Promise<Outcome<Sheet[]>> {
  if (bytes.length > limits.bytes)
    return refused("workbooks.tooBig", { values: { limitMb: Math.floor(limits.bytes / MB) } })
  // The compound file of Excel 97, which is also what Excel wraps around a workbook with a password.
  if (Buffer.from(bytes.subarray(0, 4)).toString("hex") === "d0cf11e0") return refused("workbooks.lockedOrOld")
  try {
    const zip = await openWorkbookZip(bytes)
    try {
      return done(await readSheets(zip, limits.rows))
    } finally {
      zip.close()
    }
  } catch (error) {
    if (error instanceof TooManyRows) return refused("workbooks.tooManyRows", { values: { limit: limits.rows } })
    if (error instanceof NotAWorkbook) return refused("workbooks.notAWorkbook")
    throw error
  }
}

async function readSheets(zip: WorkbookZip, rowsLeft: number): Promise<Sheet[]> {
  const { sheets, is1904 } = await sheetList(zip)
  const context = { texts: await sharedTexts(zip), meanings: await numberMeanings(zip), is1904, rowsLeft }
  const read: Sheet[] = []
  for (const { name, part } of sheets) {
    const stream = await zip.stream(part)
    if (!stream) throw new NotAWorkbook(`no part ${part}`)
    read.push({ name, rows: await readSheetRows(stream, context) })
  }
  return read
}
