import { type RawBuilder, sql } from "kysely"
import type { Db } from "../context.server.ts"

export type HistoryLine = {
  seq: bigint
  at: string
  kind: string
  personName: string | null
  facts: Record<string, unknown>
}

export type HistoryPage = { limit: number; before?: bigint }

/** The history of one object, newest first, one page of it. The caller has checked that the viewer may see the object. */
export const historyOf = (db: Db, subjectId: string, page: HistoryPage): Promise<HistoryLine[]> =>
  readLines(db, page, sql`event.about @> ${JSON.stringify([subjectId])}::jsonb`)

/** The history of everything, newest first, one page of it. */
export const recentHistory = (db: Db, page: HistoryPage): Promise<HistoryLine[]> => readLines(db, page, sql`true`)

async function readLines(db: Db, page: HistoryPage, which: RawBuilder<unknown>): Promise<HistoryLine[]> {
  const before = page.before ?? 9_223_372_036_854_775_807n
  const { rows } = await sql<{ seq: bigint; body: string; personName: string | null }>`
    select event.seq, event.body, person.name as person_name
    from history.event left join person on person.id = event.actor::uuid
    where ${which} and event.seq < ${before.toString()}::bigint
    order by event.seq desc limit ${page.limit}`.execute(db)
  return rows.map(({ seq, body, personName }) => {
    const { at, kind, facts } = JSON.parse(body) as { at: string; kind: string; facts: Record<string, unknown> }
    return { seq, at, kind, personName, facts }
  })
}

/** Where the chain stands: its number of events and the hash of the last one, as hexadecimal text. */
export async function historyHead(db: Db): Promise<{ seq: bigint; hash: string }> {
  const row = await db.selectFrom("history.head").select(["seq", "hash"]).executeTakeFirstOrThrow()
  return { seq: row.seq, hash: row.hash.toString("hex") }
}
