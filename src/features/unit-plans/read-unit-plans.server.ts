import { sql } from "kysely"
import { type Deadline, lastDayInForce, type Meaning, type PlainDeadline } from "#features/plans/deadline.ts"
import type { Workflow } from "#features/plans/task-outcome.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { isReadable, type UnitPlanStatus } from "./unit-plan.ts"
import { assignments, type KeptStep, readSteps, standingAssignments } from "./unit-plan-store.server.ts"

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
  const { before, after } = plan ? await readSuccession(db, plan) : { before: [], after: [] }
  const isHeir = after.some((each) => each.unitId === actor.seat.unitId)
  if (!plan || !(isHeir || isReadable(actor, plan))) throw new NotFound("unitPlan")
  const isOwn = actor.seat.unitId === plan.unitId
  const succession = { before, after: after.filter((each) => isOwn || isHeir || each.edition > 0) }
  const status = plan.status as UnitPlanStatus
  if (isOwn || isHeir || status === "approved")
    return { ...plan, ...succession, status, isOwn, isEarlierEdition: false, steps: await readSteps(db, plan.id) }
  const edition = await db
    .selectFrom("unitPlanEdition")
    .select("steps")
    .where("unitPlanId", "=", plan.id)
    .where("number", "=", plan.edition)
    .executeTakeFirstOrThrow()
  const steps = edition.steps as unknown as KeptStep[]
  return { ...plan, ...succession, reason: "", status: "approved" as const, isOwn, isEarlierEdition: true, steps }
}

export type RelatedPlan = { unitId: string; unitName: string; unitPlanId: string; edition: number; onDay: Day }

/** Plans of the same year of the units that this one carries on, and of those in which it goes on, through any number of changes. */
async function readSuccession(db: Db, plan: { unitId: string; year: number }) {
  const { rows } = await sql<RelatedPlan & { isAfter: boolean }>`
    with recursive ahead as (
      select to_unit_id as unit_id, on_day from unit_succession where from_unit_id = ${plan.unitId}
      union select s.to_unit_id, s.on_day from unit_succession s join ahead on ahead.unit_id = s.from_unit_id
    ), behind as (
      select from_unit_id as unit_id, on_day from unit_succession where to_unit_id = ${plan.unitId}
      union select s.from_unit_id, s.on_day from unit_succession s join behind on behind.unit_id = s.to_unit_id
    )
    select other.unit_id, unit.name as unit_name, up.id as unit_plan_id, up.edition, other.on_day, other.is_after
    from (select *, true as is_after from ahead union all select *, false from behind) other
    join unit on unit.id = other.unit_id
    join unit_plan up on up.unit_id = other.unit_id and up.year = ${plan.year}
    where other.unit_id <> ${plan.unitId}
    order by other.on_day, unit.name`.execute(db)
  return { before: rows.filter((row) => !row.isAfter), after: rows.filter((row) => row.isAfter) }
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
export const readLedTasks = (db: Db, unitId: string, today: Day): Promise<LedTask[]> =>
  readTasksOf(standingAssignments(db, unitId), today)

/** The tasks that a unit leads, and those that its steps serve though they have gone over to another unit or out of their plan. */
export async function readPlannedTasks(
  db: Db,
  unitId: string,
  steps: readonly { assignmentIds: readonly string[] }[],
  today: Day,
): Promise<LedTask[]> {
  const led = await readLedTasks(db, unitId, today)
  const known = new Set(led.map((task) => task.assignmentId))
  const gone = [...new Set(steps.flatMap((step) => step.assignmentIds))].filter((id) => !known.has(id))
  if (gone.length === 0) return led
  return [...led, ...(await readTasksOf(assignments(db).where("assignment.id", "in", gone), today))]
}

async function readTasksOf(query: ReturnType<typeof assignments>, today: Day): Promise<LedTask[]> {
  const rows = await query
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
