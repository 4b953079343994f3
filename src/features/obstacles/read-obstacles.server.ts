import { type RawBuilder, sql } from "kysely"
import type { Ctx, Db } from "#platform/context.server.ts"
import type { Actor } from "#shared/actor.ts"
import { addDays, type Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { isId } from "#shared/id.ts"
import type { Kind, ListState, Status } from "./obstacle.ts"
import type { ObstacleFilter } from "./obstacle-filter.ts"
import { seesAllObstacles } from "./permissions.ts"
import type { Level } from "./route.ts"

export type Reader = Ctx & { actor: Actor }
export type ObstacleLine = {
  id: string
  number: number
  kind: Kind
  description: string
  level: Level
  status: Status
  leadingId: string | null
  leadingNumber: number | null
  unitId: string
  unitName: string
  answeringUnitName: string | null
  answerBy: Day | null
  raisedOn: Day
  closedOn: Day | null
  planSlug: string
  planTitle: string
  taskId: string
  taskCode: string
  taskTitle: string
  followers: number
  isToAnswer: boolean
  isToJudge: boolean
}

type Condition = RawBuilder<boolean>
const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`

/** Solved, and neither side keeps it inside: guidance for everybody. */
export const isGuidance = sql<boolean>`(obstacle.status = 'solved' and not obstacle.is_internal and not obstacle.is_answer_internal)`

/** The raiser, those who had to do with it, and units of the same task unless it is internal. */
const isInvolved = (unitId: string): Condition => sql<boolean>`(
  ${unitId} in (obstacle.unit_id, obstacle.answering_unit_id, obstacle.competent_unit_id)
  or exists (select 1 from obstacle_step where obstacle_step.obstacle_id = obstacle.id
    and ${unitId} in (obstacle_step.unit_id, obstacle_step.to_unit_id))
  or (not obstacle.is_internal and (
    exists (select 1 from assignment where assignment.task_id = obstacle.task_id
      and assignment.unit_id = ${unitId} and assignment.ended_on is null)
    or exists (select 1 from task_duty left join unit_group_member on unit_group_member.unit_group_id = task_duty.unit_group_id
      where task_duty.task_id = obstacle.task_id and task_duty.duty = 'coordinating'
        and coalesce(unit_group_member.unit_id, task_duty.unit_id) = ${unitId}))))`

/** What a seat reads with its whole course; guidance is open to everybody beside it. */
export const inScope = ({ actor }: Reader): Condition =>
  seesAllObstacles(actor) ? sql<boolean>`true` : isInvolved(actor.seat.unitId)

const raisingRoles = ["reporter", "head", "planOffice", "director", "confirmer"]
const answeringRoles = [...raisingRoles, "leadership", "finance", "homeAffairs"]

/** A constant may not stand in "order by". */
const nobody = sql<boolean>`(obstacle.id is null)`

/** Waits for the people of this seat's unit. At the central level nothing can be done but wait for the paper. */
export const isToAnswer = ({ actor }: Reader): Condition =>
  answeringRoles.includes(actor.seat.role)
    ? sql<boolean>`(obstacle.status = 'open' and obstacle.leading_id is null and obstacle.level <> 'central' and obstacle.answering_unit_id = ${actor.seat.unitId})`
    : nobody
export const isToJudge = ({ actor }: Reader): Condition =>
  raisingRoles.includes(actor.seat.role)
    ? sql<boolean>`(obstacle.status = 'answered' and obstacle.unit_id = ${actor.seat.unitId})`
    : nobody

const stateIs = (state: ListState | "unsettled", today: Day): Condition => {
  const isOpen = sql<boolean>`(obstacle.status = 'open' and obstacle.leading_id is null)`
  if (state === "unsettled") return sql<boolean>`(obstacle.status in ('open', 'answered'))`
  if (state === "joined") return sql<boolean>`(obstacle.status = 'open' and obstacle.leading_id is not null)`
  if (state === "past") return sql<boolean>`(${isOpen} and obstacle.answer_by < ${today})`
  if (state === "open")
    return sql<boolean>`(${isOpen} and (obstacle.answer_by is null or obstacle.answer_by >= ${today}))`
  return sql<boolean>`(obstacle.status = ${state})`
}

export const wordsIn = (text: string): Condition[] =>
  folded(text)
    .split(" ")
    .filter(Boolean)
    .slice(0, 12)
    .map((word) => sql<boolean>`obstacle.search_text like ${`%${word}%`}`)

function conditionsOf(reader: Reader, filter: ObstacleFilter): Condition[] {
  const { today } = reader
  const conditions = [sql<boolean>`plan.undone_on is null`, inScope(reader), ...wordsIn(filter.text)]
  if (filter.planSlug) conditions.push(sql`plan.slug = ${filter.planSlug}`)
  if (isId(filter.taskId)) conditions.push(sql`obstacle.task_id = ${filter.taskId}`)
  if (filter.kind) conditions.push(sql`obstacle.kind = ${filter.kind}`)
  if (filter.level) conditions.push(sql`obstacle.level = ${filter.level}`)
  if (isId(filter.unitId)) conditions.push(sql`obstacle.unit_id = ${filter.unitId}`)
  if (filter.state) conditions.push(stateIs(filter.state, today))
  if (filter.olderThan !== null)
    conditions.push(
      sql`obstacle.raised_on < ${addDays(today, -filter.olderThan)} and obstacle.status in ('open', 'answered')`,
    )
  if (filter.view === "toAnswer") conditions.push(isToAnswer(reader))
  if (filter.view === "toJudge") conditions.push(isToJudge(reader))
  if (filter.view === "ownUnit") conditions.push(sql`obstacle.unit_id = ${reader.actor.seat.unitId}`)
  return conditions
}

/** First what waits for this seat, then what its unit raised, then what must be answered soonest. */
const order = (reader: Reader) => sql`${isToAnswer(reader)} desc, ${isToJudge(reader)} desc,
  (obstacle.status = 'open' and obstacle.unit_id = ${reader.actor.seat.unitId}) desc,
  (obstacle.status in ('open', 'answered')) desc, obstacle.answer_by nulls last, obstacle.raised_on desc, obstacle.id`

/** Lines of the list. One query. @param limit at most so many */
export async function readObstacles(
  reader: Reader,
  filter: ObstacleFilter,
  limit: number,
  offset = 0,
): Promise<ObstacleLine[]> {
  const { rows } = await sql<ObstacleLine>`
    select obstacle.id, obstacle.number, obstacle.kind, obstacle.description, obstacle.level, obstacle.status, obstacle.leading_id,
      head_one.number as leading_number, obstacle.unit_id, unit.name as unit_name, answering.name as answering_unit_name,
      obstacle.answer_by, obstacle.raised_on, obstacle.closed_on, plan.slug as plan_slug, plan.title as plan_title,
      task.id as task_id, task.code as task_code, task.title as task_title,
      (select count(*)::int from obstacle other where other.leading_id = obstacle.id) as followers,
      ${isToAnswer(reader)} as is_to_answer, ${isToJudge(reader)} as is_to_judge
    from obstacle
    join plan on plan.id = obstacle.plan_id
    join task on task.id = obstacle.task_id
    join unit on unit.id = obstacle.unit_id
    left join unit answering on answering.id = obstacle.answering_unit_id
    left join obstacle head_one on head_one.id = obstacle.leading_id
    where ${all(conditionsOf(reader, filter))}
    order by ${order(reader)}
    limit ${limit} offset ${offset}`.execute(reader.db)
  return rows
}

export type ObstacleCounts = { found: number; unsettled: number; past: number; toAnswer: number; toJudge: number }

/** What the sentence above the list counts: found with these filters, and of them what waits and what is past its day. One query. */
export async function countObstacles(reader: Reader, filter: ObstacleFilter): Promise<ObstacleCounts> {
  const { rows } = await sql<ObstacleCounts>`
    select count(*)::int as found,
      count(*) filter (where obstacle.status in ('open', 'answered'))::int as unsettled,
      count(*) filter (where ${stateIs("past", reader.today)})::int as past,
      count(*) filter (where ${isToAnswer(reader)})::int as to_answer,
      count(*) filter (where ${isToJudge(reader)})::int as to_judge
    from obstacle join plan on plan.id = obstacle.plan_id
    where ${all(conditionsOf(reader, filter))}`.execute(reader.db)
  return rows[0]!
}

/** Plans and units that the list can be filtered by: those that have obstacles in this seat's sight. */
export async function readObstacleChoices(reader: Reader) {
  const { rows } = await sql<{ what: "plan" | "unit"; value: string; label: string }>`
    select distinct 'plan' as what, plan.slug as value, plan.title as label
    from obstacle join plan on plan.id = obstacle.plan_id where plan.undone_on is null and ${inScope(reader)}
    union
    select distinct 'unit', unit.id::text, unit.name
    from obstacle join unit on unit.id = obstacle.unit_id where ${inScope(reader)}
    order by 1, 3`.execute(reader.db)
  const of = (what: "plan" | "unit") => rows.filter((row) => row.what === what)
  return { plans: of("plan"), units: of("unit") }
}

export type ObstacleWork = { id: string; number: number; description: string; answerBy: Day | null; unitName: string }

/** For "Việc của tôi": what this seat is to answer, and the answers that its unit is to judge. Two queries. */
export async function readObstacleWork(
  reader: Reader,
  limit: number,
): Promise<{ toAnswer: ObstacleWork[]; toJudge: ObstacleWork[] }> {
  const read = async (condition: Condition) =>
    (
      await sql<ObstacleWork>`
      select obstacle.id, obstacle.number, obstacle.description, obstacle.answer_by, unit.name as unit_name
      from obstacle join plan on plan.id = obstacle.plan_id join unit on unit.id = obstacle.unit_id
      where plan.undone_on is null and ${condition}
      order by obstacle.answer_by nulls last, obstacle.id limit ${limit}`.execute(reader.db)
    ).rows
  return { toAnswer: await read(isToAnswer(reader)), toJudge: await read(isToJudge(reader)) }
}

/** Names for a choice; the raising unit itself is none. */
export const readUnitName = async (db: Db, unitId: string | null): Promise<string | null> =>
  unitId === null
    ? null
    : ((await db.selectFrom("unit").select("name").where("id", "=", unitId).executeTakeFirst())?.name ?? null)
