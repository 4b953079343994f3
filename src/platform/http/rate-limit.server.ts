import { sql } from "kysely"
import type { Db } from "../context.server.ts"

/**
 * Counts one attempt under a key and says whether it is still within the limit. Counted in an unlogged table, so that it holds for
 * all processes; a crash of the database forgets the counts, which harms nobody.
 * @param windowSeconds the count starts anew after this time
 */
export async function withinLimit(
  db: Db,
  key: string,
  limit: number,
  windowSeconds: number,
  now: Date,
): Promise<boolean> {
  const since = new Date(now.getTime() - windowSeconds * 1000)
  const { rows } = await sql<{ hits: number }>`
    insert into rate_limit as counted (key, hits, since) values (${key}, 1, ${now})
    on conflict (key) do update set
      hits = case when counted.since < ${since} then 1 else counted.hits + 1 end,
      since = case when counted.since < ${since} then ${now} else counted.since end
    returning hits`.execute(db)
  return (rows[0]?.hits ?? 1) <= limit
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom("rateLimit").where("key", "=", key).execute()
}
