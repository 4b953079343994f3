import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { DutyAnswer } from "./coordination.ts"

/** The tasks that a unit coordinates, named itself or as a member of a group; only those that stand. */
const coordinated = (unitId: string) => sql`
  select t.id, t.code, t.title, t.deadline_text, t.position, p.slug, p.title as plan_title, p.started_on, p.id as plan_id
  from task t join plan p on p.id = t.plan_id
  where t.retired_on is null and t.dropped_on is null and p.superseded_on is null and p.undone_on is null
    and exists (select from task_duty d where d.task_id = t.id and d.duty = 'coordinating' and (d.unit_id = ${unitId}
      or d.unit_group_id in (select unit_group_id from unit_group_member where unit_id = ${unitId})))`

export async function coordinates(db: Db, taskId: string, unitId: string): Promise<boolean> {
  const { rows } = await sql`select from (${coordinated(unitId)}) t where t.id = ${taskId}`.execute(db)
  return rows.length > 0
}

export type CoordinatedTask = {
  id: string
  code: string
  title: string
  deadlineText: string | null
  slug: string
  planTitle: string
  leads: string
  answer: DutyAnswer | null
  reason: string | null
  outcome: string | null
  version: number
}

/** What a unit coordinates, in the order of the plans, each with the leads and its own answer. One query. */
export async function readCoordinatedTasks(
  db: Db,
  unitId: string,
  {
    isUnansweredOnly = false,
    page = 1,
    pageSize = 20,
  }: { isUnansweredOnly?: boolean; page?: number; pageSize?: number },
) {
  const { rows } = await sql<CoordinatedTask>`
    select t.id, t.code, t.title, t.deadline_text, t.slug, t.plan_title,
      coalesce((select string_agg(coalesce(u.name, g.name), '; ' order by d.position) from task_duty d
        left join unit u on u.id = d.unit_id left join unit_group g on g.id = d.unit_group_id
        where d.task_id = t.id and d.duty = 'lead'), '') as leads,
      a.answer, a.reason, a.outcome, coalesce(a.version, 0) as version
    from (${coordinated(unitId)}) t left join duty_answer a on a.task_id = t.id and a.unit_id = ${unitId}
    where ${isUnansweredOnly ? sql`a.answer is null` : sql`true`}
    order by t.started_on, t.plan_id, t.position, t.id
    limit ${pageSize + 1} offset ${(page - 1) * pageSize}`.execute(db)
  return { lines: rows.slice(0, pageSize), hasMore: rows.length > pageSize }
}

export type Dispute = {
  taskId: string
  unitId: string
  unitName: string
  code: string
  title: string
  slug: string
  reason: string
  outcome: string | null
  version: number
}

/** Disputed shares: of the plans that a unit runs, or of the tasks that it leads; open ones first, a page at a time. */
export async function readDisputes(db: Db, of: { officeId: string } | { leadId: string }, page = 1, pageSize = 20) {
  const rows = await db
    .selectFrom("dutyAnswer")
    .innerJoin("task", "task.id", "dutyAnswer.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .innerJoin("unit", "unit.id", "dutyAnswer.unitId")
    .select([
      "dutyAnswer.taskId",
      "dutyAnswer.unitId",
      "unit.name as unitName",
      "task.code",
      "task.title",
      "plan.slug",
      "dutyAnswer.reason",
      "dutyAnswer.outcome",
      "dutyAnswer.version",
    ])
    .where("dutyAnswer.answer", "=", "disputed")
    .where("plan.undoneOn", "is", null)
    .where((where) =>
      "officeId" in of
        ? where("plan.planOfficeUnitId", "=", of.officeId)
        : where.exists(
            where
              .selectFrom("assignment")
              .select("assignment.id")
              .whereRef("assignment.taskId", "=", "task.id")
              .where("assignment.unitId", "=", of.leadId)
              .where("assignment.endedOn", "is", null),
          ),
    )
    .orderBy((order) => order("dutyAnswer.outcome", "is not", null))
    .orderBy("dutyAnswer.answeredAt", "desc")
    .orderBy("dutyAnswer.unitId")
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .execute()
  const lines: Dispute[] = rows.slice(0, pageSize)
  return { lines, hasMore: rows.length > pageSize }
}
