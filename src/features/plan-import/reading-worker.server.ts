import { parentPort, workerData } from "node:worker_threads"
import type { ReadingAnswer, ReadingOrder } from "./read-in-worker.server.ts"
import { readPlanFiles, readPlanWithSource } from "./read-plan-files.server.ts"
import type { ReadingProgress } from "./reading-progress.ts"

/** The worker's side of read-in-worker.server.ts: one reading, then it ends. */
const { files, withSource } = workerData as ReadingOrder
const answer = (message: ReadingAnswer) => parentPort?.postMessage(message)
const onProgress = (progress: ReadingProgress) => answer({ progress })
answer({ outcome: await (withSource ? readPlanWithSource(files, onProgress) : readPlanFiles(files, onProgress)) })
