import { sql } from "kysely"
import type { Ctx, Db } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"

/** Whether anything rests on the plan already: then it can be amended or replaced, but its import not undone. One query. */
export async function hasWorkBegun(db: Db, planId: string): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`
    select exists (select from round where plan_id = ${planId})
      or exists (select from plan_version where plan_id = ${planId} and number > 1 and state <> 'discarded')
      or exists (select from amendment_proposal where plan_id = ${planId})
      or exists (select from amendment_submission where plan_id = ${planId})
      or exists (select from plan where parent_plan_id = ${planId} or superseded_by_plan_id = ${planId})
      or exists (select from carry_over where new_plan_id = ${planId})
      or exists (select from assignment join task on task.id = assignment.task_id where task.plan_id = ${planId}
        and (assignment.workflow <> 'notStarted' or assignment.percent_done is not null
          or assignment.completed_on is not null or assignment.confirmed_at is not null))
      or exists (select from entry join task on task.id = entry.task_id where task.plan_id = ${planId})
      or exists (select from duty_answer join task on task.id = duty_answer.task_id where task.plan_id = ${planId})
      or exists (select from opinion_request join task on task.id = opinion_request.task_id where task.plan_id = ${planId})
      as begun`.execute(db)
  return rows[0]!.begun
}

/**
 * Takes a whole import back while no work rests on it. The plan and its tasks stay as a record that nothing shows any more; nobody owes
 * anything for them, and the document can be imported again.
 */
export function undoImport(ctx: Ctx, input: { planId: string; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOpenPlan(tx, input.planId)
    if (!locked.ok) return locked
    const { id, slug } = locked.value
    if (!mayEditPlan(ctx.actor, locked.value)) return refused("plan.mayNotEdit")
    if (await hasWorkBegun(tx, id)) return refused("plan.workBegun")
    const undone = await tx
      .updateTable("plan")
      .set((set) => ({ undoneOn: ctx.today, slug: `${slug}-${id}`, version: set("version", "+", 1) }))
      .where("id", "=", id)
      .where("version", "=", input.seenVersion)
      .returning("id")
      .executeTakeFirst()
    if (!undone) throw new Stale("plan")
    await tx.deleteFrom("searchEntry").where("planId", "=", id).execute()
    const tasks = tx.selectFrom("task").select("id").where("planId", "=", id)
    await tx
      .updateTable("assignment")
      .set((set) => ({ endedOn: ctx.today, version: set("version", "+", 1) }))
      .where("taskId", "in", tasks)
      .where("endedOn", "is", null)
      .execute()
    await tx
      .updateTable("task")
      .set((set) => ({ retiredOn: ctx.today, version: set("version", "+", 1) }))
      .where("planId", "=", id)
      .where("retiredOn", "is", null)
      .execute()
    recordEvent(tx, "plan.importUndone", id, { slug })
    return done({ planId: id })
  })
}

/** @returns the version that a form about the plan has to have seen */
export const readPlanVersion = async (db: Db, planId: string): Promise<number> =>
  (await db.selectFrom("plan").select("version").where("id", "=", planId).executeTakeFirstOrThrow()).version
