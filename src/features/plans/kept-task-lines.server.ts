import type { Ctx, Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { type RecentlyUsed, recentlyUsed } from "#shared/recently-used.ts"
import { readTaskLines } from "./read-task-lines.server.ts"
import type { TaskLine } from "./task-line.ts"

/** Plans whose lines one process keeps; the one that was not asked for longest goes first. A line is about 1.5 kB. */
const MOST_PLANS = 6

type Kept = { historyHead: string; lines: Promise<readonly TaskLine[]> }
const byDatabase = new WeakMap<Db, RecentlyUsed<Kept>>()

/**
 * All tasks of a plan with their state on a day, for pages: read once and kept until anything is recorded (docs/decisions/0013), so that
 * the pages and filters of a long list do not each read all of it. Commands read in their own transaction, with `readTaskLines`.
 * @param historyHead where the history stood when the request began
 * @throws what reading throws; a failed reading is not kept
 */
export function keptTaskLines(
  { db, historyHead }: Pick<Ctx, "db"> & { historyHead: string },
  planId: string,
  asOf: Day,
): Promise<readonly TaskLine[]> {
  const plans = byDatabase.get(db) ?? recentlyUsed<Kept>(MOST_PLANS)
  byDatabase.set(db, plans)
  const key = `${planId} ${asOf}`
  const last = plans.get(key)
  if (last?.historyHead === historyHead) return last.lines
  const lines = readTaskLines(db, planId, asOf).catch((error) => {
    plans.delete(key)
    throw error
  })
  plans.set(key, { historyHead, lines })
  return lines
}
