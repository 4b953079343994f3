import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

export type NamedConfirmer = { id: string; unitId: string; unitName: string; fromOn: Day; reason: string }

/** The unit that is named for a task on a day, whether or not it may confirm there now; duties.ts says that. */
export async function readNamedConfirmer(db: Db, taskId: string, today: Day): Promise<NamedConfirmer | undefined> {
  return db
    .selectFrom("taskConfirmer")
    .innerJoin("unit", "unit.id", "taskConfirmer.unitId")
    .select(["taskConfirmer.id", "unit.id as unitId", "unit.name as unitName", "fromOn", "reason"])
    .where("taskId", "=", taskId)
    .where("fromOn", "<=", today)
    .where((where) =>
      where.or([where("taskConfirmer.endedOn", "is", null), where("taskConfirmer.endedOn", ">=", today)]),
    )
    .where((where) => where.or([where("unit.endedOn", "is", null), where("unit.endedOn", ">", today)]))
    .orderBy("fromOn", "desc")
    .executeTakeFirst()
}

export type ConfirmerLine = NamedConfirmer & {
  taskId: string
  taskCode: string
  taskTitle: string
  groupCode: string
  namedBy: string | null
  version: number
  /** Who confirms on the day; another unit than the named one: it became a lead, or is no more. */
  confirmsId: string | null
  confirmsName: string | null
  awaiting: number
  /** The oldest claim that waits. */
  waitingSince: Day | null
}

/** The tasks of a plan for which another unit is named, with what waits there. One query. */
export async function readConfirmers(db: Db, planId: string, today: Day): Promise<ConfirmerLine[]> {
  const { rows } = await sql<ConfirmerLine>`
    select named.id, unit.id as unit_id, unit.name as unit_name, named.from_on, named.reason, task.id as task_id, task.code as task_code,
      task.title as task_title, task_group.code as group_code, person.name as named_by, named.version,
      confirms.id as confirms_id, confirms.name as confirms_name, waiting.awaiting, waiting.waiting_since
    from task_confirmer named
    join task on task.id = named.task_id and task.retired_on is null and task.dropped_on is null
    join task_group on task_group.id = task.task_group_id
    join unit on unit.id = named.unit_id
    left join person on person.id = named.named_by
    left join unit confirms on confirms.id = confirming_unit(task.id, greatest(named.from_on, ${today}::date))
    cross join lateral (
      select count(*)::int as awaiting, min(claim.claimed_on) as waiting_since from claim
      join assignment on assignment.id = claim.assignment_id
      where assignment.task_id = task.id and claim.state = 'awaiting'
    ) waiting
    where task.plan_id = ${planId} and named.ended_on is null
    order by task.position limit 500`.execute(db)
  return rows
}
