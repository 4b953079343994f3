import type { UploadedFile } from "#features/reporting/evidence.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { parseDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayCheckIn, mayExplain } from "./permissions.ts"
import { aboutItem, lockItem } from "./sample-store.server.ts"

export type SampleDocumentInput = {
  itemId: string
  title: string
  number: string
  issuedOn: string
  file?: UploadedFile | undefined
  isNotSecret: boolean
}

/** What a finding or an explanation rests on: a document by number and date, or a file. The side follows from who adds it. */
export function addSampleDocument(ctx: Ctx, input: SampleDocumentInput) {
  return inTransaction(ctx, async (tx) => {
    const item = await lockItem(tx, input.itemId)
    const isOffice = mayCheckIn(ctx.actor, { unitId: item.checkingUnitId })
    if (!isOffice && !(item.finding !== null && mayExplain(ctx.actor, { reportingUnitId: item.unitId })))
      throw new NotFound("sampleItem")
    if (item.result !== null) return refused("sample.concluded")
    const number = input.number.trim()
    const typedDay = input.issuedOn.trim()
    const issuedOn = typedDay === "" ? null : parseDay(typedDay)
    if (issuedOn === undefined) return refused("form.noDay", { field: "issuedOn", values: { text: typedDay } })
    if (!input.file && !number) return refused("sample.nothingGiven", { field: "number" })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const storedFileId = input.file ? ctx.newId() : null
    if (input.file && storedFileId) {
      const by = { unitId: ctx.actor.seat?.unitId ?? null, uploadedBy: ctx.actor.personId!, uploadedAt: ctx.now }
      await tx
        .insertInto("storedFile")
        .values({ id: storedFileId, ...input.file, ...by })
        .execute()
    }
    const title = input.title.trim() || input.file?.name || number
    const side = isOffice ? "office" : "unit"
    const facts = { side, title, number: number || null, issuedOn }
    const added = { addedAt: ctx.now, addedBy: ctx.actor.personId }
    await tx
      .insertInto("sampleDocument")
      .values({ id: ctx.newId(), sampleItemId: item.id, ...facts, storedFileId, ...added })
      .execute()
    recordEvent(tx, "sample.documentAdded", aboutItem(item), { ...facts, sha256: input.file?.sha256 ?? null })
    return done({ itemId: item.id })
  })
}
