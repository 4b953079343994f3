import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { type Candidate, type InHand, takesInPlans, worksForUnit } from "./in-hand.ts"

export type Whose = { personId: string; unitId: string; role: Role; today: Day }

/** So many things of one person stand on a page and in a record; nobody has more in hand. */
const LIMIT = 500

/** What a person has in hand in a unit on a day: what carries their name, and what the unit owes that they work on. One query. */
export async function readInHand(db: Db, { personId, unitId, role, today }: Whose): Promise<InHand[]> {
  const { rows } = await sql<InHand>`
    select in_hand.* from (
      select 'report' as kind, report.id as subject_id, concat_ws(': ', upper(left(round.document_name, 1)) || substr(round.document_name, 2), (
          select string_agg(task.code, ', ' order by task.position) from entry join task on task.id = entry.task_id
          where entry.report_id = report.id and entry.edited_by = ${personId})) as title,
        coalesce(report.extended_to, round.due_on) as due_on, false as moves
      from report join round on round.id = report.round_id join plan on plan.id = round.plan_id
      where ${worksForUnit(role)} and report.unit_id = ${unitId} and report.status in ('notStarted', 'drafting', 'withHead', 'returned')
        and round.closed_at is null and plan.superseded_on is null
    union all
      select 'explain', item.id, task.code || '. ' || task.title, item.explain_by, false
      from sample_item item join task on task.id = item.task_id
      where ${worksForUnit(role)} and item.unit_id = ${unitId} and item.finding is not null and item.result is null
        and item.explanation is null
    union all
      select 'opinion', request.id, task.code || ': ' || request.question, request.answer_by, false
      from opinion_answer answer join opinion_request request on request.id = answer.opinion_request_id
      join task on task.id = request.task_id
      where ${worksForUnit(role)} and answer.unit_id = ${unitId} and answer.answered_on is null and request.closed_on is null
    union all
      select 'step', unit_plan.id, step.title, step.due_on, true
      from unit_plan_step step join unit_plan on unit_plan.id = step.unit_plan_id
      where step.person_id = ${personId} and unit_plan.unit_id = ${unitId} and step.done_on is null
    union all
      select 'sampleItem', item.id, task.code || '. ' || task.title, null, true
      from sample_item item join sample_check on sample_check.id = item.sample_check_id join task on task.id = item.task_id
      where item.checker_id = ${personId} and item.result is null and sample_check.unit_id = ${unitId}
    union all
      select 'entryCheck', report.id, reporting.name || ': ' || string_agg(task.code, ', ' order by task.position), null, false
      from entry_check note join entry on entry.id = note.entry_id join task on task.id = entry.task_id
      join report on report.id = entry.report_id and report.status = 'submitted'
      join unit reporting on reporting.id = report.unit_id
      where note.checked_by = ${personId} and report.unit_id <> ${unitId}
      group by report.id, reporting.name
    union all
      select 'proposal', proposal.id, coalesce(task.code || '. ' || task.title, proposal.reason), null, false
      from amendment_proposal proposal left join task on task.id = proposal.task_id
      where proposal.created_by = ${personId} and proposal.unit_id = ${unitId} and proposal.stage = 'withHead'
    union all
      select 'submission', submission.id, submission.title, null, false
      from amendment_submission submission join plan on plan.id = submission.plan_id
      where submission.created_by = ${personId} and plan.plan_office_unit_id = ${unitId} and submission.submitted_at is null
    union all
      select 'version', version.id, coalesce(nullif(version.summary, ''), plan.title), version.effective_on, false
      from plan_version version join plan on plan.id = version.plan_id
      where version.created_by = ${personId} and plan.plan_office_unit_id = ${unitId} and version.state = 'draft'
    union all
      select 'held', held.id, held.kind, null, true from held_import held
      where ${takesInPlans(role)} and held.person_id = ${personId} and held.created_at >= ${today}::date - 2
    ) in_hand
    order by due_on nulls last, kind, title limit ${LIMIT}`.execute(db)
  return rows
}

/** The people of a unit who can go on with somebody's work, each with the roles that they have there on that day. */
export async function readCandidates(db: Db, unitId: string, exceptId: string, today: Day): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select person.id, person.name, array_agg(distinct seat.role) as roles
    from person join seat on seat.person_id = person.id
    where seat.unit_id = ${unitId} and person.id <> ${exceptId} and person.ended_on is null
      and seat.from_on <= ${today} and (seat.to_on is null or seat.to_on >= ${today})
    group by person.id order by person.name collate "vi-x-icu", person.id limit 200`.execute(db)
  return rows
}
