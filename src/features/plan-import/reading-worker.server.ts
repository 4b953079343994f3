import { parentPort, workerData } from "node:worker_threads"
import type { UploadedFile } from "./open-source-file.server.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

/** The worker's side of read-in-worker.server.ts: one reading, then it ends. */
parentPort?.postMessage(await readPlanFiles(workerData as UploadedFile[]))
