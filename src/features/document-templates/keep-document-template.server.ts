import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { StoredFile } from "#platform/files/file-store.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { checkTemplate } from "#platform/official-documents/check-template.server.ts"
import { docxMime } from "#platform/official-documents/render-docx.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { canDiscard, canPutInForce, type DocumentKind, firstDay, stateOf } from "./document-template.ts"
import { mayKeepTemplates } from "./permissions.ts"
import { readKindVersions } from "./read-document-templates.server.ts"

type UploadedTemplate = StoredFile & { name: string; bytes: Uint8Array }

/**
 * Keeps an uploaded Word file as a version to be tried, when it is fit to be a template. It lays out nothing until it is put in force.
 * Refusals: documentTemplate.noFile, .notWord, and .unfit with everything that is wrong.
 */
export async function holdDocumentTemplate(
  ctx: Ctx,
  input: {
    planId: string
    kind: DocumentKind
    file: UploadedTemplate | undefined
    note: string
    isNotSecret: boolean
  },
) {
  const { file } = input
  const checked = file?.mime === docxMime ? await checkTemplate(file.bytes) : undefined
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayKeepTemplates(ctx.actor, plan.value)) return refused("plan.mayNotKeepTemplates")
    if (!file) return refused("documentTemplate.noFile", { field: "file" })
    if (!checked) return refused("documentTemplate.notWord", { field: "file" })
    if (checked.faults.length > 0)
      return refused("documentTemplate.unfit", {
        field: "file",
        details: checked.faults.map((fault) => ({ ...fault, field: "file" })),
      })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const storedFileId = ctx.newId()
    const { sha256, size, mime, name } = file
    const { personId, seat } = ctx.actor
    const stored = { id: storedFileId, sha256, size, mime, name, unitId: seat?.unitId ?? null }
    await tx
      .insertInto("storedFile")
      .values({ ...stored, uploadedBy: personId!, uploadedAt: ctx.now })
      .execute()
    const { id, version } = await insertVersion(ctx, tx, input, { storedFileId, reading: checked.reading })
    recordEvent(tx, "documentTemplate.held", [id, input.planId], { kind: input.kind, version, sha256, name })
    return done({ templateId: id })
  })
}

async function insertVersion(
  ctx: Ctx,
  tx: Tx,
  { planId, kind, note }: { planId: string; kind: DocumentKind; note: string },
  content: { storedFileId: string | null; reading: object; fromOn?: string },
): Promise<{ id: string; version: number }> {
  const before = await readKindVersions(tx, planId, kind)
  const id = ctx.newId()
  const version = Math.max(0, ...before.map((each) => each.version)) + 1
  const { storedFileId, reading, fromOn = null } = content
  const inForce = fromOn === null ? {} : { fromOn, inForceBy: ctx.actor.personId, inForceAt: ctx.now }
  await tx
    .insertInto("documentTemplate")
    .values({
      ...{ id, planId, kind, version, storedFileId, reading: JSON.stringify(reading), note: note.trim() },
      ...{ uploadedBy: ctx.actor.personId!, uploadedAt: ctx.now },
      ...inForce,
    })
    .execute()
  return { id, version }
}

/** A tried version lays out drafts and new documents from a day on. What is frozen or sent before keeps its own. */
export function putTemplateInForce(ctx: Ctx, input: { templateId: string; fromOn: string }) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockTemplate(ctx, tx, input.templateId)
    if (!found.ok) return found
    const { template, state } = found.value
    if (!canPutInForce(state)) return refused("documentTemplate.notTried")
    const fromOn = firstDay(input.fromOn, ctx.today)
    if (!fromOn.ok) return fromOn
    await tx
      .updateTable("documentTemplate")
      .set({ fromOn: fromOn.value, inForceBy: ctx.actor.personId, inForceAt: ctx.now })
      .where("id", "=", template.id)
      .execute()
    const { kind, version, planId } = template
    recordEvent(tx, "documentTemplate.inForce", [template.id, planId], { kind, version, fromOn: fromOn.value })
    return done({ templateId: template.id })
  })
}

/** Takes away a version that lays out nothing yet; its row and file stay for the history. */
export function discardTemplate(ctx: Ctx, input: { templateId: string }) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockTemplate(ctx, tx, input.templateId)
    if (!found.ok) return found
    const { template, state } = found.value
    if (!canDiscard(state)) return refused("documentTemplate.inUse")
    await tx.updateTable("documentTemplate").set({ discardedAt: ctx.now }).where("id", "=", template.id).execute()
    const { kind, version, planId } = template
    recordEvent(tx, "documentTemplate.discarded", [template.id, planId], { kind, version })
    return done({ templateId: template.id })
  })
}

/** From a day on the layout of the program counts again, as a version of its own without a file. */
export function returnToDefaultLayout(ctx: Ctx, input: { planId: string; kind: DocumentKind; fromOn: string }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayKeepTemplates(ctx.actor, plan.value)) return refused("plan.mayNotKeepTemplates")
    const fromOn = firstDay(input.fromOn, ctx.today)
    if (!fromOn.ok) return fromOn
    const before = await readKindVersions(tx, input.planId, input.kind)
    if (!before.some((each) => each.fromOn !== null && !each.discardedAt)) return refused("documentTemplate.isDefault")
    const content = { storedFileId: null, reading: {}, fromOn: fromOn.value }
    const { id, version } = await insertVersion(ctx, tx, { ...input, note: "" }, content)
    const { kind, planId } = input
    recordEvent(tx, "documentTemplate.defaultAgain", [id, planId], { kind, version, fromOn: fromOn.value })
    return done({ templateId: id })
  })
}

async function lockTemplate(ctx: Ctx, tx: Tx, templateId: string) {
  const row = await tx
    .selectFrom("documentTemplate")
    .select(["id", "planId", "kind", "version"])
    .where("id", "=", templateId)
    .executeTakeFirst()
  if (!row) throw new NotFound("documentTemplate")
  const plan = await lockOpenPlan(tx, row.planId)
  if (!plan.ok) return plan
  if (!mayKeepTemplates(ctx.actor, plan.value)) return refused("plan.mayNotKeepTemplates")
  const versions = await readKindVersions(tx, row.planId, row.kind as DocumentKind)
  const template = versions.find((each) => each.id === row.id)!
  const state = stateOf(template, versions, { at: ctx.now, on: ctx.today })
  return done({ template: { ...row, ...template }, state })
}
