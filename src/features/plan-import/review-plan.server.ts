import { takePlanIn } from "#features/plans/create-plan.server.ts"
import { mayImportPlan } from "#features/plans/permissions.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import {
  type Corrections,
  correctedReading,
  countCorrections,
  type DocumentFacts,
  documentDay,
  type HeldPlan,
  noCorrections,
  type TaskFacts,
  type TaskPath,
  taskAt,
} from "./held-plan.ts"
import { deleteHeld, insertHeld, lockHeld, readHeld, updateHeld } from "./held-plan-store.server.ts"
import { type ClaimedReading, saveRead } from "./import-reading-store.server.ts"
import { readKnownNames } from "./known-names.server.ts"
import { chosenTarget, withTargets } from "./match-agencies.ts"
import type { PlanWithSource } from "./read-plan-files.server.ts"
import { rememberNames } from "./remembered-names-store.server.ts"
import { viewText } from "./source-view.ts"

/** Whoever holds a seat in a plan office brings plans in for it. */
export const mayReview = (ctx: Ctx): boolean =>
  ctx.actor.personId !== null && mayImportPlan(ctx.actor, ctx.actor.seat.unitId)

/**
 * Keeps what was read until a person takes it in or drops it. Nothing of it is in the system before.
 * @param reading which reading is through with it @throws Stale when that one was started again meanwhile
 */
export function holdPlan(ctx: Ctx, read: PlanWithSource, reading?: ClaimedReading) {
  return inTransaction(ctx, async (tx) => {
    if (!mayReview(ctx)) return refused("plan.mayNotImport")
    const held: HeldPlan = { version: 1, ...read, corrections: noCorrections() }
    const uploadId = await insertHeld(ctx, tx, "plan", held)
    if (reading && !(await saveRead(tx, reading, uploadId))) throw new Stale("reading")
    return done({ uploadId })
  })
}

/** @throws NotFound for anybody else than the person who uploaded it */
export async function readHeldPlan(ctx: Ctx, uploadId: string): Promise<HeldPlan> {
  if (!mayReview(ctx)) throw new NotFound("upload")
  return readHeld<HeldPlan>(ctx, ctx.db, "plan", uploadId)
}

export type Seen = { uploadId: string; seenVersion: number }

function correct(
  ctx: Ctx,
  seen: Seen,
  change: (held: HeldPlan) => Outcome<Partial<Corrections>>,
  more?: (tx: Tx) => Promise<void>,
) {
  return inTransaction(ctx, async (tx) => {
    if (!mayReview(ctx)) return refused("plan.mayNotImport")
    const held = await lockHeld<HeldPlan>(ctx, tx, "plan", seen)
    const changed = change(held)
    if (!changed.ok) return changed
    const version = held.version + 1
    const corrections = { ...held.corrections, ...changed.value }
    await updateHeld(ctx, tx, seen.uploadId, { ...held, version, corrections } satisfies HeldPlan)
    await more?.(tx)
    return done({ version })
  })
}

export const correctTask = (ctx: Ctx, input: Seen & { path: TaskPath; facts: TaskFacts }) =>
  correct(ctx, input, (held) => {
    if (!taskAt(held, input.path)) throw new NotFound("task")
    if (input.facts.title === "") return refused("planImport.noTitle", { field: "title" })
    return done({ tasks: { ...held.corrections.tasks, [input.path]: input.facts } })
  })

/** A dropped task stays in sight and can be put back until the plan is taken in. */
export const dropTask = (ctx: Ctx, input: Seen & { path: TaskPath; isDropped: boolean }) =>
  correct(ctx, input, (held) => {
    if (!taskAt(held, input.path)) throw new NotFound("task")
    const others = held.corrections.dropped.filter((path) => path !== input.path)
    return done({ dropped: input.isDropped ? [...others, input.path] : others })
  })

export const correctGroup = (ctx: Ctx, input: Seen & { at: number; title: string }) =>
  correct(ctx, input, (held) => {
    if (!held.reading.plan.groups[input.at]) throw new NotFound("group")
    if (input.title === "") return refused("planImport.noTitle", { field: "title" })
    return done({ groups: { ...held.corrections.groups, [input.at]: input.title } })
  })

export const correctDocument = (ctx: Ctx, input: Seen & { facts: DocumentFacts }) =>
  correct(ctx, input, () =>
    input.facts.title ? done({ document: input.facts }) : refused("planImport.noTitle", { field: "title" }),
  )

/** What a person said is remembered: the next import knows the name by itself. */
export const matchNames = (ctx: Ctx, input: Seen & { names: Record<string, string> }) =>
  correct(
    ctx,
    input,
    (held) => {
      const unknown = Object.values(input.names).find((choice) => choice !== "text" && !chosenTarget(choice))
      if (unknown !== undefined) throw new NotFound("unit")
      return done({ names: { ...held.corrections.names, ...input.names } })
    },
    async (tx) => {
      await rememberNames(ctx, tx, input.names)
      const kept = Object.values(input.names).filter((choice) => choice !== "text").length
      if (kept > 0) recordEvent(tx, "planImport.namesRemembered", input.uploadId, { names: input.names })
    },
  )

export type CommitInput = Seen & { confirmerUnitId: string | null; leadershipUnitId: string | null }

/** Takes the corrected reading in, whole or not at all, for the actor's own unit as plan office; the upload is then forgotten. */
export function commitHeldPlan(ctx: Ctx, input: CommitInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayReview(ctx) || ctx.actor.seat === null) return refused("plan.mayNotImport")
    const held = await lockHeld<HeldPlan>(ctx, tx, "plan", input)
    const reading = correctedReading(held)
    if (!reading.documents[0]?.title) return refused("planImport.noDocument")
    const known = await readKnownNames(tx, ctx.today, documentDay(reading.documents))
    const groups = reading.plan.groups.map((group) => ({
      ...group,
      tasks: withTargets(group.tasks, known, held.corrections.names),
    }))
    const outcome = await takePlanIn(
      ctx,
      tx,
      {
        reading: { ...reading, plan: { ...reading.plan, groups } },
        sourceText: held.sources.map(viewText),
        planOfficeUnitId: ctx.actor.seat.unitId,
        confirmerUnitId: input.confirmerUnitId,
        leadershipUnitId: input.leadershipUnitId,
        isIllustrative: false,
      },
      { corrections: countCorrections(held) },
    )
    if (outcome.ok) await deleteHeld(ctx, tx, input.uploadId)
    return outcome
  })
}

/** The person thought better of it. */
export const discardHeldPlan = (ctx: Ctx, uploadId: string) =>
  inTransaction(ctx, async (tx) => {
    await deleteHeld(ctx, tx, uploadId)
    return done({})
  })
