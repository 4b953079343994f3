import type pg from "pg"
import { fromKysely, PgBoss } from "pg-boss"
import type { Tx } from "../context.server.ts"

/** Work that a process takes from a queue. It may run more than once: a handler says how it stays right (idempotent or its own lock). */
export type JobHandler = (data: Record<string, unknown>) => Promise<void>

export type Jobs = {
  send: (tx: Tx, queue: string, data: object) => Promise<void>
  /** Many of these in a short time make one job, which begins after them: for work that looks at everything anyway. */
  sendGathered: (tx: Tx, queue: string) => Promise<void>
  /** Takes work from these queues until `stop`. */
  work: (handlers: Record<string, JobHandler>) => Promise<void>
  /** Runs a queue at set times. @param cron five fields, in the instance's time zone */
  schedule: (queue: string, cron: string, timeZone: string) => Promise<void>
  stop: () => Promise<void>
}

const GATHER_SECONDS = 5

/** The queue in PostgreSQL. The schema and the queues were made by `migrate`; this account may not change them. */
export async function openJobs(pool: pg.Pool): Promise<Jobs> {
  const executeSql = async (text: string, values?: unknown[]) => {
    const result = await pool.query(text, values)
    return { rows: Array.isArray(result) ? result.flatMap((each) => each.rows) : result.rows }
  }
  const boss = new PgBoss({ db: { executeSql }, migrate: false, createSchema: false, schedule: true, supervise: true })
  boss.on("error", (error) => console.error(`jobs: ${error.message}`))
  await boss.start()
  return {
    send: async (tx, queue, data) => {
      await boss.send(queue, data, { db: fromKysely(tx) })
    },
    sendGathered: async (tx, queue) => {
      await boss.sendDebounced(queue, {}, { db: fromKysely(tx) }, GATHER_SECONDS)
    },
    work: async (handlers) => {
      for (const [queue, handle] of Object.entries(handlers))
        await boss.work(queue, { pollingIntervalSeconds: 2 }, async (jobs) => {
          for (const job of jobs) await handle(job.data as Record<string, unknown>)
        })
    },
    schedule: async (queue, cron, timeZone) => {
      await boss.schedule(queue, cron, {}, { tz: timeZone })
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  }
}
