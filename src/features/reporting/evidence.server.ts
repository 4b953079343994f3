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
  /** An address that proves, "https://…": shown, never fetched. */
  link?: string
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
    const link = (input.link ?? "").trim()
    if (link !== "" && !isAddress(link)) return refused("evidence.notAnAddress", { field: "link" })
    if (!input.file && !number && !link) return refused("evidence.nothingGiven", { field: "number" })
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
    const title = input.title.trim() || input.file?.name || number || link
    await tx
      .insertInto("evidence")
      .values({ id, entryId: input.entryId, storedFileId, number: number || null, issuedOn, title, link: link || null })
      .execute()
    recordEvent(tx, "evidence.added", [id, input.entryId, entry.value.reportId], {
      title,
      number,
      issuedOn,
      sha256: input.file?.sha256 ?? null,
      ...(link ? { link } : {}),
    })
    return done({ reportId: entry.value.reportId })
  })
}

const isAddress = (text: string): boolean => /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(text) && URL.canParse(text)

/** Attaches a proof of another entry of the same unit here too: the same file, number and date, stored once. */
export function reuseEvidence(ctx: Ctx, input: { entryId: string; evidenceId: string }) {
  return inTransaction(ctx, async (tx) => {
    const entry = await openEntry(ctx, tx, input.entryId)
    if (!entry.ok) return entry
    const unit = await tx
      .selectFrom("report")
      .select("unitId")
      .where("id", "=", entry.value.reportId)
      .executeTakeFirstOrThrow()
    const origin = await tx
      .selectFrom("evidence")
      .innerJoin("entry", "entry.id", "evidence.entryId")
      .innerJoin("report", "report.id", "entry.reportId")
      .selectAll("evidence")
      .where("evidence.id", "=", input.evidenceId)
      .where("evidence.removedAt", "is", null)
      .where("report.unitId", "=", unit.unitId)
      .executeTakeFirst()
    if (!origin) return refused("evidence.notChosen", { field: "reuse" })
    const id = ctx.newId()
    const { storedFileId, number, issuedOn, title, link } = origin
    await tx
      .insertInto("evidence")
      .values({
        id,
        entryId: input.entryId,
        storedFileId,
        number,
        issuedOn,
        title,
        link,
        reusedFrom: origin.reusedFrom ?? origin.id,
      })
      .execute()
    recordEvent(tx, "evidence.reused", [id, input.entryId, entry.value.reportId, origin.id], { title, number })
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
