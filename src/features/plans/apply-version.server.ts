import type { Ctx, Tx } from "#platform/context.server.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { addTask, endTasks, saveTaskPatch } from "./change-tasks-store.server.ts"
import { inheritConfirmers } from "./inherit-confirmers-store.server.ts"
import {
  type IndicatorFacts,
  type IndicatorPatch,
  type PlanChange,
  patched,
  type TaskFacts,
  type TaskPatch,
  taskDifferences,
} from "./plan-change.ts"
import { readFactsAt, readIndicatorFactsAt, readVersionChanges } from "./read-versions.server.ts"
import { keepFacts, keepIndicatorFacts } from "./task-versions-store.server.ts"

type Version = { id: string; planId: string; number: number; effectiveOn: Day }

/**
 * Brings a recorded version into force: the changes of its document are made, each task keeps its identity, and the facts from now on
 * are kept under the version. Runs inside the transaction of a command.
 */
export async function applyVersion(ctx: Ctx, tx: Tx, version: Version): Promise<void> {
  const before = await readFactsAt(tx, version.planId, version.number)
  const indicators = await readIndicatorFactsAt(tx, version.planId, version.number)
  const changes = await readVersionChanges(tx, version.id)
  await tx.updateTable("planVersion").set({ appliedAt: ctx.now }).where("id", "=", version.id).execute()
  const touched: string[] = []
  const touchedIndicators: string[] = []
  for (const change of changes)
    if (change.subject === "task") touched.push(...(await changeTask(ctx, tx, version, change, before)))
    else touchedIndicators.push(await changeIndicator(ctx, tx, version, change, indicators))
  if (touched.length > 0) await keepFacts(tx, version.planId, touched)
  if (touchedIndicators.length > 0) await keepIndicatorFacts(tx, version.planId, touchedIndicators)
  recordEvent(tx, "plan.versionInForce", [version.planId, version.id], {
    number: version.number,
    effectiveOn: version.effectiveOn,
    changes: changes.length,
  })
}

async function changeTask(
  ctx: Ctx,
  tx: Tx,
  version: Version,
  change: PlanChange,
  facts: ReadonlyMap<string, TaskFacts>,
): Promise<string[]> {
  const patch = change.patch as TaskPatch
  const tell = (id: string, more: object) =>
    recordEvent(tx, `task.${change.kind === "change" ? "amended" : change.kind}`, [id, version.planId, version.id], {
      version: version.number,
      ...more,
    })
  if (change.kind === "add" || change.kind === "split") return [await bringInNew(ctx, tx, version, change, facts)]
  const id = change.subjectId!
  const old = facts.get(id)!
  if (change.kind === "drop") {
    await endTasks(tx, [id], { droppedOn: version.effectiveOn })
    tell(id, { note: change.note })
    return [id]
  }
  await saveTaskPatch(ctx, tx, id, old, patch, version.effectiveOn)
  if (change.kind === "merge") {
    await endTasks(tx, change.otherIds, { retiredOn: version.effectiveOn })
    await saveSuccessions(
      tx,
      version.id,
      "merge",
      change.otherIds.map((from) => [from, id]),
    )
  }
  tell(id, { changes: taskDifferences(old, patched(old, patch, new Map())), merged: change.otherIds })
  return [id, ...change.otherIds]
}

/** A task that the document adds, or that it takes out of another. */
async function bringInNew(
  ctx: Ctx,
  tx: Tx,
  version: Version,
  { kind, subjectId, patch, note }: PlanChange,
  facts: ReadonlyMap<string, TaskFacts>,
): Promise<string> {
  const origin = subjectId ? facts.get(subjectId) : undefined
  const wanted = patch as TaskPatch
  const groupId = wanted.groupId ?? origin?.groupId ?? [...facts.values()].at(-1)!.groupId
  const id = await addTask(ctx, tx, version.planId, groupId, { ...(origin && { leads: origin.leads }), ...wanted })
  if (origin && subjectId) await saveSuccessions(tx, version.id, "split", [[subjectId, id]])
  recordEvent(tx, "task.added", [id, version.planId, version.id, ...(subjectId ? [subjectId] : [])], {
    version: version.number,
    title: wanted.title,
    how: kind,
    note,
  })
  return id
}

export async function saveSuccessions(
  tx: Tx,
  planVersionId: string | null,
  kind: "merge" | "split" | "carryOver",
  pairs: readonly (readonly [from: string, to: string])[],
): Promise<void> {
  if (pairs.length === 0) return
  await tx
    .insertInto("taskSuccession")
    .values(pairs.map(([fromTaskId, toTaskId]) => ({ fromTaskId, toTaskId, kind, planVersionId })))
    .onConflict((conflict) => conflict.columns(["fromTaskId", "toTaskId"]).doNothing())
    .execute()
  // another decision is another arrangement: a plan that replaces this one names its confirmers anew
  if (kind !== "carryOver") await inheritConfirmers(tx, pairs)
}

async function changeIndicator(
  ctx: Ctx,
  tx: Tx,
  version: Version,
  change: PlanChange,
  known: ReadonlyMap<string, IndicatorFacts>,
): Promise<string> {
  const { title, code, unitOfMeasure, targets, leads } = change.patch as IndicatorPatch
  const id = change.subjectId ?? ctx.newId()
  const columns = {
    ...(title === undefined ? {} : { title }),
    ...(code === undefined ? {} : { code }),
    ...(unitOfMeasure === undefined ? {} : { unitOfMeasure }),
    ...(targets === undefined ? {} : { targets: JSON.stringify(targets) }),
    ...(leads === undefined ? {} : { leadTexts: JSON.stringify(leads) }),
  }
  if (change.kind === "add")
    await tx
      .insertInto("indicator")
      .values({ id, planId: version.planId, title: title ?? "", position: known.size, ...columns })
      .execute()
  else
    await tx
      .updateTable("indicator")
      .set((set) => ({
        ...columns,
        ...(change.kind === "drop" ? { retiredOn: version.effectiveOn } : {}),
        version: set("version", "+", 1),
      }))
      .where("id", "=", id)
      .execute()
  recordEvent(tx, `indicator.${change.kind}`, [id, version.planId, version.id], {
    version: version.number,
    before: known.get(id) ?? null,
    patch: change.patch,
  })
  return id
}
