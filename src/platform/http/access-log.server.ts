import type { Kysely } from "kysely"
import type { DB } from "../db/schema.ts"

export type AccessLine = {
  at: Date
  personId: string | null
  method: string
  path: string
  status: number
  address: string
}

/** Collects who read what and writes it once a second, so that a page does not wait for its own line. */
export function openAccessLog(db: Kysely<DB>) {
  let lines: AccessLine[] = []
  const flush = async () => {
    const batch = lines
    lines = []
    if (batch.length === 0) return
    try {
      await db.insertInto("accessLog").values(batch).execute()
    } catch (error) {
      lines = [...batch, ...lines].slice(-10_000) // kept for the next turn; the database may be starting again
      console.error(`access log: ${(error as Error).message}`)
    }
  }
  const timer = setInterval(flush, 1_000)
  timer.unref()
  return {
    note: (line: AccessLine) => void lines.push(line),
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
