import { sql } from "kysely"
import { type Deadline, lastDayInForce, type Meaning, type PlainDeadline } from "#features/plans/deadline.ts"
import type { Workflow } from "#features/plans/task-outcome.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { isReadable, type UnitPlanStatus } from "./unit-plan.ts"
import { type KeptStep, readSteps, standingAssignments } from "./unit-plan-store.server.ts"

/** The plans of one unit, newest year first. */
export async function readPlansOfUnit(db: Db, unitId: string) {
  const rows = await db
    .selectFrom("unitPlan")
    .select(["id", "year", "status", "edition", "version"])
    .select((row) => [
      row
        .selectFrom("unitPlanStep")
        .select((fn) => fn.fn.countAll<number>().as("count"))
        .whereRef("unitPlanStep.unitPlanId", "=", "unitPlan.id")
        .as("steps"),
      row
        .selectFrom("unitPlanStep")
        .select((fn) => fn.fn.countAll<number>().as("count"))
        .whereRef("unitPlanStep.unitPlanId", "=", "unitPlan.id")
        .where("doneOn", "is not", null)
        .as("doneSteps"),
    ])
    .where("unitId", "=", unitId)
    .orderBy("year", "desc")
    .limit(50)
    .execute()
  return rows.map((row) => ({
    ...row,
    status: row.status as UnitPlanStatus,
    steps: Number(row.steps),
    doneSteps: Number(row.doneSteps),
  }))
}

export type UnitPlan = Awaited<ReturnType<typeof readUnitPlan>>

/**
 * A plan with its steps. Outside its unit a plan that is being changed shows what was approved last.
 * @throws NotFound also where the person may not read it
 */
export async function readUnitPlan({ db, actor }: Ctx & { actor: Actor }, unitPlanId: string) {
  const plan = await db
    .selectFrom("unitPlan")
    .innerJoin("unit", "unit.id", "unitPlan.unitId")
    .selectAll("unitPlan")
    .select("unit.name as unitName")
    .where("unitPlan.id", "=", unitPlanId)
    .executeTakeFirst()
  if (!plan || !isReadable(actor, plan)) throw new NotFound("unitPlan")
  const isOwn = actor.seat.unitId === plan.unitId
  const status = plan.status as UnitPlanStatus
  if (isOwn || status === "approved")
    return { ...plan, status, isOwn, isEarlierEdition: false, steps: await readSteps(db, plan.id) }
  const edition = await db
    .selectFrom("unitPlanEdition")
    .select("steps")
    .where("unitPlanId", "=", plan.id)
    .where("number", "=", plan.edition)
    .executeTakeFirstOrThrow()
  const steps = edition.steps as unknown as KeptStep[]
  return { ...plan, reason: "", status: "approved" as const, isOwn, isEarlierEdition: true, steps }
}

export const readEditions = (db: Db, unitPlanId: string) =>
  db
    .selectFrom("unitPlanEdition")
    .select(["number", "reason", "approvedOn"])
    .where("unitPlanId", "=", unitPlanId)
    .orderBy("number", "desc")
    .limit(50)
    .execute()

export type LedTask = {
  assignmentId: string
  taskId: string
  code: string
  title: string
  planSlug: string
  planTitle: string
  product: string | null
  deadlineText: string | null
  /** The last day on time that is in force today. */
  lastDay: Day | null
  workflow: Workflow
  percentDone: number | null
}

/** The tasks that a unit leads, in the order of their superior plans. One query. */
export async function readLedTasks(db: Db, unitId: string, today: Day): Promise<LedTask[]> {
  const rows = await standingAssignments(db, unitId)
    .select([
      "assignment.id as assignmentId",
      "assignment.workflow",
      "assignment.percentDone",
      "task.id as taskId",
      "task.code",
      "task.title",
      "task.product",
      "task.deadlineText",
      "task.deadlineMeaning",
      "task.deadlineFrom",
      "task.deadlineTo",
      "task.deadlineSince",
      "task.earlierDeadline",
      "plan.slug as planSlug",
      "plan.title as planTitle",
    ])
    .orderBy("plan.startedOn")
    .orderBy("plan.id")
    .orderBy("task.position")
    .execute()
  return rows.map((row) => {
    const deadline: Deadline = {
      text: row.deadlineText,
      meaning: row.deadlineMeaning as Meaning,
      from: row.deadlineFrom,
      to: row.deadlineTo,
      since: row.deadlineSince,
      earlier: row.earlierDeadline as PlainDeadline | null,
    }
    const { assignmentId, taskId, code, title, planSlug, planTitle, product, deadlineText, percentDone } = row
    const lastDay = lastDayInForce(deadline, today)
    const workflow = row.workflow as Workflow
    const of = { assignmentId, taskId, code, title, product, planSlug, planTitle }
    return { ...of, deadlineText, percentDone, lastDay, workflow }
  })
}

/** Who can be named for a step: people with a seat in the unit today. */
export const readPeopleOfUnit = (db: Db, unitId: string, today: Day) =>
  db
    .selectFrom("seat")
    .innerJoin("person", "person.id", "seat.personId")
    .select(["person.id", "person.name"])
    .distinct()
    .where("seat.unitId", "=", unitId)
    .where((where) => where.or([where("seat.toOn", "is", null), where("seat.toOn", ">=", today)]))
    .where("person.endedOn", "is", null)
    .orderBy("person.name")
    .limit(200)
    .execute()

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

/** Plans that wait for their head: for the list "Việc của tôi". */
export const readPlansWithHead = (db: Db, unitId: string) =>
  db
    .selectFrom("unitPlan")
    .select(["id", "year"])
    .where("unitId", "=", unitId)
    .where("status", "=", "withHead")
    .orderBy("year")
    .limit(10)
    .execute()

/** The superior plans that a unit's plan carries out, with the documents that ordered them. */
export const readSuperiorPlans = async (db: Db, slugs: readonly string[]) =>
  slugs.length === 0
    ? []
    : db
        .selectFrom("plan")
        .innerJoin("document", "document.id", "plan.documentId")
        .innerJoin("unit", "unit.id", "plan.planOfficeUnitId")
        .select([
          "plan.slug",
          "plan.title",
          "plan.isIllustrative",
          "unit.name as planOfficeName",
          "document.number",
          "document.notation",
          "document.issuedOn",
          "document.issuer",
        ])
        .where("plan.slug", "in", [...new Set(slugs)])
        .orderBy("plan.startedOn")
        .orderBy("plan.id")
        .execute()
