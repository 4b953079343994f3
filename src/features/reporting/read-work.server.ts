import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { AWAY_SECONDS, LEAST_SECONDS } from "./work-time.ts"

/** The same sum as activeSeconds in work-time.ts; a test holds the two together. */
const seconds = sql`sum(greatest(${LEAST_SECONDS}::float8, extract(epoch from upper(span) - lower(span)) - ${AWAY_SECONDS}::float8))`

/** How long a unit has worked on a report so far, all its people together; 0 when nobody was seen at it. */
export async function readReportSeconds(db: Db, reportId: string): Promise<number> {
  const { rows } = await sql<{ seconds: number | null }>`
    select round(${seconds})::int as seconds from report_work, unnest(spans) span where report_id = ${reportId}`.execute(
    db,
  )
  return rows[0]?.seconds ?? 0
}

export type WorkLine = {
  roundId: string
  reportId: string
  unitId: string
  unitName: string
  entries: number
  /** Null: entered by others, or sent before time was measured. */
  seconds: number | null
}

/** The reports of rounds that were sent, each with the time that its unit worked on it; by unit, never by person. One query. */
export async function readWorkOfRounds(db: Db, roundIds: readonly string[]): Promise<WorkLine[]> {
  const { rows } = await sql<WorkLine>`
    select report.round_id, report.id as report_id, unit.id as unit_id, unit.name as unit_name, counted.entries, work.seconds
    from report
    join unit on unit.id = report.unit_id
    cross join lateral (select count(*)::int as entries from entry where entry.report_id = report.id) counted
    left join lateral (
      select round(${seconds})::int as seconds from report_work, unnest(spans) span where report_id = report.id
    ) work on true
    where report.round_id = any (${[...roundIds]}::uuid[]) and report.first_submitted_at is not null
    order by unit.position, unit.name`.execute(db)
  return rows
}
