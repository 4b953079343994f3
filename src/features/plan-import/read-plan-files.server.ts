import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { openSourceFile, type UploadedFile } from "./open-source-file.server.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlan } from "./read-plan.ts"
import { isPlanWorkbook, readPlanWorkbook } from "./read-plan-workbook.ts"
import type { OnProgress } from "./reading-progress.ts"
import { sourceLimits } from "./source-limits.ts"
import type { SourceText } from "./source-text.ts"
import { type SourceView, sourceView } from "./source-view.ts"
import { decodeText } from "./text-encoding.ts"

/**
 * Reads one plan out of its files: decision, plan, annexes, in any order and number up to `sourceLimits.files`. Runs on the
 * calling thread; requests go through read-in-worker.server.ts. Refusals: those of `openSourceFile`, planImport.noFile,
 * planImport.tooManyFiles {limit}, planImport.noPlan {file}.
 */
export async function readPlanFiles(files: UploadedFile[], onProgress?: OnProgress): Promise<Outcome<PlanReading>> {
  const opened = await openFiles(files, onProgress)
  return opened.ok ? readOpened(files, opened.value, onProgress) : opened
}

export type PlanWithSource = { reading: PlanReading; sources: SourceView[] }

/** The same with the text of every file, to be shown beside what was read. */
export async function readPlanWithSource(
  files: UploadedFile[],
  onProgress?: OnProgress,
): Promise<Outcome<PlanWithSource>> {
  const opened = await openFiles(files, onProgress)
  if (!opened.ok) return opened
  const read = await readOpened(files, opened.value, onProgress)
  if (!read.ok) return read
  const sources = opened.value.map((source, index) => sourceView(source, plainText(source, files[index]!)))
  return done({ reading: read.value, sources })
}

/** The workbook of a whole plan that we exported ourselves is read column by column, everything else by what it looks like. */
async function readOpened(
  files: UploadedFile[],
  sources: SourceText[],
  onProgress?: OnProgress,
): Promise<Outcome<PlanReading>> {
  const [file, another] = files
  if (!file || another || !isPlanWorkbook(sources[0]!)) return readPlan(sources, onProgress)
  const book = await readWorkbook(file.bytes)
  return book.ok ? done(readPlanWorkbook(book.value, file.name)) : book
}

async function openFiles(files: UploadedFile[], onProgress?: OnProgress): Promise<Outcome<SourceText[]>> {
  if (files.length === 0) return refused("planImport.noFile")
  if (files.length > sourceLimits.files)
    return refused("planImport.tooManyFiles", { values: { limit: sourceLimits.files } })
  const sources: SourceText[] = []
  for (const [i, file] of files.entries()) {
    const opened = await openSourceFile(file, onProgress)
    if (!opened.ok) return opened
    sources.push(opened.value)
    onProgress?.({ done: i + 1, total: files.length, what: "files", file: file.name })
  }
  return done(sources)
}

function plainText(source: SourceText, file: UploadedFile): string | null {
  if (source.format !== "text" && source.format !== "markdown") return null
  const decoded = decodeText(file.bytes)
  return decoded.ok ? decoded.text : null
}
