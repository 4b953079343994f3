import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

/** One thing that happened to a task. `text` is what people wrote or what it is called; `to` leads to it. */
export type TimelineItem = {
  on: Day
  what:
    | "version"
    | "proposal"
    | "report"
    | "obstacle"
    | "claim"
    | "succession"
    | "carryOver"
    | "unitPlan"
    | "duty"
    | "opinion"
    | "sampleCheck"
  /** The stage of a proposal, the answer of a report, the outcome of a claim, the kind of a succession, what was said of a share. */
  detail: string
  text: string
  unitName: string | null
  to: string
}

/** @property seesAllUnits reads what other units planned and were asked, not only that they were */
export type TimelineReader = { unitId: string; seesAllUnits: boolean; timeZone: string }

/**
 * What happened to a task, newest first: versions that changed it, proposals, what was reported and claimed, and the tasks it came from
 * or went on in; plans of units with a step for it, answers of coordinating units, opinions asked and given. One query. @param limit at most so many
 */
export async function readTaskTimeline(
  db: Db,
  task: { id: string; slug: string },
  { unitId, seesAllUnits, timeZone }: TimelineReader,
  limit: number,
): Promise<TimelineItem[]> {
  const { rows } = await sql<TimelineItem>`
    select * from (
      select plan_version.effective_on as on, 'version' as what,
        case when plan_version.number = 1 then 'first' else 'changed' end as detail,
        coalesce(document.number || '/' || document.notation, document.title) as text, null as unit_name,
        '/ke-hoach/' || ${task.slug} || '/phien-ban/' || plan_version.number as to
      from task_version
      join plan_version on plan_version.id = task_version.plan_version_id and plan_version.applied_at is not null
      join document on document.id = plan_version.document_id
      where task_version.task_id = ${task.id}
    union all
      select coalesce(decided_on, sent_on, (amendment_proposal.created_at at time zone ${timeZone})::date), 'proposal', amendment_proposal.stage, amendment_proposal.kind, unit.name, '/de-nghi/' || amendment_proposal.id
      from amendment_proposal join unit on unit.id = amendment_proposal.unit_id
      where task_id = ${task.id} and stage not in ('withdrawn') and (stage <> 'withHead' or unit_id = ${unitId})
    union all
      select (report.first_submitted_at at time zone ${timeZone})::date, case when entry.obstacle <> '' then 'obstacle' else 'report' end, entry.answer,
        case when entry.obstacle <> '' then entry.obstacle else round.name end, unit.name, '/bao-cao/' || report.id
      from entry
      join report on report.id = entry.report_id and report.status in ('submitted', 'accepted')
      join round on round.id = report.round_id
      join unit on unit.id = report.unit_id
      where entry.task_id = ${task.id} and entry.answer is not null
    union all
      select coalesce(claim.decided_on, claim.claimed_on), 'claim', claim.state, coalesce(claim.reason, ''), unit.name, ''
      from claim
      join assignment on assignment.id = claim.assignment_id
      join unit on unit.id = assignment.unit_id
      where assignment.task_id = ${task.id}
    union all
      select checked.* from (${foundInSamples(task.id, { unitId, seesAllUnits })}) checked
    union all
      select coalesce(plan_version.effective_on, plan.superseded_on, other.retired_on, plan.started_on),
        case when task_succession.kind = 'carryOver' then 'carryOver' else 'succession' end,
        case when task_succession.from_task_id = ${task.id} then 'to.' else 'from.' end || task_succession.kind,
        other.code || '. ' || other.title, null, '/ke-hoach/' || plan.slug || '/nhiem-vu/' || other.id
      from task_succession
      join task other on other.id = case when task_succession.from_task_id = ${task.id} then task_succession.to_task_id
        else task_succession.from_task_id end
      join plan on plan.id = other.plan_id
      left join plan_version on plan_version.id = task_succession.plan_version_id
      where task_succession.from_task_id = ${task.id} or task_succession.to_task_id = ${task.id}
    union all
      select happened.* from (${happenedInUnits(task.id, { unitId, seesAllUnits, timeZone })}) happened
    ) happened
    order by "on" desc, what
    limit ${limit}`.execute(db)
  return rows
}

/** A unit's plan and an opinion stay with who may read them; that a share was confirmed or disputed is for everybody who reads the plan. */
const happenedInUnits = (taskId: string, { unitId, seesAllUnits, timeZone }: TimelineReader) => sql`
      select edition.approved_on, 'unitPlan', 'approved', unit_plan.year::text, unit.name, '/ke-hoach-don-vi/' || unit_plan.id
      from unit_plan_edition edition
      join unit_plan on unit_plan.id = edition.unit_plan_id
      join unit on unit.id = unit_plan.unit_id
      where (${seesAllUnits} or unit_plan.unit_id = ${unitId}) and exists (
        select from assignment where assignment.task_id = ${taskId}
          and edition.steps @> jsonb_build_array(jsonb_build_object('assignmentIds', jsonb_build_array(assignment.id::text))))
    union all
      select step.done_on, 'unitPlan', 'stepDone', step.title, unit.name, '/ke-hoach-don-vi/' || unit_plan.id
      from unit_plan_step step
      join unit_plan on unit_plan.id = step.unit_plan_id and unit_plan.edition > 0
      join unit on unit.id = unit_plan.unit_id
      where step.done_on is not null and (${seesAllUnits} or unit_plan.unit_id = ${unitId}) and exists (
        select from unit_plan_step_assignment link join assignment on assignment.id = link.assignment_id
        where link.step_id = step.id and assignment.task_id = ${taskId})
        and not exists ( -- a unit's successor has a copy of what was done before it: told once, under the old name
          select from unit_succession change
          join unit_plan earlier on earlier.unit_id = change.from_unit_id and earlier.year = unit_plan.year
          join unit_plan_step same on same.unit_plan_id = earlier.id and same.title = step.title and same.done_on = step.done_on
          where change.to_unit_id = unit_plan.unit_id and step.done_on <= change.on_day)
    union all
      select (answered_at at time zone ${timeZone})::date, 'duty', answer, reason, unit.name, ''
      from duty_answer join unit on unit.id = duty_answer.unit_id
      where task_id = ${taskId}
    union all
      select (outcome_at at time zone ${timeZone})::date, 'duty', 'settled', outcome, unit.name, ''
      from duty_answer join unit on unit.id = duty_answer.unit_id
      where task_id = ${taskId} and outcome is not null
    union all
      select request.asked_on, 'opinion', 'asked', request.question, unit.name, '/y-kien/' || request.id
      from opinion_request request join unit on unit.id = request.unit_id
      where task_id = ${taskId} and (request.unit_id = ${unitId} or exists (
        select from opinion_answer mine where mine.opinion_request_id = request.id and mine.unit_id = ${unitId}))
    union all
      select opinion_answer.answered_on, 'opinion', 'answered', opinion_answer.answer, unit.name, '/y-kien/' || request.id
      from opinion_request request
      join opinion_answer on opinion_answer.opinion_request_id = request.id and opinion_answer.answered_on is not null
      join unit on unit.id = opinion_answer.unit_id
      where task_id = ${taskId} and ${unitId} in (request.unit_id, opinion_answer.unit_id)`

/**
 * What checks of samples found: for who follows all units and for the unit itself. A confirmation that a check took back is told too;
 * the claim itself says only how it stands now.
 */
const foundInSamples = (taskId: string, { unitId, seesAllUnits }: Omit<TimelineReader, "timeZone">) => sql`
      select item.confirmed_on, 'claim', 'confirmed', '', unit.name, ''
      from sample_item item join unit on unit.id = item.unit_id
      where item.task_id = ${taskId} and item.is_withdrawn
    union all
      select happened.on_day, 'sampleCheck', happened.detail, happened.words, unit.name, '/kiem-tra-mau/' || item.id
      from sample_item item join unit on unit.id = item.unit_id
      cross join lateral (values
        (item.found_on, 'found.' || item.finding, coalesce(nullif(item.finding_reason, ''), '')),
        (item.explained_on, 'explained', item.explanation),
        (case when item.finding <> 'holds' then item.concluded_on end, 'result.' || item.result, item.result_reason)
      ) happened (on_day, detail, words)
      where item.task_id = ${taskId} and happened.on_day is not null and (${seesAllUnits} or item.unit_id = ${unitId})`
