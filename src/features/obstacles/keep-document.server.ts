import type { UploadedFile } from "#features/reporting/evidence.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"

export type DocumentInput = {
  title?: string
  number: string
  issuedOn: string
  file?: UploadedFile | undefined
  isNotSecret: boolean
}
export type CheckedDocument = {
  title: string
  number: string | null
  issuedOn: Day | null
  file: UploadedFile | undefined
}

/** A document as it was typed: by number and date, or a file, or nothing at all. Nothing that may be secret is taken. */
export function checkDocument(ctx: Ctx, input: DocumentInput): Outcome<CheckedDocument> {
  const number = input.number.trim()
  const typed = input.issuedOn.trim()
  const issuedOn = typed === "" ? null : parseDay(typed)
  if (issuedOn === undefined) return refused("form.noDay", { field: "issuedOn", values: { text: typed } })
  if (issuedOn !== null && issuedOn > ctx.today) return refused("evidence.inFuture", { field: "issuedOn" })
  if (number !== "" && issuedOn === null) return refused("evidence.dateMissing", { field: "issuedOn" })
  if (input.file && !input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
  const title = (input.title ?? "").trim() || number || input.file?.name || ""
  return done({ title, number: number || null, issuedOn, file: input.file })
}

/** The file once, for the transaction that claims it. @returns null without a file */
export async function keepFile(ctx: Ctx, tx: Tx, file: UploadedFile | undefined): Promise<string | null> {
  if (!file) return null
  const id = ctx.newId()
  const by = { unitId: ctx.actor.seat?.unitId ?? null, uploadedBy: ctx.actor.personId!, uploadedAt: ctx.now }
  await tx
    .insertInto("storedFile")
    .values({ id, ...file, ...by })
    .execute()
  return id
}

/** @param stepId the answer that it belongs to; null: the obstacle itself */
export async function keepDocument(
  ctx: Ctx,
  tx: Tx,
  document: CheckedDocument,
  to: { obstacleId: string; stepId: string | null; storedFileId: string | null },
): Promise<void> {
  const { title, number, issuedOn } = document
  const by = { unitId: ctx.actor.seat?.unitId ?? null, addedAt: ctx.now, addedBy: ctx.actor.personId }
  await tx
    .insertInto("obstacleDocument")
    .values({ id: ctx.newId(), title, number, issuedOn, ...to, ...by })
    .execute()
}
