import { createHash } from "node:crypto"
import { sql } from "kysely"
import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"
import { folded } from "#shared/folded.ts"
import { done, refused } from "#shared/outcome.ts"
import { endTasks, saveTaskSearch } from "./change-tasks-store.server.ts"
import type { Meaning } from "./deadline.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"
import {
  type CorrectedGroup,
  correctionOf,
  isEmptyCorrection,
  type KnownTask,
  type PlanCorrection,
  type ReadFacts,
  readFacts,
  type TaskCorrection,
} from "./plan-correction.ts"
import type { PlanInput } from "./plan-input.ts"
import { insertTasks } from "./plan-store.server.ts"
import { saveDuties } from "./task-duties-store.server.ts"
import { keepFacts } from "./task-versions-store.server.ts"

export type CorrectPlanInput = {
  planId: string
  groups: readonly CorrectedGroup[]
  sourceText: readonly { name: string; text: string }[]
  issues: PlanInput["issues"]
  /** Tasks that the file no longer has, and that a person ticked. */
  dropIds: readonly string[]
  /** `digestOf` the correction that the person saw. */
  shown: string
}

/**
 * Takes a corrected file of a plan that is there already: what the file says otherwise than when it was read last is changed, new
 * tasks are added, all or nothing. Tasks keep their identity, assignments and entries. A correction of the reading is no amendment: the
 * deadline that was read wrong does not stay beside the right one. Runs within the transaction of a command that holds the reading.
 */
export async function takeCorrectionIn(ctx: Ctx, tx: Tx, input: CorrectPlanInput) {
  const locked = await lockOpenPlan(tx, input.planId)
  if (!locked.ok) return locked
  const plan = locked.value
  if (!mayEditPlan(ctx.actor, plan)) return refused("plan.mayNotEdit")
  const correction = await readCorrection(tx, plan.id, input.groups)
  if (digestOf(correction) !== input.shown) throw new Stale("plan")
  const dropped = correction.gone.filter((task) => input.dropIds.includes(task.id))
  if (dropped.length !== new Set(input.dropIds).size) throw new Stale("task")
  const begun = dropped.find((task) => task.hasWork)
  if (begun) return refused("correction.workBegun", { values: { task: `${begun.code}. ${begun.title}` } })
  if (isEmptyCorrection(correction) && dropped.length === 0) return refused("correction.nothing")
  await renameGroups(tx, correction)
  for (const each of correction.changed) await saveCorrection(ctx, tx, correction, each)
  const added = await insertAdded(ctx, tx, plan.id, input.groups, correction)
  await keepReadings(tx, correction)
  await endTasks(
    tx,
    dropped.map((task) => task.id),
    { droppedOn: ctx.today },
  )
  await replaceSource(tx, plan, input)
  const touched =
    correction.renamed.length > 0 ? undefined : [...correction.changed, ...added, ...dropped].map((each) => each.id)
  await keepFacts(tx, plan.id, touched)
  for (const { id, differences } of correction.changed)
    recordEvent(tx, "task.corrected", [id, plan.id], { changes: differences })
  for (const { id, code, title } of added) recordEvent(tx, "task.added", [id, plan.id], { code, title })
  for (const { id, code } of dropped) recordEvent(tx, "task.drop", [id, plan.id], { code })
  const counts = { changed: correction.changed.length, added: added.length, dropped: dropped.length }
  recordEvent(tx, "plan.corrected", plan.id, { ...counts, groups: correction.renamed })
  return done({ slug: plan.slug, ...counts })
}

export const digestOf = (correction: PlanCorrection): string =>
  createHash("sha256").update(JSON.stringify(correction)).digest("hex")

/** What a file would change. Four queries. */
export async function readCorrection(
  db: Db,
  planId: string,
  groups: readonly CorrectedGroup[],
): Promise<PlanCorrection> {
  const known = await db
    .selectFrom("taskGroup")
    .select(["id", "code", "title"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
  return correctionOf(groups, { groups: known, tasks: await readKnownTasks(db, planId) })
}

async function readKnownTasks(db: Db, planId: string): Promise<KnownTask[]> {
  const rows = await db
    .selectFrom("task")
    .innerJoin("taskGroup", "taskGroup.id", "task.taskGroupId")
    .selectAll("task")
    .select("taskGroup.title as groupTitle")
    .where("task.planId", "=", planId)
    .orderBy("task.position")
    .execute()
  const { rows: duties } = await sql<{ taskId: string; duty: string; names: string[] }>`
    select task_id as "taskId", duty, array_agg(coalesce(unit.name, unit_group.name) order by task_duty.position) as names
    from task_duty
    join task on task.id = task_duty.task_id
    left join unit on unit.id = task_duty.unit_id
    left join unit_group on unit_group.id = task_duty.unit_group_id
    where task.plan_id = ${planId} group by task_id, duty`.execute(db)
  const { rows: begun } = await sql<{ id: string }>`
    select id from task where plan_id = ${planId} and (
      exists (select from assignment where task_id = task.id and
        (workflow <> 'notStarted' or percent_done is not null or completed_on is not null or confirmed_at is not null))
      or exists (select from entry where task_id = task.id and (answer is not null or edited_at is not null))
      or exists (select from amendment_proposal where task_id = task.id and stage <> 'withdrawn'))`.execute(db)
  const names = new Map(duties.map((each) => [`${each.taskId} ${each.duty}`, each.names]))
  const withWork = new Set(begun.map((each) => each.id))
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    title: row.title,
    groupId: row.taskGroupId,
    groupTitle: row.groupTitle,
    leads: row.leadTexts as unknown as string[],
    coordinating: row.coordinatingTexts as unknown as string[],
    leadNames: names.get(`${row.id} lead`) ?? [],
    coordinatingNames: names.get(`${row.id} coordinating`) ?? [],
    deadline:
      row.deadlineText === null && row.deadlineTo === null
        ? null
        : {
            text: row.deadlineText,
            meaning: row.deadlineMeaning as Meaning,
            from: row.deadlineFrom,
            to: row.deadlineTo,
          },
    product: row.product,
    funding: row.funding,
    note: row.note,
    reading: row.reading as ReadFacts | null,
    isStanding: row.retiredOn === null && row.droppedOn === null,
    hasWork: withWork.has(row.id),
  }))
}

async function renameGroups(tx: Tx, { renamed }: PlanCorrection): Promise<void> {
  for (const { id, after } of renamed)
    await tx.updateTable("taskGroup").set({ title: after }).where("id", "=", id).execute()
}

async function saveCorrection(ctx: Ctx, tx: Tx, correction: PlanCorrection, { id, at, fields }: TaskCorrection) {
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

type Added = { id: string; code: string; title: string }

/** Each new task where the file has it: after the task above it, below its parent, in its group. */
async function insertAdded(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  groups: readonly CorrectedGroup[],
  { tasks, added, groupIds }: PlanCorrection,
): Promise<Added[]> {
  if (added.length === 0) return []
  const homes = new Map<number, string>()
  const order = await tx.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  const ids = order.map((each) => each.id)
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
      firstPosition: ids.length,
      isProvisional: task.provisional === true,
    })
    const { id } = inserted!
    idAt[at] = id
    const parentId = parentAt === null ? null : (idAt[parentAt] ?? null)
    if (parentId) await tx.updateTable("task").set({ parentId }).where("id", "=", id).execute()
    const above = at > 0 && tasks[at - 1]!.groupAt === groupAt ? ids.indexOf(idAt[at - 1] ?? "") : -1
    ids.splice(above < 0 ? ids.length : above + 1, 0, id)
    found.push({ id, code, title: task.title })
  }
  await sql`
    update task set position = place.at - 1
    from unnest(${ids}::uuid[]) with ordinality as place(id, at)
    where task.id = place.id and task.position <> place.at - 1`.execute(tx)
  return found
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
async function keepReadings(tx: Tx, { tasks }: PlanCorrection): Promise<void> {
  const known = tasks.flatMap(({ knownId, task }) =>
    knownId ? [{ id: knownId, reading: readFacts(task), source: task.source ?? null }] : [],
  )
  await sql`
    update task set reading = given.reading, source = coalesce(nullif(given.source, 'null'::jsonb), task.source)
    from jsonb_to_recordset(${JSON.stringify(known)}::jsonb) as given(id uuid, reading jsonb, source jsonb)
    where task.id = given.id`.execute(tx)
}

type PlanText = { id: string; sourceText: unknown }
async function replaceSource(tx: Tx, plan: PlanText, { sourceText, issues }: CorrectPlanInput): Promise<void> {
  const names = new Set(sourceText.map((each) => each.name))
  const others = (plan.sourceText as CorrectPlanInput["sourceText"]).filter((each) => !names.has(each.name))
  await tx
    .updateTable("plan")
    .set((set) => ({
      sourceText: JSON.stringify([...others, ...sourceText]),
      readingIssues: JSON.stringify(issues),
      version: set("version", "+", 1),
    }))
    .where("id", "=", plan.id)
    .execute()
}
