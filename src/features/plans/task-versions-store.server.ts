import { sql } from "kysely"
import type { Tx } from "#platform/context.server.ts"

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
