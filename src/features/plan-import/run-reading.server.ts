import type { Ctx } from "#platform/context.server.ts"
import { done, type Outcome, type Refused, refused } from "#shared/outcome.ts"
import type { ImportReading, ReadingSteps } from "./import-reading.ts"
import { withStep } from "./import-reading.ts"
import {
  beat,
  type ClaimedReading,
  claimReading,
  readReading,
  readSources,
  saveFailed,
} from "./import-reading-store.server.ts"
import { readPlanInWorker } from "./read-in-worker.server.ts"
import type { PlanWithSource } from "./read-plan-files.server.ts"
import type { ReadingProgress } from "./reading-progress.ts"
import { holdAnnex } from "./review-annex.server.ts"
import { holdPlan } from "./review-plan.server.ts"
import { sourceLimits } from "./source-limits.ts"
import { refuseBody, refuseCut, refuseUnusable } from "./unusable-reading.ts"

/** Each reading may take half a gigabyte: more than these wait for their turn, their files outside the memory. */
const AT_ONCE = 2
const BEAT_MS = 3_000
const STEP_MS = 400

export type PlanOfAnnex = { id: string; planOfficeUnitId: string }

let running = 0
const waiting: (() => void)[] = []

/**
 * Reads what `startReading` kept, in this process and off every request, and holds the result for review. Never throws: what went
 * wrong stands in the row, and a process that dies leaves a row that falls silent.
 */
export async function runReading(ctx: Ctx, readingId: string, plan: PlanOfAnnex | null): Promise<void> {
  const keepAlive = setInterval(() => void beat(ctx.db, readingId, undefined).catch(() => {}), BEAT_MS)
  try {
    if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
    running++
    try {
      await readClaimed(ctx, readingId, plan)
    } finally {
      running--
      waiting.shift()?.()
    }
  } catch (error) {
    console.error(`reading ${readingId}`, error)
  } finally {
    clearInterval(keepAlive)
  }
}

async function readClaimed(ctx: Ctx, id: string, plan: PlanOfAnnex | null): Promise<void> {
  const attempt = await claimReading(ctx.db, id)
  if (attempt === undefined) return
  const claimed = { id, attempt }
  const failed = await read(ctx, claimed, plan).catch((error: unknown) => {
    console.error(`reading ${id}`, error)
    return refused("planImport.brokeOff")
  })
  if (!failed.ok) await ctx.db.transaction().execute((tx) => saveFailed(tx, claimed, failed.refusal))
}

async function read(ctx: Ctx, claimed: ClaimedReading, plan: PlanOfAnnex | null): Promise<Outcome<unknown>> {
  const reading = await readReading(ctx, ctx.db, claimed.id)
  const outcome = await readKept(ctx, claimed)
  if (!outcome.ok) return outcome
  const fault = faultOf(reading, outcome.value)
  if (fault) return fault
  const own = { ...ctx, requestId: undefined }
  return plan ? holdAnnex(own, plan, outcome.value, claimed) : holdPlan(own, outcome.value, claimed)
}

function faultOf(reading: ImportReading, read: PlanWithSource): Refused | undefined {
  const unusable = refuseUnusable(read)
  if (unusable) return unusable
  if (reading.planId) return refuseBody(read)
  return reading.acceptsCut ? undefined : refuseCut(read)
}

async function readKept(ctx: Ctx, claimed: ClaimedReading): Promise<Outcome<PlanWithSource>> {
  const steps = keepSteps(ctx, claimed)
  const outcome = await readPlanInWorker(await readSources(ctx.db, claimed.id), sourceLimits, steps.hear)
  await steps.end()
  return outcome.ok ? done(outcome.value) : outcome
}

/** Writes how far the reading is, one writing after another and no more than a person can follow. */
function keepSteps(ctx: Ctx, { id, attempt }: ClaimedReading) {
  let steps: ReadingSteps = {}
  let written = 0
  let writing: Promise<void> = Promise.resolve()
  const write = () => {
    written = performance.now()
    // A missed step is no reason to stop reading.
    writing = writing.then(() => beat(ctx.db, id, attempt, steps)).catch(() => {})
  }
  const hear = (progress: ReadingProgress) => {
    steps = withStep(steps, progress)
    if (performance.now() - written >= STEP_MS) write()
  }
  const end = () => {
    write()
    return writing
  }
  return { hear, end }
}
