import { takeAnnexIn } from "#features/plans/bring-in-annex.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readProvisional } from "#features/plans/read-provisional.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { firstMapping, type HeldAnnex, type Mapping } from "./held-annex.ts"
import { documentDay } from "./held-plan.ts"
import { deleteHeld, insertHeld, lockHeld, readHeld, updateHeld } from "./held-plan-store.server.ts"
import { type ClaimedReading, saveRead } from "./import-reading-store.server.ts"
import { readKnownNames } from "./known-names.server.ts"
import { withTargets } from "./match-agencies.ts"
import type { PlanWithSource } from "./read-plan-files.server.ts"
import type { Seen } from "./review-plan.server.ts"
import { viewText } from "./source-view.ts"

type PlanOffice = { id: string; planOfficeUnitId: string }

/** Keeps an annex that was read, with a first guess of what its rows replace. */
export function holdAnnex(ctx: Ctx, plan: PlanOffice, read: PlanWithSource, reading?: ClaimedReading) {
  return inTransaction(ctx, async (tx) => {
    if (!mayEditPlan(ctx.actor, plan) || ctx.actor.personId === null) return refused("plan.mayNotEdit")
    const mapping = firstMapping(read.reading, await readProvisional(tx, plan.id))
    const held: HeldAnnex = { version: 1, planId: plan.id, ...read, mapping }
    const uploadId = await insertHeld(ctx, tx, "annex", held)
    if (reading && !(await saveRead(tx, reading, uploadId))) throw new Stale("reading")
    return done({ uploadId })
  })
}

/** @throws NotFound for another person's upload, or another plan's */
export async function readHeldAnnex(ctx: Ctx, plan: PlanOffice, uploadId: string): Promise<HeldAnnex> {
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("upload")
  const held = await readHeld<HeldAnnex>(ctx, ctx.db, "annex", uploadId)
  if (held.planId !== plan.id) throw new NotFound("upload")
  return held
}

export function mapAnnex(ctx: Ctx, input: Seen & { mapping: Mapping }) {
  return inTransaction(ctx, async (tx) => {
    const held = await lockHeld<HeldAnnex>(ctx, tx, "annex", input)
    const version = held.version + 1
    await updateHeld(ctx, tx, input.uploadId, { ...held, version, mapping: input.mapping } satisfies HeldAnnex)
    return done({ version })
  })
}

/** Takes the annex in with the mapping as it stands in the form; the upload is then forgotten. */
export function commitHeldAnnex(ctx: Ctx, input: Seen & { mapping: Mapping }) {
  return inTransaction(ctx, async (tx) => {
    const held = await lockHeld<HeldAnnex>(ctx, tx, "annex", input)
    const known = await readKnownNames(tx, ctx.today, documentDay(held.reading.documents))
    const groups = held.reading.plan.groups.map(({ code, title, tasks }, at) => ({
      code,
      title,
      tasks: withTargets(tasks, known, {}).map((task, index) => ({
        ...task,
        replacesTaskIds: input.mapping[`${at}.${index}`] ?? [],
      })),
    }))
    const outcome = await takeAnnexIn(ctx, tx, {
      planId: held.planId,
      groups,
      issues: held.reading.issues,
      sourceText: held.sources.map(viewText),
    })
    if (outcome.ok) await deleteHeld(ctx, tx, input.uploadId)
    return outcome
  })
}

export const discardHeldAnnex = (ctx: Ctx, uploadId: string) =>
  inTransaction(ctx, async (tx) => {
    await deleteHeld(ctx, tx, uploadId)
    return done({})
  })
