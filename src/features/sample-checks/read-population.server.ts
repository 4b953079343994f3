import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { Scope } from "./permissions.ts"
import type { Subject } from "./sample-check.ts"

export type PopulationLine = {
  id: string
  taskId: string
  taskCode: string
  taskTitle: string
  groupCode: string
  unitId: string
  unitName: string
  claimId: string | null
  confirmedOn: Day | null
  confirmedBy: string | null
}

/**
 * What can be drawn in a round: confirmed completions, or answers of reports that were accepted; not what was drawn in this round before.
 * Tasks that the plan office leads itself are for the confirmer unit, all others for the plan office. One query.
 */
export async function readPopulation(
  db: Db,
  roundId: string,
  { subject, scope }: { subject: Subject; scope: Scope },
): Promise<PopulationLine[]> {
  const { rows } = await sql<PopulationLine>`
    select entry.id, task.id as task_id, task.code as task_code, task.title as task_title, task_group.code as group_code,
      unit.id as unit_id, unit.name as unit_name, claim.id as claim_id, claim.decided_on as confirmed_on, claim.decided_by as confirmed_by
    from report
    join round on round.id = report.round_id
    join plan on plan.id = round.plan_id
    join entry on entry.report_id = report.id and entry.answer in ('progress', 'claim', 'nothingChanged')
    join task on task.id = entry.task_id
    join task_group on task_group.id = task.task_group_id
    join unit on unit.id = report.unit_id
    left join claim on claim.entry_id = entry.id and claim.state = 'confirmed'
    where report.round_id = ${roundId}
      and (${subject} = 'claims' and claim.id is not null or ${subject} = 'entries' and report.status = 'accepted')
      and (${scope} = 'ofOffice') = exists (
        select from assignment where assignment.task_id = task.id and assignment.unit_id = plan.plan_office_unit_id
          and assignment.ended_on is null)
      and not exists (
        select from sample_item join sample_check on sample_check.id = sample_item.sample_check_id
        where sample_item.entry_id = entry.id and sample_check.round_id = report.round_id)
    order by task.position, unit.position, unit.name, entry.id`.execute(db)
  return rows
}
