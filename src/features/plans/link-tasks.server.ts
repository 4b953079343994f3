import { sql } from "kysely"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"

/** Says that a task and one of another plan (another programme, the plan of a year) are about the same work. */
export function linkTask(
  ctx: Ctx,
  input: { planId: string; taskId: string; otherPlanSlug: string; otherCode: string },
) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const code = input.otherCode.trim()
    const other = await tx
      .selectFrom("task")
      .innerJoin("plan", "plan.id", "task.planId")
      .select(["task.id", "task.planId"])
      .where("plan.slug", "=", input.otherPlanSlug)
      .where("task.code", "=", code)
      .where("task.retiredOn", "is", null)
      .where("plan.undoneOn", "is", null)
      .executeTakeFirst()
    if (!other || other.planId === input.planId) return refused("link.noTask", { field: "code", values: { code } })
    const mine = await tx
      .selectFrom("task")
      .select("id")
      .where("id", "=", input.taskId)
      .where("planId", "=", input.planId)
      .executeTakeFirst()
    if (!mine) throw new NotFound("task")
    await tx
      .insertInto("taskLink")
      .values({
        fromTaskId: input.taskId,
        toTaskId: other.id,
        kind: "contributes",
        createdAt: ctx.now,
        createdBy: ctx.actor.personId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    recordEvent(tx, "task.linked", [input.taskId, other.id, input.planId], { code })
    return done({ taskId: input.taskId })
  })
}

export function unlinkTask(ctx: Ctx, input: { planId: string; taskId: string; otherTaskId: string }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const pair = [input.taskId, input.otherTaskId]
    const gone = await tx
      .deleteFrom("taskLink")
      .where("fromTaskId", "in", pair)
      .where("toTaskId", "in", pair)
      .returning("kind")
      .execute()
    if (gone.length === 0) throw new NotFound("taskLink")
    recordEvent(tx, "task.unlinked", [input.taskId, input.otherTaskId, input.planId])
    return done({ taskId: input.taskId })
  })
}

export type LinkedTask = {
  id: string
  code: string
  title: string
  slug: string
  planTitle: string
  year: number | null
  kind: "carriesOut" | "contributes"
  isAbove: boolean
}

/** The tasks of other plans that are about the same work. */
export async function readLinkedTasks(db: Db, taskId: string): Promise<LinkedTask[]> {
  const { rows } = await sql<LinkedTask>`
    select other.id, other.code, other.title, plan.slug, plan.title as plan_title, plan.year, task_link.kind,
      task_link.from_task_id = ${taskId} as is_above
    from task_link
    join task other on other.id = case when task_link.from_task_id = ${taskId} then task_link.to_task_id else task_link.from_task_id end
    join plan on plan.id = other.plan_id and plan.undone_on is null
    where task_link.from_task_id = ${taskId} or task_link.to_task_id = ${taskId}
    order by plan.started_on, other.position
    limit 100`.execute(db)
  return rows
}

/** Plans whose tasks can be linked with those of one. */
export const readOtherPlans = (db: Db, planId: string) =>
  db
    .selectFrom("plan")
    .select(["slug", "title", "year"])
    .where("id", "<>", planId)
    .where("undoneOn", "is", null)
    .where("supersededOn", "is", null)
    .orderBy("startedOn", "desc")
    .limit(100)
    .execute()

/** The plans of single years under a plan. */
export const readAnnualPlans = (db: Db, planId: string) =>
  db
    .selectFrom("plan")
    .select(["id", "slug", "title", "year"])
    .where("parentPlanId", "=", planId)
    .where("kind", "=", "annual")
    .where("undoneOn", "is", null)
    .orderBy("year", "desc")
    .limit(50)
    .execute()
