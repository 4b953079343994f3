import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import { type Outcome, refused } from "#shared/outcome.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import type { PlanWithSource } from "./read-plan-files.server.ts"
import { sourceLimits } from "./source-limits.ts"

export type ReadingLimits = { seconds: number; memoryMb: number }

/**
 * Reads a plan off the request thread. A file that takes too long or too much memory ends the worker, never the server.
 * Refusals: those of `readPlanWithSource`, planImport.timeout {seconds}, planImport.tooHeavy {memoryMb}. Throws what is a bug.
 */
export async function readPlanInWorker(
  files: UploadedFile[],
  limits: ReadingLimits = sourceLimits,
): Promise<Outcome<PlanWithSource>> {
  const worker = new Worker(workerFile(), {
    workerData: files.map(({ name, bytes }) => ({ name, bytes })),
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(
        () => resolve(refused("planImport.timeout", { values: { seconds: limits.seconds } })),
        limits.seconds * 1000,
      )
      worker.once("message", resolve)
      worker.once("error", (error) => {
        const isHeavy = (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
        if (isHeavy) resolve(refused("planImport.tooHeavy", { values: { memoryMb: limits.memoryMb } }))
        else reject(error)
      })
      worker.once("exit", (code) => reject(new Error(`reading worker ended with ${code}`)))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

const WORKER = "src/features/plan-import/reading-worker.server.ts"

/** The worker runs from source also when the server was built: the bundle lies elsewhere below the package's root. */
function workerFile(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, WORKER))) return join(folder, WORKER)
  }
  throw new Error(`${WORKER} is missing`)
}
