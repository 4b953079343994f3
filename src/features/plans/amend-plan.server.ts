import type { DocumentInput } from "#features/documents/document.ts"
import { documentName } from "#features/documents/document.ts"
import { registerDocument } from "#features/documents/register-document.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { applyVersion } from "./apply-version.server.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { mayEditPlan } from "./permissions.ts"
import { faultOf, type PlanChange } from "./plan-change.ts"
import { readFactsAt, readIndicatorFactsAt, readVersionChanges } from "./read-versions.server.ts"

export type AmendingDocument = Pick<
  DocumentInput,
  "kind" | "number" | "notation" | "issuer" | "place" | "issuedOn" | "title"
>
export type DraftVersionInput = {
  planId: string
  document: AmendingDocument
  effectiveOn: Day
  summary: string
  changes?: readonly PlanChange[]
}

/** Begins to take in a document that amends the plan. Nothing changes yet; one such draft is open at a time. */
export function draftVersion(ctx: Ctx, input: DraftVersionInput) {
  return inTransaction(ctx, (tx) => takeDraftIn(ctx, tx, input))
}

/** The same within the transaction of a command that decided on the changes. */
export async function takeDraftIn(ctx: Ctx, tx: Tx, input: DraftVersionInput) {
  const plan = await lockOpenPlan(tx, input.planId)
  if (!plan.ok) return plan
  if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
  const { document, effectiveOn } = input
  if (!document.number?.trim()) return refused("amendment.noNumber", { field: "number" })
  if (!document.issuedOn) return refused("form.noDay", { field: "issuedOn", values: { text: "" } })
  if (document.issuedOn > ctx.today) return refused("amendment.notIssuedYet", { field: "issuedOn" })
  if (effectiveOn < document.issuedOn) return refused("amendment.effectiveBefore", { field: "effectiveOn" })
  const newest = await newestVersion(tx, input.planId)
  if (newest.state === "draft") return refused("amendment.draftOpen", { values: { number: newest.number } })
  if (newest.appliedAt === null) return refused("amendment.waiting", { values: { day: formatDay(newest.effectiveOn) } })
  if (effectiveOn < newest.effectiveOn)
    return refused("amendment.beforeLast", { field: "effectiveOn", values: { day: formatDay(newest.effectiveOn) } })
  const id = ctx.newId()
  const number = newest.number + 1
  const documentId = await registerAmending(ctx, tx, plan.value.documentId, input)
  await tx
    .insertInto("planVersion")
    .values({
      id,
      planId: input.planId,
      number,
      documentId,
      effectiveOn,
      summary: input.summary.trim(),
      createdAt: ctx.now,
      createdBy: ctx.actor.personId,
    })
    .execute()
  for (const [position, change] of (input.changes ?? []).entries()) await insertChange(ctx, tx, id, position, change)
  recordEvent(tx, "plan.versionDrafted", [input.planId, id], { number, document: documentName(document), effectiveOn })
  return done({ versionId: id, number })
}

async function registerAmending(ctx: Ctx, tx: Tx, amendedId: string, { document, effectiveOn }: DraftVersionInput) {
  const amended = await tx.selectFrom("document").selectAll().where("id", "=", amendedId).executeTakeFirstOrThrow()
  return registerDocument(ctx, tx, {
    ...document,
    effectiveOn,
    signer: null,
    recipients: [],
    relations: [
      {
        relation: "amends",
        text: documentName(amended),
        number: amended.number,
        notation: amended.notation,
        issuedOn: amended.issuedOn,
      },
    ],
  })
}

const newestVersion = (tx: Tx, planId: string) =>
  tx
    .selectFrom("planVersion")
    .select(["number", "state", "appliedAt", "effectiveOn"])
    .where("planId", "=", planId)
    .where("state", "<>", "discarded")
    .orderBy("number", "desc")
    .executeTakeFirstOrThrow()

async function insertChange(ctx: Ctx, tx: Tx, planVersionId: string, position: number, change: PlanChange) {
  const { kind, subject, subjectId, note } = change
  await tx
    .insertInto("planChange")
    .values({
      id: ctx.newId(),
      planVersionId,
      position,
      kind,
      subject,
      subjectId,
      otherIds: [...change.otherIds],
      patch: JSON.stringify(change.patch),
      note,
      proposalId: change.proposalId ?? null,
    })
    .execute()
}

type SeenVersion = { versionId: string; seenVersion: number }

async function lockDraft(ctx: Ctx, tx: Tx, seen: SeenVersion): Promise<Outcome<Draft>> {
  const found = await tx
    .selectFrom("planVersion")
    .select(["id", "planId", "number", "state", "effectiveOn", "version", "documentId"])
    .where("id", "=", seen.versionId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound("planVersion")
  const plan = await lockOpenPlan(tx, found.planId)
  if (!plan.ok) return plan
  if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
  if (found.state !== "draft") return refused("amendment.notDraft")
  if (found.version !== seen.seenVersion) throw new Stale("planVersion")
  await tx
    .updateTable("planVersion")
    .set((set) => ({ version: set("version", "+", 1) }))
    .where("id", "=", found.id)
    .execute()
  return done(found)
}
type Draft = { id: string; planId: string; number: number; effectiveOn: Day; documentId: string }

async function standing(tx: Tx, draft: Draft) {
  return {
    tasks: await readFactsAt(tx, draft.planId, draft.number),
    indicatorIds: new Set((await readIndicatorFactsAt(tx, draft.planId, draft.number)).keys()),
  }
}

/** One more sentence of the document. */
export function addChange(ctx: Ctx, input: SeenVersion & { change: PlanChange }) {
  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(ctx, tx, input)
    if (!draft.ok) return draft
    const others = await readVersionChanges(tx, input.versionId)
    const fault = faultOf(input.change, await standing(tx, draft.value), others)
    if (fault) return refused(fault, { field: fault === "amendment.noTitle" ? "title" : "subject" })
    const last = others.at(-1)
    await insertChange(ctx, tx, input.versionId, (last?.position ?? -1) + 1, input.change)
    const { kind, subjectId } = input.change
    recordEvent(tx, "plan.changeAdded", [draft.value.planId, input.versionId, ...(subjectId ? [subjectId] : [])], {
      kind,
    })
    return done({ versionId: input.versionId })
  })
}

export function removeChange(ctx: Ctx, input: SeenVersion & { changeId: string }) {
  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(ctx, tx, input)
    if (!draft.ok) return draft
    const gone = await tx
      .deleteFrom("planChange")
      .where("planVersionId", "=", input.versionId)
      .where("id", "=", input.changeId)
      .returning(["kind", "subjectId"])
      .executeTakeFirst()
    if (!gone) throw new NotFound("planChange")
    recordEvent(tx, "plan.changeRemoved", [draft.value.planId, input.versionId], gone)
    return done({ versionId: input.versionId })
  })
}

/**
 * The draft is as the document says: it is recorded, and in force from its day on – at once when that day has come, otherwise on the
 * day (apply-due-versions.server.ts).
 */
export function recordVersion(ctx: Ctx, input: SeenVersion) {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockDraft(ctx, tx, input)
    if (!locked.ok) return locked
    const draft = locked.value
    const changes = await readVersionChanges(tx, draft.id)
    if (changes.length === 0) return refused("amendment.noChange")
    const plan = await standing(tx, draft)
    for (const [index, change] of changes.entries()) {
      const fault = faultOf(change, plan, changes.slice(0, index))
      if (fault) return refused(fault, { values: { position: index + 1 } })
    }
    await tx
      .updateTable("planVersion")
      .set({ state: "recorded", recordedAt: ctx.now, recordedBy: ctx.actor.personId })
      .where("id", "=", draft.id)
      .execute()
    recordEvent(tx, "plan.versionRecorded", [draft.planId, draft.id], { number: draft.number, changes: changes.length })
    const isInForce = draft.effectiveOn <= ctx.today
    if (isInForce) await applyVersion(ctx, tx, draft)
    return done({ number: draft.number, isInForce })
  })
}

/** A draft that was begun by mistake. Its number is free again. */
export function discardVersion(ctx: Ctx, input: SeenVersion) {
  return inTransaction(ctx, async (tx) => {
    const draft = await lockDraft(ctx, tx, input)
    if (!draft.ok) return draft
    await tx.updateTable("planVersion").set({ state: "discarded" }).where("id", "=", input.versionId).execute()
    recordEvent(tx, "plan.versionDiscarded", [draft.value.planId, input.versionId], { number: draft.value.number })
    return done({ planId: draft.value.planId })
  })
}
