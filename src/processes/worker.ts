import { contextAt } from "#platform/context.server.ts"
import { sweepOrphans } from "#platform/files/sweep-orphans.server.ts"
import { system } from "#shared/actor.ts"
import type { OpenInstance } from "./open-instance.server.ts"
import type { Queue } from "./reactions.ts"

const ORPHAN_HOURS = 24
const REQUEST_DAYS = 30
const ACCESS_LOG_MONTHS = 24

/** Takes the work of the queues. Every handler may run twice and does no harm then. */
export async function startWorker(instance: OpenInstance): Promise<{ stop: () => Promise<void> }> {
  const { db, files, jobs, settings } = instance
  const applyPlanVersions = async () => {
    const { applyDueVersions } = await import("#features/plans/apply-due-versions.server.ts")
    const { timeZone } = settings
    await applyDueVersions(contextAt(instance.clock(), { db, actor: system, timeZone, enqueue: instance.enqueue }))
  }
  const keepOpenRounds = async () => {
    const { keepRounds } = await import("#features/reporting/keep-rounds.server.ts")
    const { timeZone } = settings
    await keepRounds(contextAt(instance.clock(), { db, actor: system, timeZone, enqueue: instance.enqueue }))
  }
  const raiseObstacles = async () => {
    const { riseObstacles } = await import("#features/obstacles/rise-obstacles.server.ts")
    const { timeZone } = settings
    await riseObstacles(contextAt(instance.clock(), { db, actor: system, timeZone, enqueue: instance.enqueue }))
  }
  const handlers: Record<Queue, () => Promise<void>> = {
    "send-mail": async () => {
      const { sendWaitingMail } = await import("#features/organisation/send-waiting-mail.server.ts")
      await sendWaitingMail(db, instance.mailer, instance.clock)
    },
    "sweep-files": async () => {
      const before = new Date(instance.clock().getTime() - ORPHAN_HOURS * 3_600_000)
      await sweepOrphans(files, (hashes) => claimedFiles(db, hashes), before)
    },
    "forget-requests": async () => {
      const now = instance.clock().getTime()
      await db
        .deleteFrom("requestLog")
        .where("at", "<", new Date(now - REQUEST_DAYS * 86_400_000))
        .execute()
      await db
        .deleteFrom("accessLog")
        .where("at", "<", new Date(now - ACCESS_LOG_MONTHS * 31 * 86_400_000))
        .execute()
    },
    "apply-plan-versions": applyPlanVersions,
    "keep-rounds": keepOpenRounds,
    "raise-obstacles": raiseObstacles,
  }
  await jobs.work(handlers)
  await jobs.schedule("sweep-files", "20 2 * * *", settings.timeZone)
  await jobs.schedule("forget-requests", "40 2 * * *", settings.timeZone)
  await jobs.schedule("apply-plan-versions", "1 0 * * *", settings.timeZone)
  await jobs.schedule("keep-rounds", "5 0 * * *", settings.timeZone)
  await jobs.schedule("raise-obstacles", "10 0 * * *", settings.timeZone)
  await applyPlanVersions() // a day may have passed while no worker ran
  await keepOpenRounds()
  await raiseObstacles()
  return { stop: async () => undefined }
}

async function claimedFiles(db: OpenInstance["db"], hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const rows = await db
    .selectFrom("storedFile")
    .select("sha256")
    .where("sha256", "in", [...hashes])
    .execute()
  return new Set(rows.map((row) => row.sha256))
}
