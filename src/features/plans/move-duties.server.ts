import { sql } from "kysely"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { moveConfirmers } from "./inherit-confirmers-store.server.ts"
import { keepFacts } from "./task-versions-store.server.ts"

/** The assignment that ended with its unit, and the one in which its work goes on. */
export type MovedAssignment = { from: string; to: string; toUnitId: string }

/**
 * Open work of a unit that is no more goes on under its successor: assignments with what is done on them, undecided claims, duties on
 * tasks, and the plans that it runs or confirms. What is completed stays under the old name.
 * @param targetOf the successor for a task; the same for all unless a unit was split
 */
export async function moveDuties(
  ctx: Ctx,
  tx: Tx,
  unitId: string,
  targetOf: (taskId: string) => string,
  onDay: Day,
): Promise<MovedAssignment[]> {
  const open = await tx
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .selectAll("assignment")
    .select("task.planId")
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .where("assignment.workflow", "<>", "completed")
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("plan.supersededOn", "is", null)
    .orderBy("assignment.id")
    .forUpdate("assignment")
    .execute()
  const moved: MovedAssignment[] = []
  for (const { planId, ...old } of open) {
    const toUnitId = targetOf(old.taskId)
    const to = await assignmentFor(ctx, tx, old, toUnitId)
    await tx.updateTable("assignment").set({ endedOn: onDay }).where("id", "=", old.id).execute()
    await tx
      .updateTable("claim")
      .set({ assignmentId: to })
      .where("assignmentId", "=", old.id)
      .where("state", "=", "awaiting")
      .execute()
    moved.push({ from: old.id, to, toUnitId })
    recordEvent(tx, "task.movedToUnit", [old.taskId, planId, unitId, toUnitId], { onDay })
  }
  await moveTaskDuties(tx, unitId, targetOf)
  for (const taskId of await moveConfirmers(tx, unitId, targetOf))
    recordEvent(tx, "task.confirmerMoved", [taskId, unitId, targetOf(taskId)], { onDay })
  await movePlanRoles(tx, unitId, targetOf(""))
  return moved
}

type Assignment = {
  id: string
  taskId: string
  mode: string
  isClaimant: boolean
  workflow: string
  percentDone: number | null
  completedOn: Day | null
}

/** The successor's own assignment where it has one; it then speaks for both. Otherwise one that begins where the old one stands. */
async function assignmentFor(ctx: Ctx, tx: Tx, old: Assignment, unitId: string): Promise<string> {
  const own = await tx
    .selectFrom("assignment")
    .select(["id", "endedOn"])
    .where("taskId", "=", old.taskId)
    .where("unitId", "=", unitId)
    .executeTakeFirst()
  if (own && own.endedOn === null) {
    if (old.isClaimant) await tx.updateTable("assignment").set({ isClaimant: true }).where("id", "=", own.id).execute()
    return own.id
  }
  const id = own?.id ?? ctx.newId()
  const { mode, isClaimant, workflow, percentDone, completedOn } = old
  const row = { mode, isClaimant, workflow, percentDone, completedOn, endedOn: null }
  await tx
    .insertInto("assignment")
    .values({ id, taskId: old.taskId, unitId, ...row })
    .onConflict((conflict) => conflict.columns(["taskId", "unitId"]).doUpdateSet(row))
    .execute()
  return id
}

async function moveTaskDuties(tx: Tx, unitId: string, targetOf: (taskId: string) => string): Promise<void> {
  const duties = await tx
    .selectFrom("taskDuty")
    .innerJoin("task", "task.id", "taskDuty.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .select(["taskDuty.taskId", "taskDuty.duty", "taskDuty.position", "task.planId"])
    .where("taskDuty.unitId", "=", unitId)
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("plan.supersededOn", "is", null)
    .execute()
  for (const { taskId, duty, position } of duties) {
    const target = targetOf(taskId)
    await sql`
      update task_duty set unit_id = ${target}
      where task_id = ${taskId} and duty = ${duty} and position = ${position}
        and not exists (select 1 from task_duty own where own.task_id = ${taskId} and own.duty = ${duty} and own.unit_id = ${target})`.execute(
      tx,
    )
    await tx
      .deleteFrom("taskDuty")
      .where("taskId", "=", taskId)
      .where("duty", "=", duty)
      .where("unitId", "=", unitId)
      .execute()
  }
  for (const [planId, mine] of Map.groupBy(duties, (duty) => duty.planId))
    await keepFacts(
      tx,
      planId,
      mine.map((duty) => duty.taskId),
    )
}

async function movePlanRoles(tx: Tx, unitId: string, target: string): Promise<void> {
  for (const role of ["planOfficeUnitId", "confirmerUnitId", "leadershipUnitId"] as const)
    await tx
      .updateTable("plan")
      .set({ [role]: target })
      .where(role, "=", unitId)
      .where("supersededOn", "is", null)
      .execute()
}

/** The tasks that a unit leads and that are not done: what must be shared out when it is split. */
export const readOpenTasksOfUnit = (db: Tx | Ctx["db"], unitId: string) =>
  db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .select(["task.id", "task.code", "task.title", "plan.slug"])
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .where("assignment.workflow", "<>", "completed")
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("plan.startedOn")
    .orderBy("task.position")
    .limit(2_000)
    .execute()
