import { done, type Outcome, refused } from "#shared/outcome.ts"
import { openSourceFile, type UploadedFile } from "./open-source-file.server.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlan } from "./read-plan.ts"
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
  return opened.ok ? readPlan(opened.value, onProgress) : opened
}

export type PlanWithSource = { reading: PlanReading; sources: SourceView[] }

/** The same with the text of every file, to be shown beside what was read. */
export async function readPlanWithSource(
  files: UploadedFile[],
  onProgress?: OnProgress,
): Promise<Outcome<PlanWithSource>> {
  const opened = await openFiles(files, onProgress)
  if (!opened.ok) return opened
  const read = readPlan(opened.value, onProgress)
  if (!read.ok) return read
  const sources = opened.value.map((source, index) => sourceView(source, plainText(source, files[index]!)))
  return done({ reading: read.value, sources })
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
