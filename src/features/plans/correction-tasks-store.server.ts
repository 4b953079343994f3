import { sql } from "kysely"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { folded } from "#shared/folded.ts"
import { saveTaskSearch } from "./change-tasks-store.server.ts"
import {
  type CorrectedGroup,
  type PlanCorrection,
  parentCodeOf,
  readFacts,
  type TaskCorrection,
} from "./plan-correction.ts"
import { insertTasks } from "./plan-store.server.ts"
import { saveDuties } from "./task-duties-store.server.ts"

export async function renameGroups(tx: Tx, { renamed }: PlanCorrection): Promise<void> {
  for (const { id, after } of renamed)
    await tx.updateTable("taskGroup").set({ title: after }).where("id", "=", id).execute()
}

export async function saveCorrection(ctx: Ctx, tx: Tx, correction: PlanCorrection, { id, at, fields }: TaskCorrection) {
  const { task, code, groupAt } = correction.tasks[at]!
  const is = (field: (typeof fields)[number]) => fields.includes(field)
  const groupId = correction.groupIds[groupAt]
  const { deadline, product = null, funding = null, note = null, leadTargets = [], coordinatingTargets = [] } = task
  const saved = await tx
    .updateTable("task")
    .set((set) => ({
      version: set("version", "+", 1),
      ...(is("group") && groupId ? { taskGroupId: groupId } : {}),
      ...(is("code") ? { code } : {}),
      ...(is("title") ? { title: task.title } : {}),
      ...(is("product") ? { product } : {}),
      ...(is("funding") ? { funding } : {}),
      ...(is("note") ? { note } : {}),
      ...(is("leads") ? { leadTexts: JSON.stringify(task.leads) } : {}),
      ...(is("coordinating") ? { coordinatingTexts: JSON.stringify(task.coordinating) } : {}),
      ...(is("deadline")
        ? {
            deadlineText: deadline?.text ?? null,
            deadlineMeaning: deadline?.meaning ?? "unclear",
            deadlineFrom: deadline?.from ?? null,
            deadlineTo: deadline?.to ?? null,
          }
        : {}),
    }))
    .where("id", "=", id)
    .returning(["code", "title", "product"])
    .executeTakeFirstOrThrow()
  // Names that nobody bears change the wording only: whoever has the duty keeps it until a person decides.
  if (is("leads") && leadTargets.length > 0) await saveDuties(ctx, tx, id, "lead", leadTargets)
  if (is("coordinating") && coordinatingTargets.length > 0)
    await saveDuties(ctx, tx, id, "coordinating", coordinatingTargets)
  await saveTaskSearch(tx, id, saved)
}

export type Added = { id: string; code: string; title: string }

/** New tasks, each in its group. @returns the id of every task of the file, and the new ones */
export async function insertAdded(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  groups: readonly CorrectedGroup[],
  { tasks, added, groupIds }: PlanCorrection,
): Promise<{ idAt: (string | null)[]; added: Added[] }> {
  const homes = new Map<number, string>()
  const idAt = tasks.map((each) => each.knownId)
  const found: Added[] = []
  for (const at of added) {
    const { task, code, groupAt, parentAt } = tasks[at]!
    const home = homes.get(groupAt) ?? (await homeOf(ctx, tx, planId, groupIds[groupAt] ?? null, groups[groupAt]!))
    homes.set(groupAt, home)
    const [inserted] = await insertTasks(ctx, tx, [{ ...task, code, children: [] }], {
      planId,
      taskGroupId: home,
      groupCode: "",
      firstPosition: LAST,
      isProvisional: task.provisional === true,
    })
    const { id } = inserted!
    idAt[at] = id
    const reading = JSON.stringify(readFacts(task, parentCodeOf({ parentAt }, tasks)))
    await tx.updateTable("task").set({ reading }).where("id", "=", id).execute()
    found.push({ id, code, title: task.title })
  }
  return { idAt, added: found }
}

/** Until `placeTasks` has counted anew. */
const LAST = 1_000_000

/** Each task that is new or moved below its parent, and where the file has it: after the task above it. Its parts go with it. */
export async function placeTasks(
  tx: Tx,
  planId: string,
  { tasks, added, changed }: PlanCorrection,
  idAt: readonly (string | null)[],
): Promise<void> {
  const hasMoved = (each: TaskCorrection) => each.fields.includes("parent") || each.fields.includes("group")
  const movers = new Set([...added, ...changed.filter(hasMoved).map((each) => each.at)])
  const below = new Set([...added, ...changed.filter((each) => each.fields.includes("parent")).map((each) => each.at)])
  if (movers.size === 0) return
  const order = await tx.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  const ids = order.map((each) => each.id)
  for (const [at, { parentAt, groupAt }] of tasks.entries()) {
    const id = idAt[at]!
    if (below.has(at)) {
      const parentId = parentAt === null ? null : idAt[parentAt]!
      await tx.updateTable("task").set({ parentId }).where("id", "=", id).execute()
    }
    if (!movers.has(at) && !(parentAt !== null && movers.has(parentAt))) continue
    movers.add(at)
    ids.splice(ids.indexOf(id), 1)
    const above = at > 0 && tasks[at - 1]!.groupAt === groupAt ? ids.indexOf(idAt[at - 1]!) : -1
    ids.splice(above < 0 ? ids.length : above + 1, 0, id)
  }
  await sql`
    update task set position = place.at - 1
    from unnest(${ids}::uuid[]) with ordinality as place(id, at)
    where task.id = place.id and task.position <> place.at - 1`.execute(tx)
}

async function homeOf(ctx: Ctx, tx: Tx, planId: string, known: string | null, { code, title }: CorrectedGroup) {
  if (known) return known
  const groups = await tx.selectFrom("taskGroup").select(["id", "title"]).where("planId", "=", planId).execute()
  const same = groups.find((group) => folded(group.title) === folded(title))
  if (same) return same.id
  const id = ctx.newId()
  const values = { id, planId, code: code ?? String(groups.length + 1), title, position: groups.length }
  await tx.insertInto("taskGroup").values(values).execute()
  return id
}

/** The file as it is now is what the next one is held against. */
export async function keepReadings(tx: Tx, { tasks }: PlanCorrection): Promise<void> {
  const known = tasks.flatMap(({ knownId, task, parentAt }) =>
    knownId
      ? [{ id: knownId, reading: readFacts(task, parentCodeOf({ parentAt }, tasks)), source: task.source ?? null }]
      : [],
  )
  await sql`
    update task set reading = given.reading, source = coalesce(nullif(given.source, 'null'::jsonb), task.source)
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as given(id uuid, reading jsonb, source jsonb)
    where task.id = given.id`.execute(tx)
}
