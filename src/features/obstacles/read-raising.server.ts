import { sql } from "kysely"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { readTaskUnits } from "#features/plans/read-task-units.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import type { Status } from "./obstacle.ts"
import { mayRaise } from "./permissions.ts"
import type { Reader } from "./read-obstacles.server.ts"

export type RaisableTask = { id: string; code: string; title: string; planSlug: string; planTitle: string }

/** Tasks of plans in force that this seat's unit leads or works on. @param limit at most so many */
export async function readRaisableTasks({ db, actor }: Reader, limit: number): Promise<RaisableTask[]> {
  const { unitId } = actor.seat
  if (!mayRaise(actor, [unitId])) return []
  const { rows } = await sql<RaisableTask>`
    select task.id, task.code, task.title, plan.slug as plan_slug, plan.title as plan_title
    from task join plan on plan.id = task.plan_id
    where task.retired_on is null and task.dropped_on is null and plan.superseded_on is null and plan.undone_on is null
      and (exists (select 1 from assignment where assignment.task_id = task.id and assignment.unit_id = ${unitId}
          and assignment.ended_on is null)
        or exists (select 1 from task_duty left join unit_group_member on unit_group_member.unit_group_id = task_duty.unit_group_id
          where task_duty.task_id = task.id and task_duty.duty = 'coordinating'
            and coalesce(unit_group_member.unit_id, task_duty.unit_id) = ${unitId}))
    order by plan.started_on desc, task.position limit ${limit}`.execute(db)
  return rows
}

/** The task that an obstacle is raised on, with whom it can be sent to. @throws NotFound for a unit that has no part in it */
export async function readTaskToRaiseOn({ db, actor }: Reader, taskId: string) {
  const task = isId(taskId)
    ? await db
        .selectFrom("task")
        .innerJoin("plan", "plan.id", "task.planId")
        .select([
          "task.id",
          "task.code",
          "task.title",
          "plan.id as planId",
          "plan.slug as planSlug",
          "plan.title as planTitle",
          "plan.planOfficeUnitId",
        ])
        .where("task.id", "=", taskId)
        .where("task.retiredOn", "is", null)
        .where("plan.undoneOn", "is", null)
        .executeTakeFirst()
    : undefined
  if (!task) throw new NotFound("task")
  const unitIds = await readTaskUnits(db, task.id)
  if (!mayRaise(actor, unitIds)) throw new NotFound("task")
  const { units } = await readUnitChoices(db)
  const own = actor.seat.unitId
  const others = units.filter((unit) => unit.id !== own)
  const isNear = (id: string) =>
    id === task.planOfficeUnitId || (unitIds.includes(id) && unitIds.length <= NEAR_AT_MOST)
  return {
    task,
    near: others
      .filter((unit) => isNear(unit.id))
      .sort((a, b) => Number(b.id === task.planOfficeUnitId) - Number(a.id === task.planOfficeUnitId)),
    others: others.filter((unit) => !isNear(unit.id)),
  }
}
/** A collective lead has dozens of members: none of them is nearer than another. */
const NEAR_AT_MOST = 12

/** What was typed in a report entry of this unit, to begin with. */
export async function readEntryToRaise({ db, actor }: Reader, entryId: string | null) {
  if (entryId === null || !isId(entryId)) return undefined
  return db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .select(["entry.id", "entry.taskId", "entry.reportId", "entry.obstacle", "entry.proposal"])
    .where("entry.id", "=", entryId)
    .where("report.unitId", "=", actor.seat.unitId)
    .executeTakeFirst()
}

export type OwnObstacle = { id: string; number: number; description: string; status: Status; answerBy: Day | null }

/** What this unit has raised on a task and is not closed, so that it is not raised twice. */
export const readOwnOpen = async ({ db, actor }: Reader, taskId: string): Promise<OwnObstacle[]> =>
  (await db
    .selectFrom("obstacle")
    .select(["id", "number", "description", "status", "answerBy"])
    .where("taskId", "=", taskId)
    .where("unitId", "=", actor.seat.unitId)
    .where("status", "in", ["open", "answered"])
    .orderBy("number", "desc")
    .limit(20)
    .execute()) as OwnObstacle[]
