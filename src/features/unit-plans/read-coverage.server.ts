import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"

export type CoverageLine = {
  unitId: string
  unitName: string
  tasks: number
  withStep: number
  unitPlanId: string | null
  isApproved: boolean
}

const openTasks = sql`
  select a.id, a.unit_id, t.code, t.title, t.id as task_id, p.slug
  from assignment a join task t on t.id = a.task_id join plan p on p.id = t.plan_id
  where a.ended_on is null and a.workflow <> 'completed' and t.retired_on is null and t.dropped_on is null
    and p.superseded_on is null and p.undone_on is null`
/** Only steps of plans that were approved count: drafts stay with their unit. */
const hasStep = (year: number) => sql`exists (
  select from unit_plan_step_assignment l join unit_plan_step s on s.id = l.step_id
  join unit_plan u on u.id = s.unit_plan_id
  where l.assignment_id = a.id and u.year = ${year} and u.edition > 0)`

/** Units that lead open tasks, whether they have an approved plan for the year, and how many of the tasks have a step. */
export async function readCoverage(
  db: Db,
  year: number,
  { isMissingOnly = false, page = 1, pageSize = 50 }: { isMissingOnly?: boolean; page?: number; pageSize?: number },
) {
  const { rows } = await sql<CoverageLine>`
    select unit.id as unit_id, unit.name as unit_name, count(*)::int as tasks,
      count(*) filter (where ${hasStep(year)})::int as with_step,
      case when up.edition > 0 then up.id end as unit_plan_id, coalesce(up.edition > 0, false) as is_approved
    from (${openTasks}) a join unit on unit.id = a.unit_id
    left join unit_plan up on up.unit_id = unit.id and up.year = ${year}
    where ${isMissingOnly ? sql`coalesce(up.edition, 0) = 0` : sql`true`}
    group by unit.id, unit.name, unit.position, up.id, up.edition
    order by unit.position, unit.name collate "vi-x-icu", unit.id
    limit ${pageSize + 1} offset ${(page - 1) * pageSize}`.execute(db)
  return { lines: rows.slice(0, pageSize), hasMore: rows.length > pageSize }
}

export async function readCoverageTotals(db: Db, year: number) {
  const { rows } = await sql<{ units: number; unitsWithPlan: number; tasks: number; tasksWithStep: number }>`
    select count(distinct a.unit_id)::int as units,
      count(distinct a.unit_id) filter (where up.edition > 0)::int as units_with_plan,
      count(*)::int as tasks, count(*) filter (where ${hasStep(year)})::int as tasks_with_step
    from (${openTasks}) a left join unit_plan up on up.unit_id = a.unit_id and up.year = ${year}`.execute(db)
  return rows[0]!
}

export type UncoveredTask = { id: string; unitName: string; code: string; title: string; taskId: string; slug: string }

/** Open assignments for which no approved plan of the year has a step. */
export async function readTasksWithoutStep(db: Db, year: number, page: number, pageSize = 50) {
  const { rows } = await sql<UncoveredTask>`
    select a.id, unit.name as unit_name, a.code, a.title, a.task_id, a.slug
    from (${openTasks}) a join unit on unit.id = a.unit_id
    where not ${hasStep(year)}
    order by unit.position, unit.name collate "vi-x-icu", a.slug, a.code, a.id
    limit ${pageSize + 1} offset ${(page - 1) * pageSize}`.execute(db)
  return { lines: rows.slice(0, pageSize), hasMore: rows.length > pageSize }
}
