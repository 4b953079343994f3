/**
 * How far a reading has come: `done` of `total` files opened, pages of one PDF, sheets of one workbook, or table rows understood.
 * Both are whole numbers, `done` never goes back within one `what` of one file and ends at `total`.
 */
export type ReadingProgress = {
  done: number
  total: number
  what: "files" | "pages" | "sheets" | "rows"
  file?: string
}
export type OnProgress = (progress: ReadingProgress) => void

/** Tells of every hundredth row and of the last: a message for each would cost more than the row. */
export function rowCounter(total: number, onProgress: OnProgress | undefined): () => void {
  const step = Math.max(1, Math.min(100, Math.ceil(total / 20)))
  let done = 0
  return () => {
    done++
    if (onProgress && (done % step === 0 || done === total)) onProgress({ done, total, what: "rows" })
  }
}
