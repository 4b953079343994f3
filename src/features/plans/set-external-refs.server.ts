import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import type { OwnTask } from "./foreign-list.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"

/** Says under which code another system (nq57.vn, iOffice …) knows a task; a code stands for one task of a plan. */
export function setExternalRefs(
  ctx: Ctx,
  input: { planId: string; refs: readonly { taskId: string; externalRef: string | null }[] },
) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    if (input.refs.length === 0) return refused("reconcile.nothingChosen")
    const codes = input.refs.flatMap((each) => each.externalRef ?? [])
    if (new Set(codes).size !== codes.length) return refused("reconcile.twice")
    const taken = await tx
      .selectFrom("task")
      .select(["id", "externalRef"])
      .where("planId", "=", input.planId)
      .where("externalRef", "in", codes.length > 0 ? codes : [""])
      .where(
        "id",
        "not in",
        input.refs.map((each) => each.taskId),
      )
      .executeTakeFirst()
    if (taken) return refused("reconcile.taken", { values: { ref: taken.externalRef ?? "" } })
    for (const { taskId, externalRef } of input.refs) {
      const changed = await tx
        .updateTable("task")
        .set({ externalRef })
        .where("id", "=", taskId)
        .where("planId", "=", input.planId)
        .returning("id")
        .executeTakeFirst()
      if (!changed) throw new NotFound("task")
      recordEvent(tx, "task.externalRef", [taskId, input.planId], { externalRef })
    }
    return done({ changed: input.refs.length })
  })
}

/** Tasks that count in a plan, as they are set beside another system's list. */
export const readOwnTasks = async (db: Db, planId: string): Promise<Omit<OwnTask, "state">[]> =>
  db
    .selectFrom("task")
    .select(["id", "code", "title", "externalRef"])
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .where("droppedOn", "is", null)
    .orderBy("position")
    .execute()
