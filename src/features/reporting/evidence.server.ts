import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { parseDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { openEntry } from "./save-entry.server.ts"

export type UploadedFile = { sha256: string; size: number; mime: string; name: string }
export type EvidenceInput = {
  entryId: string
  title: string
  number: string
  issuedOn: string
  file?: UploadedFile | undefined
  /** The person states that it holds no state secret (the only marking accepted: "Không mật"). */
  isNotSecret: boolean
}

/** Attaches a proof to an entry: a file, or a document by number and date, or both. The product document's date decides the day of completion. */
export function addEvidence(ctx: Ctx, input: EvidenceInput) {
  return inTransaction(ctx, async (tx) => {
    const entry = await openEntry(ctx, tx, input.entryId)
    if (!entry.ok) return entry
    const number = input.number.trim()
    const issuedOn = input.issuedOn.trim() === "" ? null : parseDay(input.issuedOn)
    if (issuedOn === undefined) return refused("form.noDay", { field: "issuedOn", values: { text: input.issuedOn } })
    if (issuedOn && issuedOn > ctx.today) return refused("evidence.inFuture", { field: "issuedOn" })
    if (!input.file && !number) return refused("evidence.nothingGiven", { field: "number" })
    if (number && !issuedOn) return refused("evidence.dateMissing", { field: "issuedOn" })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const storedFileId = input.file ? ctx.newId() : null
    if (input.file && storedFileId)
      await tx
        .insertInto("storedFile")
        .values({
          id: storedFileId,
          ...input.file,
          unitId: ctx.actor.seat?.unitId ?? null,
          uploadedBy: ctx.actor.personId!,
          uploadedAt: ctx.now,
        })
        .execute()
    const id = ctx.newId()
    const title = input.title.trim() || input.file?.name || number
    await tx
      .insertInto("evidence")
      .values({ id, entryId: input.entryId, storedFileId, number: number || null, issuedOn, title })
      .execute()
    recordEvent(tx, "evidence.added", [id, input.entryId, entry.value.reportId], {
      title,
      number,
      issuedOn,
      sha256: input.file?.sha256 ?? null,
    })
    return done({ reportId: entry.value.reportId })
  })
}

/** Takes a proof off an unsent entry; the row stays, for the history. */
export function removeEvidence(ctx: Ctx, input: { evidenceId: string }) {
  return inTransaction(ctx, async (tx) => {
    const found = await tx
      .selectFrom("evidence")
      .select("entryId")
      .where("id", "=", input.evidenceId)
      .where("removedAt", "is", null)
      .executeTakeFirst()
    if (!found) throw new NotFound("evidence")
    const entry = await openEntry(ctx, tx, found.entryId)
    if (!entry.ok) return entry
    await tx.updateTable("evidence").set({ removedAt: ctx.now }).where("id", "=", input.evidenceId).execute()
    recordEvent(tx, "evidence.removed", [input.evidenceId, found.entryId, entry.value.reportId])
    return done({ reportId: entry.value.reportId, entryId: found.entryId })
  })
}
