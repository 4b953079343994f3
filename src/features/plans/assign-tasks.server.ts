import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import type { Meaning } from "./deadline.ts"
import type { DutyTarget } from "./duties.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"
import { saveDuties } from "./task-duties-store.server.ts"
import { keepFacts } from "./task-versions-store.server.ts"

export type { DutyTarget }
export type TaskChange = {
  leads?: readonly DutyTarget[]
  coordinating?: readonly DutyTarget[]
  product?: string
  deadline?: { text: string | null; meaning: Meaning; from: Day | null; to: Day | null }
}
export type AssignTasksInput = {
  planId: string
  taskIds: readonly string[]
  seenVersions?: Readonly<Record<string, number>>
  change: TaskChange
}

/** Sets leads, coordinating units, product and deadline of one or many tasks at once; what is not given stays. */
export function assignTasks(ctx: Ctx, input: AssignTasksInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    if (input.taskIds.length === 0) return refused("plan.noTaskChosen", { field: "task" })
    const { product, deadline, leads, coordinating } = input.change
    if (leads?.length === 0) return refused("plan.noLead", { field: "lead" })
    const tasks = await lockTasks(tx, input)
    for (const task of tasks) {
      await updateFacts(tx, task.id, { product, deadline })
      if (leads) await saveDuties(ctx, tx, task.id, "lead", leads)
      if (coordinating) await saveDuties(ctx, tx, task.id, "coordinating", coordinating)
      recordEvent(tx, "task.changed", [task.id, input.planId], {
        ...input.change,
        before: { product: task.product, deadline: task.deadlineText },
      })
    }
    await keepFacts(tx, input.planId, input.taskIds)
    return done({ changed: tasks.length })
  })
}

async function lockTasks(tx: Tx, input: AssignTasksInput) {
  const tasks = await tx
    .selectFrom("task")
    .select(["id", "version", "product", "deadlineText"])
    .where("planId", "=", input.planId)
    .where("retiredOn", "is", null)
    .where("id", "in", [...input.taskIds])
    .orderBy("id")
    .forUpdate()
    .execute()
  if (tasks.length !== new Set(input.taskIds).size) throw new NotFound("task")
  for (const task of tasks) {
    const seen = input.seenVersions?.[task.id]
    if (seen !== undefined && seen !== task.version) throw new Stale("task")
  }
  return tasks
}

async function updateFacts(
  tx: Tx,
  taskId: string,
  { product, deadline }: Pick<TaskChange, "product" | "deadline">,
): Promise<void> {
  await tx
    .updateTable("task")
    .set((set) => ({
      version: set("version", "+", 1),
      ...(product === undefined ? {} : { product }),
      ...(deadline
        ? {
            deadlineText: deadline.text,
            deadlineMeaning: deadline.meaning,
            deadlineFrom: deadline.from,
            deadlineTo: deadline.to,
          }
        : {}),
    }))
    .where("id", "=", taskId)
    .execute()
}

/** What an official types as a deadline in a form: a day, or nothing yet. Undefined when it is no day. */
export function typedDeadline(text: string): TaskChange["deadline"] | undefined {
  const day = parseDay(text)
  return day ? { text: text.trim(), meaning: "byDay", from: null, to: day } : undefined
}
