import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import { type Outcome, refused } from "#shared/outcome.ts"
import type { UploadedFile } from "./open-source-file.server.ts"
import type { PlanReading } from "./plan-reading.ts"
import type { PlanWithSource } from "./read-plan-files.server.ts"
import type { OnProgress, ReadingProgress } from "./reading-progress.ts"
import { sourceLimits } from "./source-limits.ts"

/** `memoryMb` is what the reading itself may take, `processMb` what the whole process may grow by meanwhile. */
export type ReadingLimits = { seconds: number; memoryMb: number; processMb?: number }

/** What the worker is given, and what it answers with: any number of steps, then one outcome. */
export type ReadingOrder = { files: UploadedFile[]; withSource: boolean }
export type ReadingAnswer = { progress: ReadingProgress } | { outcome: Outcome<PlanWithSource | PlanReading> }

/**
 * Reads a plan off the request thread. A file that takes too long or too much memory ends the worker, never the server.
 * `onProgress` hears how far it is, on the calling thread. Refusals: those of `readPlanWithSource`, planImport.timeout {seconds},
 * planImport.tooHeavy {memoryMb}. Throws what is a bug.
 */
export function readPlanInWorker(
  files: UploadedFile[],
  limits: ReadingLimits = sourceLimits,
  onProgress?: OnProgress,
): Promise<Outcome<PlanWithSource>> {
  return inWorker<PlanWithSource>({ files, withSource: true }, limits, onProgress)
}

/** The same without the text of the files. */
export function readPlanOnlyInWorker(
  files: UploadedFile[],
  limits: ReadingLimits = sourceLimits,
  onProgress?: OnProgress,
): Promise<Outcome<PlanReading>> {
  return inWorker<PlanReading>({ files, withSource: false }, limits, onProgress)
}

async function inWorker<T>(order: ReadingOrder, limits: ReadingLimits, onProgress?: OnProgress): Promise<Outcome<T>> {
  const tooHeavy = refused("planImport.tooHeavy", { values: { memoryMb: limits.memoryMb } })
  const files = order.files.map(({ name, bytes }) => ({ name, bytes }))
  const worker = new Worker(workerFile(), {
    workerData: { ...order, files } satisfies ReadingOrder,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 64 },
    execArgv: [],
  })
  const timers: NodeJS.Timeout[] = []
  try {
    return await new Promise((resolve, reject) => {
      const timeout = refused("planImport.timeout", { values: { seconds: limits.seconds } })
      timers.push(setTimeout(() => resolve(timeout), limits.seconds * 1000))
      timers.push(watchMemory(limits.processMb ?? sourceLimits.processMb, () => resolve(tooHeavy)))
      worker.on("message", (answer: ReadingAnswer) => {
        if ("outcome" in answer) resolve(answer.outcome as Outcome<T>)
        else onProgress?.(answer.progress)
      })
      worker.once("error", (error) => {
        const isHeavy = (error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY"
        if (isHeavy) resolve(tooHeavy)
        else reject(error)
      })
      worker.once("exit", (code) => reject(new Error(`reading worker ended with ${code}`)))
    })
  } finally {
    for (const timer of timers) clearInterval(timer)
    await worker.terminate()
  }
}

const WATCH_MS = 100
const MB = 1024 * 1024

/** Unpacked streams lie outside the worker's heap, which its own limits do not count. */
function watchMemory(limitMb: number, onTooMuch: () => void): NodeJS.Timeout {
  const before = process.memoryUsage.rss()
  return setInterval(() => {
    if (process.memoryUsage.rss() - before > limitMb * MB) onTooMuch()
  }, WATCH_MS)
}

const WORKER = "src/features/plan-import/reading-worker.server.ts"

/** The worker runs from source also when the server was built: the bundle lies elsewhere below the package's root. */
function workerFile(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, WORKER))) return join(folder, WORKER)
  }
  throw new Error(`${WORKER} is missing`)
}
