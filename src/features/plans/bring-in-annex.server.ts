import type { Ctx, Tx } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { folded } from "#shared/folded.ts"
import { done, refused } from "#shared/outcome.ts"
import { inheritConfirmers } from "./inherit-confirmers-store.server.ts"
import { inheritWork } from "./inherit-work-store.server.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"
import type { PlanInput, TaskInput } from "./plan-input.ts"
import { type InsertedTask, insertTasks } from "./plan-store.server.ts"
import { keepFacts } from "./task-versions-store.server.ts"

/** A row of the annex, and which provisional tasks a person said it takes the place of. */
export type AnnexTask = TaskInput & { replacesTaskIds?: readonly string[] }
export type AnnexInput = {
  planId: string
  groups: readonly { code: string | null; title: string; tasks: readonly AnnexTask[] }[]
  issues: PlanInput["issues"]
  sourceText: readonly { name: string; text: string }[]
}

/**
 * Brings the rows of an annex into a plan that has stood on its body's bullets (rule 4). Each mapped provisional task hands its duties,
 * assignments and entries to the first row that replaces it and retires; what no row replaces stays. All in one transaction.
 */
export function bringInAnnex(ctx: Ctx, input: AnnexInput) {
  return inTransaction(ctx, (tx) => takeAnnexIn(ctx, tx, input))
}

/** The same within the transaction of a command that holds the reading. */
export async function takeAnnexIn(ctx: Ctx, tx: Tx, input: AnnexInput) {
  const locked = await lockOpenPlan(tx, input.planId)
  if (!locked.ok) return locked
  const plan = locked.value
  if (!mayEditPlan(ctx.actor, plan)) return refused("plan.mayNotEdit")
  const provisional = await lockProvisional(tx, plan.id)
  const groups = await withoutKnown(tx, plan.id, input.groups)
  const wanted = new Set(groups.flatMap((group) => group.tasks.flatMap((task) => task.replacesTaskIds ?? [])))
  if ([...wanted].some((id) => !provisional.has(id))) throw new Stale("task")
  if (groups.length === 0) return refused("plan.annexNothingNew")
  const inserted = await insertRows(ctx, tx, plan.id, groups)
  const heirs = heirsOf(inserted)
  await saveReplacements(tx, heirs)
  await inheritWork(ctx, tx, heirs)
  await retire(ctx, tx, [...heirs.keys()])
  await updatePlanText(tx, plan, input)
  await keepFacts(tx, plan.id, [...inserted.map((row) => row.id), ...heirs.keys()])
  tellHistory(tx, plan.id, inserted, heirs, provisional)
  const counts = { added: inserted.length, retired: heirs.size, left: provisional.size - heirs.size }
  recordEvent(tx, "plan.annexBroughtIn", plan.id, counts)
  return done(counts)
}

/** Provisional task → the rows that replace it, in the order of the annex: the first is its heir. */
export type Heirs = ReadonlyMap<string, readonly InsertedTask[]>

function heirsOf(inserted: readonly InsertedTask[]): Heirs {
  const heirs = new Map<string, InsertedTask[]>()
  for (const row of inserted)
    for (const id of new Set((row.task as AnnexTask).replacesTaskIds ?? [])) {
      const list = heirs.get(id)
      if (list) list.push(row)
      else heirs.set(id, [row])
    }
  return heirs
}

async function lockProvisional(tx: Tx, planId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom("task")
    .select(["id", "code"])
    .where("planId", "=", planId)
    .where("isProvisional", "=", true)
    .where("retiredOn", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row.code]))
}

/** The same annex brought in again adds only what is missing. */
async function withoutKnown(tx: Tx, planId: string, groups: AnnexInput["groups"]) {
  const rows = await tx
    .selectFrom("task")
    .select(["code", "title"])
    .where("planId", "=", planId)
    .where("isProvisional", "=", false)
    .where("retiredOn", "is", null)
    .execute()
  const known = new Set(rows.flatMap(({ code, title }) => [folded(`${code} ${title}`), folded(title)]))
  const isNew = (task: AnnexTask) => !known.has(folded(task.code ? `${task.code} ${task.title}` : task.title))
  return groups
    .map((group) => ({ ...group, tasks: group.tasks.filter(isNew) }))
    .filter((group) => group.tasks.length > 0)
}

/** Rows go into the plan's own groups, found by title; a group that the body does not have is added. */
async function insertRows(ctx: Ctx, tx: Tx, planId: string, groups: AnnexInput["groups"]): Promise<InsertedTask[]> {
  const known = await tx.selectFrom("taskGroup").selectAll().where("planId", "=", planId).orderBy("position").execute()
  const last = await tx
    .selectFrom("task")
    .select((select) => select.fn.max("position").as("position"))
    .where("planId", "=", planId)
    .executeTakeFirst()
  const firstFree = (last?.position ?? -1) + 1
  const inserted: InsertedTask[] = []
  for (const group of groups) {
    let home = known.find((each) => folded(each.title) === folded(group.title))
    if (!home) {
      const code = group.code ?? String(known.length + 1)
      home = { id: ctx.newId(), planId, code, title: group.title, position: known.length }
      await tx.insertInto("taskGroup").values(home).execute()
      known.push(home)
    }
    const place = { planId, taskGroupId: home.id, groupCode: home.code, isProvisional: false }
    inserted.push(
      ...(await insertTasks(ctx, tx, group.tasks, { ...place, firstPosition: firstFree + inserted.length })),
    )
  }
  return inserted
}

async function saveReplacements(tx: Tx, heirs: Heirs): Promise<void> {
  const rows = [...heirs].flatMap(([provisionalTaskId, list]) =>
    list.map((row) => ({ fromTaskId: provisionalTaskId, toTaskId: row.id, kind: "annex" })),
  )
  if (rows.length > 0) await tx.insertInto("taskSuccession").values(rows).execute()
  await inheritConfirmers(
    tx,
    rows.map(({ fromTaskId, toTaskId }) => [fromTaskId, toTaskId]),
  )
}

async function retire(ctx: Ctx, tx: Tx, taskIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return
  await tx
    .updateTable("task")
    .set((set) => ({ retiredOn: ctx.today, version: set("version", "+", 1) }))
    .where("id", "in", taskIds)
    .execute()
  await tx.deleteFrom("searchEntry").where("kind", "=", "task").where("subjectId", "in", taskIds).execute()
}

/** Doubts that the annex has settled go; those of the annex and its text come. */
const SETTLED = new Set(["annex-missing", "declared-count-differs", "tasks-provisional", "tasks-missing"])

type PlanText = { id: string; readingIssues: unknown; sourceText: unknown }
async function updatePlanText(tx: Tx, plan: PlanText, { issues, sourceText }: AnnexInput): Promise<void> {
  const open = (plan.readingIssues as AnnexInput["issues"]).filter((issue) => !SETTLED.has(issue.code))
  const own = issues.filter((issue) => issue.code !== "document-head-missing")
  await tx
    .updateTable("plan")
    .set((set) => ({
      readingIssues: JSON.stringify([...open, ...own]),
      sourceText: JSON.stringify([...(plan.sourceText as AnnexInput["sourceText"]), ...sourceText]),
      version: set("version", "+", 1),
    }))
    .where("id", "=", plan.id)
    .execute()
}

function tellHistory(
  tx: Tx,
  planId: string,
  inserted: readonly InsertedTask[],
  heirs: Heirs,
  provisional: ReadonlyMap<string, string>,
): void {
  for (const { id, code, task } of inserted) {
    const replaced = (task as AnnexTask).replacesTaskIds ?? []
    recordEvent(tx, "task.added", [id, planId, ...replaced], { code, title: task.title })
  }
  for (const [id, rows] of heirs)
    recordEvent(tx, "task.replaced", [id, planId, ...rows.map((row) => row.id)], {
      code: provisional.get(id),
      by: rows.map((row) => row.code),
    })
}
