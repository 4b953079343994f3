import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { addDays, type Day } from "#shared/day.ts"
import { done, type RefusalDetail, refused } from "#shared/outcome.ts"
import { namingFault } from "./duties.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"

export type NamingInput = { planId: string; taskIds: readonly string[]; unitId: string; fromOn: Day; reason: string }

/** The plan office names another unit to confirm tasks, all of them or none. What it may not name: duties.ts. */
export function nameConfirmer(ctx: Ctx, input: NamingInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const unit = await openUnit(tx, input.unitId, input.fromOn)
    if (!unit) return refused("confirmer.noUnit", { field: "unitId" })
    if (input.fromOn < ctx.today) return refused("confirmer.inPast", { field: "fromOn" })
    const reason = input.reason.trim()
    if (reason === "") return refused("confirmer.reasonMissing", { field: "reason" })
    const tasks = await tasksToName(tx, plan.value.id, input.taskIds)
    if (tasks.length === 0) return refused("confirmer.noTask", { field: "tasks" })
    const details = tasks.flatMap((task): RefusalDetail[] => {
      const fault = namingFault(plan.value, task.leadIds, unit.id)
      return fault ? [{ code: fault, field: `task-${task.id}`, values: { code: task.code } }] : []
    })
    if (details.length > 0) return refused("confirmer.notForThese", { details })
    for (const task of tasks) await save(ctx, tx, { ...input, unitId: unit.id, reason, taskId: task.id })
    return done({ named: tasks.length })
  })
}

const openUnit = (tx: Tx, unitId: string, day: Day) =>
  tx
    .selectFrom("unit")
    .select(["id"])
    .where("id", "=", unitId)
    .where((where) => where.or([where("endedOn", "is", null), where("endedOn", ">", day)]))
    .executeTakeFirst()

async function tasksToName(tx: Tx, planId: string, taskIds: readonly string[]) {
  if (taskIds.length === 0) return []
  const rows = await tx
    .selectFrom("task")
    .leftJoin("assignment", (join) =>
      join.onRef("assignment.taskId", "=", "task.id").on("assignment.endedOn", "is", null),
    )
    .select(["task.id", "task.code", "assignment.unitId"])
    .where("task.planId", "=", planId)
    .where("task.id", "in", [...taskIds])
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .orderBy("task.position")
    .execute()
  return [...Map.groupBy(rows, (row) => row.id).values()].map((lines) => ({
    id: lines[0]!.id,
    code: lines[0]!.code,
    leadIds: lines.flatMap((line) => (line.unitId ? [line.unitId] : [])),
  }))
}

type Naming = NamingInput & { taskId: string }

/** Who was named before ends on the day before; the row stays for the record. */
async function save(ctx: Ctx, tx: Tx, { planId, taskId, unitId, fromOn, reason }: Naming): Promise<void> {
  await tx
    .updateTable("taskConfirmer")
    .set((set) => ({
      endedOn: addDays(fromOn, -1),
      endedReason: reason,
      endedBy: ctx.actor.personId,
      version: set("version", "+", 1),
    }))
    .where("taskId", "=", taskId)
    .where("endedOn", "is", null)
    .execute()
  const id = ctx.newId()
  const named = { unitId, fromOn, reason, namedAt: ctx.now, namedBy: ctx.actor.personId }
  await tx
    .insertInto("taskConfirmer")
    .values({ id, taskId, ...named })
    .execute()
  recordEvent(tx, "task.confirmerNamed", [taskId, planId, id, unitId], { unitId, fromOn, reason })
}

/** From today on the plan office confirms again. */
export function endConfirmer(ctx: Ctx, input: { confirmerId: string; seenVersion: number; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const named = await tx
      .selectFrom("taskConfirmer")
      .innerJoin("task", "task.id", "taskConfirmer.taskId")
      .selectAll("taskConfirmer")
      .select("task.planId")
      .where("taskConfirmer.id", "=", input.confirmerId)
      .forUpdate("taskConfirmer")
      .executeTakeFirst()
    if (!named) throw new NotFound("taskConfirmer")
    const plan = await lockOpenPlan(tx, named.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    if (named.version !== input.seenVersion) throw new Stale("taskConfirmer")
    if (named.endedOn !== null) return refused("confirmer.over")
    const reason = input.reason.trim()
    if (reason === "") return refused("confirmer.reasonMissing", { field: `reason-${named.id}` })
    const ended = { endedOn: addDays(ctx.today, -1), endedReason: reason, endedBy: ctx.actor.personId }
    await tx
      .updateTable("taskConfirmer")
      .set({ ...ended, version: named.version + 1 })
      .where("id", "=", named.id)
      .execute()
    recordEvent(tx, "task.confirmerEnded", [named.taskId, named.planId, named.id, named.unitId], { reason })
    return done({ taskId: named.taskId })
  })
}
