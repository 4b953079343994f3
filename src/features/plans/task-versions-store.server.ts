import { sql } from "kysely"
import type { Db, Tx } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { IndicatorFacts, TaskFacts } from "./plan-change.ts"

/**
 * Writes the facts of tasks and indicators as they stand now into the version that is in force: the newest one applied. Whoever changes
 * a task outside an amending decision (a correction of the reading, an annex, a unit that was matched) calls it in the same transaction.
 * @param ids the tasks that changed; all of the plan when not given
 */
export async function keepFacts(tx: Tx, planId: string, ids?: readonly string[]): Promise<void> {
  await sql`
    insert into task_version (task_id, plan_version_id, facts)
    select task.id, current.id, task_facts(task.id)
    from task
    join lateral (
      select id from plan_version where plan_id = ${planId} and applied_at is not null order by number desc limit 1
    ) current on true
    where task.plan_id = ${planId} and (${ids === undefined} or task.id = any (${[...(ids ?? [])]}::uuid[]))
    on conflict (task_id, plan_version_id) do update set facts = excluded.facts`.execute(tx)
}

/** @param ids the indicators that changed; all of the plan when not given */
export async function keepIndicatorFacts(tx: Tx, planId: string, ids?: readonly string[]): Promise<void> {
  await sql`
    insert into indicator_version (indicator_id, plan_version_id, facts)
    select indicator.id, current.id, indicator_facts(indicator.id)
    from indicator
    join lateral (
      select id from plan_version where plan_id = ${planId} and applied_at is not null order by number desc limit 1
    ) current on true
    where indicator.plan_id = ${planId} and (${ids === undefined} or indicator.id = any (${[...(ids ?? [])]}::uuid[]))
    on conflict (indicator_id, plan_version_id) do update set facts = excluded.facts`.execute(tx)
}

/**
 * The facts of every task that a version of the plan holds, in the order of the plan. One query.
 * @param until the number of the version; versions after it are left out
 */
export async function readFactsAt(db: Db, planId: string, until: number): Promise<Map<string, TaskFacts>> {
  const { rows } = await sql<{ taskId: string; facts: TaskFacts }>`
    select newest.task_id, newest.facts from (
      select distinct on (task_version.task_id) task_version.task_id, task_version.facts
      from task_version
      join plan_version on plan_version.id = task_version.plan_version_id
      where plan_version.plan_id = ${planId} and plan_version.number <= ${until} and plan_version.applied_at is not null
      order by task_version.task_id, plan_version.number desc
    ) newest
    join task on task.id = newest.task_id
    order by task.position, task.id`.execute(db)
  return new Map(rows.map((row) => [row.taskId, row.facts]))
}

export async function readIndicatorFactsAt(
  db: Db,
  planId: string,
  until: number,
): Promise<Map<string, IndicatorFacts>> {
  const { rows } = await sql<{ indicatorId: string; facts: IndicatorFacts }>`
    select newest.indicator_id, newest.facts from (
      select distinct on (indicator_version.indicator_id) indicator_version.indicator_id, indicator_version.facts
      from indicator_version
      join plan_version on plan_version.id = indicator_version.plan_version_id
      where plan_version.plan_id = ${planId} and plan_version.number <= ${until} and plan_version.applied_at is not null
      order by indicator_version.indicator_id, plan_version.number desc
    ) newest
    join indicator on indicator.id = newest.indicator_id
    order by indicator.position, indicator.id`.execute(db)
  return new Map(rows.map((row) => [row.indicatorId, row.facts]))
}

/** The version in force on a day; undefined before the first. */
export async function versionOn(db: Db, planId: string, day: Day): Promise<number | undefined> {
  const row = await db
    .selectFrom("planVersion")
    .select("number")
    .where("planId", "=", planId)
    .where("appliedAt", "is not", null)
    .where("effectiveOn", "<=", day)
    .orderBy("number", "desc")
    .executeTakeFirst()
  return row?.number
}
