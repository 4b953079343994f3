import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

export type ObstacleFigures = { raised: number; answered: number; solved: number; past: number }

/** Obstacles of a plan up to a day, in the state known now: raised, answered at least once, solved, and open past their answer day. One query. */
export async function readObstacleFigures(db: Db, planId: string, asOf: Day): Promise<ObstacleFigures> {
  const { rows } = await sql<ObstacleFigures>`
    select count(*)::int as raised,
      count(*) filter (where exists (select 1 from obstacle_step where obstacle_step.obstacle_id = obstacle.id
        and obstacle_step.what = 'answered' and obstacle_step.on_day <= ${asOf}))::int as answered,
      count(*) filter (where status = 'solved' and closed_on <= ${asOf})::int as solved,
      count(*) filter (where status = 'open' and answer_by < ${asOf})::int as past
    from obstacle where plan_id = ${planId} and raised_on <= ${asOf}`.execute(db)
  return rows[0]!
}
