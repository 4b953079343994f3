import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"

/** The leads and the coordinating units of a task, members of a collective one by one. */
export async function readTaskUnits(db: Db, taskId: string): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id from assignment where task_id = ${taskId} and ended_on is null
    union
    select coalesce(unit_group_member.unit_id, task_duty.unit_id)
    from task_duty
    left join unit_group_member on unit_group_member.unit_group_id = task_duty.unit_group_id
    where task_duty.task_id = ${taskId} and task_duty.duty = 'coordinating'
      and coalesce(unit_group_member.unit_id, task_duty.unit_id) is not null`.execute(db)
  return rows.map((row) => row.unitId)
}
