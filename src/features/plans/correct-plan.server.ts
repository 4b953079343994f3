import type { DocumentInput } from "#features/documents/document.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { Stale } from "#platform/errors.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { endTasks } from "./change-tasks-store.server.ts"
import { saveParts } from "./correction-parts-store.server.ts"
import { insertAdded, keepReadings, placeTasks, renameGroups, saveCorrection } from "./correction-tasks-store.server.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { type PartCorrection, partKinds } from "./parts-correction.ts"
import { mayEditPlan } from "./permissions.ts"
import { type CorrectedPlan, isEmptyCorrection } from "./plan-correction.ts"
import type { PlanInput } from "./plan-input.ts"
import { digestOf, readCorrection } from "./read-correction.server.ts"
import { keepFacts } from "./task-versions-store.server.ts"

export type CorrectPlanInput = {
  planId: string
  file: CorrectedPlan
  document: DocumentInput
  sourceText: readonly { name: string; text: string }[]
  issues: PlanInput["issues"]
  /** Tasks, indicators, duties and reporting rules that the file no longer has, and that a person ticked. */
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
  const correction = await readCorrection(tx, plan.id, input.file)
  if (digestOf(correction) !== input.shown) throw new Stale("plan")
  const dropped = correction.gone.filter((task) => input.dropIds.includes(task.id))
  const goneParts = partKinds.flatMap((kind) => correction.parts[kind].gone)
  const droppedParts = goneParts.filter((part) => input.dropIds.includes(part.id))
  if (dropped.length + droppedParts.length !== new Set(input.dropIds).size) throw new Stale("task")
  const begun = dropped.find((task) => task.hasWork)
  if (begun) return refused("correction.workBegun", { values: { task: `${begun.code}. ${begun.title}` } })
  if (isEmptyCorrection(correction) && input.dropIds.length === 0) return refused("correction.nothing")
  await renameGroups(tx, correction)
  for (const each of correction.changed) await saveCorrection(ctx, tx, correction, each)
  const { idAt, added } = await insertAdded(ctx, tx, plan.id, input.file.groups, correction)
  await placeTasks(tx, plan.id, correction, idAt)
  await keepReadings(tx, correction)
  await endTasks(
    tx,
    dropped.map((task) => task.id),
    { droppedOn: ctx.today },
  )
  const { file, document, dropIds } = input
  const { parts } = correction
  const validFrom = document.effectiveOn ?? ctx.today
  await saveParts(ctx, tx, { planId: plan.id, file, parts, dropIds, document, validFrom })
  await replaceSource(tx, plan, input)
  const touched =
    correction.renamed.length > 0 ? undefined : [...correction.changed, ...added, ...dropped].map((each) => each.id)
  await keepFacts(tx, plan.id, touched)
  for (const { id, differences } of correction.changed)
    recordEvent(tx, "task.corrected", [id, plan.id], { changes: differences })
  for (const { id, code, title } of added) recordEvent(tx, "task.added", [id, plan.id], { code, title })
  for (const { id, code } of dropped) recordEvent(tx, "task.drop", [id, plan.id], { code })
  const counts = { changed: correction.changed.length, added: added.length, dropped: dropped.length }
  recordEvent(tx, "plan.corrected", plan.id, {
    ...counts,
    groups: correction.renamed,
    ...Object.fromEntries(partKinds.map((kind) => [kind, partFacts(parts[kind], dropIds)])),
  })
  return done({ slug: plan.slug, ...counts })
}

const partFacts = ({ added, changed, gone }: PartCorrection, dropIds: readonly string[]) => ({
  added: added.map((each) => each.name),
  changed: changed.map(({ name, differences }) => ({ name, differences })),
  dropped: gone.filter((each) => dropIds.includes(each.id)).map((each) => each.name),
})

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
