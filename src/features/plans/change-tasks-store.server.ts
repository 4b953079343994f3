import type { Ctx, Tx } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { isSameDeadline } from "./deadline.ts"
import type { DutyTarget } from "./duties.ts"
import type { TaskFacts, TaskPatch } from "./plan-change.ts"
import type { TaskInput } from "./plan-input.ts"
import { insertTasks } from "./plan-store.server.ts"
import { saveDuties } from "./task-duties-store.server.ts"

const bare = (targets: TaskPatch["leads"]): DutyTarget[] =>
  (targets ?? []).map((each) => ("unitId" in each ? { unitId: each.unitId } : { unitGroupId: each.unitGroupId }))

/** Writes what a document changes of a task. The deadline that was in force until that day is kept beside the new one (rule 7). */
export async function saveTaskPatch(
  ctx: Ctx,
  tx: Tx,
  taskId: string,
  before: TaskFacts,
  patch: TaskPatch,
  since: Day,
): Promise<void> {
  const { leads, coordinating, deadline, groupId, ...facts } = patch
  const isMoved = deadline !== undefined && !isSameDeadline(deadline, before.deadline)
  await tx
    .updateTable("task")
    .set((set) => ({
      ...facts,
      version: set("version", "+", 1),
      ...(groupId === undefined ? {} : { taskGroupId: groupId }),
      ...(isMoved
        ? {
            deadlineText: deadline.text,
            deadlineMeaning: deadline.meaning,
            deadlineFrom: deadline.from,
            deadlineTo: deadline.to,
            earlierDeadline: JSON.stringify(before.deadline),
            deadlineSince: since,
          }
        : {}),
    }))
    .where("id", "=", taskId)
    .execute()
  if (leads) await saveDuties(ctx, tx, taskId, "lead", bare(leads))
  if (coordinating) await saveDuties(ctx, tx, taskId, "coordinating", bare(coordinating))
  await saveTaskSearch(tx, taskId, { ...before, ...patch })
}

export async function saveTaskSearch(
  tx: Tx,
  taskId: string,
  { code, title, product }: { code: string; title: string; product: string | null },
): Promise<void> {
  await tx
    .updateTable("searchEntry")
    .set({ title, folded: folded(`${code} ${title} ${product ?? ""}`) })
    .where("kind", "=", "task")
    .where("subjectId", "=", taskId)
    .execute()
}

/** A task that a document adds stands last in its group. @returns its id */
export async function addTask(ctx: Ctx, tx: Tx, planId: string, groupId: string, patch: TaskPatch): Promise<string> {
  const group = await tx
    .selectFrom("taskGroup")
    .select(["id", "code"])
    .where("planId", "=", planId)
    .where("id", "=", groupId)
    .executeTakeFirstOrThrow()
  const last = await tx
    .selectFrom("task")
    .select((select) => select.fn.max("position").as("position"))
    .where("planId", "=", planId)
    .$if(await hasTasks(tx, groupId), (query) => query.where("taskGroupId", "=", groupId))
    .executeTakeFirst()
  const position = (last?.position ?? -1) + 1
  await tx
    .updateTable("task")
    .set((set) => ({ position: set("position", "+", 1) }))
    .where("planId", "=", planId)
    .where("position", ">=", position)
    .execute()
  const task: TaskInput = {
    code: patch.code?.trim() || null,
    title: patch.title ?? "",
    leads: (patch.leads ?? []).map((each) => each.name),
    coordinating: (patch.coordinating ?? []).map((each) => each.name),
    leadTargets: bare(patch.leads),
    coordinatingTargets: bare(patch.coordinating),
    deadline: patch.deadline ?? null,
    product: patch.product ?? null,
    funding: patch.funding ?? null,
    note: patch.note ?? null,
  }
  const place = { planId, taskGroupId: groupId, groupCode: group.code, firstPosition: position, isProvisional: false }
  const [inserted] = await insertTasks(
    ctx,
    tx,
    [{ ...task, code: task.code ?? (await freeCode(tx, groupId, group)) }],
    place,
  )
  return inserted!.id
}

const hasTasks = async (tx: Tx, groupId: string): Promise<boolean> =>
  (await tx.selectFrom("task").select("id").where("taskGroupId", "=", groupId).limit(1).executeTakeFirst()) !==
  undefined

/** "III.7" after "III.6"; codes are never used twice, not even after a task has gone. */
async function freeCode(tx: Tx, groupId: string, group: { code: string }): Promise<string> {
  const taken = await tx.selectFrom("task").select("code").where("taskGroupId", "=", groupId).execute()
  const codes = new Set(taken.map((each) => each.code))
  for (let number = taken.length + 1; ; number++)
    if (!codes.has(`${group.code}.${number}`)) return `${group.code}.${number}`
}

/** A task that does not go on: dropped by a document, or gone on in another one. What was done stays on its record. */
export async function endTasks(
  tx: Tx,
  taskIds: readonly string[],
  how: { droppedOn: Day } | { retiredOn: Day },
): Promise<void> {
  if (taskIds.length === 0) return
  await tx
    .updateTable("task")
    .set((set) => ({ ...how, version: set("version", "+", 1) }))
    .where("id", "in", [...taskIds])
    .execute()
  const day = "droppedOn" in how ? how.droppedOn : how.retiredOn
  await tx
    .updateTable("assignment")
    .set((set) => ({ endedOn: day, version: set("version", "+", 1) }))
    .where("taskId", "in", [...taskIds])
    .where("endedOn", "is", null)
    .execute()
}
