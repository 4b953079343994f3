import { type Outcome, refused } from "#shared/outcome.ts"
import { openSourceFile, type UploadedFile } from "./open-source-file.server.ts"
import type { PlanReading } from "./plan-reading.ts"
import { readPlan } from "./read-plan.ts"
import { sourceLimits } from "./source-limits.ts"
import type { SourceText } from "./source-text.ts"

/**
 * Reads one plan out of its files: decision, plan, annexes, in any order and number up to `sourceLimits.files`. Runs on the
 * calling thread; requests go through read-in-worker.server.ts. Refusals: those of `openSourceFile`, planImport.noFile,
 * planImport.tooManyFiles {limit}, planImport.noPlan {file}.
 */
export async function readPlanFiles(files: UploadedFile[]): Promise<Outcome<PlanReading>> {
  if (files.length === 0) return refused("planImport.noFile")
  if (files.length > sourceLimits.files)
    return refused("planImport.tooManyFiles", { values: { limit: sourceLimits.files } })
  const sources: SourceText[] = []
  for (const file of files) {
    const opened = await openSourceFile(file)
    if (!opened.ok) return opened
    sources.push(opened.value)
  }
  return readPlan(sources)
}
