import { parentPort, workerData } from "node:worker_threads"
import type { UploadedFile } from "./open-source-file.server.ts"
import { readPlanWithSource } from "./read-plan-files.server.ts"

/** The worker's side of read-in-worker.server.ts: one reading, then it ends. */
parentPort?.postMessage(await readPlanWithSource(workerData as UploadedFile[]))
