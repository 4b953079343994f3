import type { Ctx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { StoredFile } from "#platform/files/file-store.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { isIssued } from "./consolidation.ts"
import { mayEditConsolidation, maySeeConsolidation } from "./permissions.ts"
import { readConsolidation } from "./read-consolidation.server.ts"
import { lockConsolidation, saveConsolidation } from "./work-on-consolidation.server.ts"

export type SignedFile = {
  roundId: string
  /** A version of the report by its number; the present one when left out. */
  edition?: number | undefined
  seenVersion: number
  file: (StoredFile & { name: string }) | undefined
  isNotSecret: boolean
}

/**
 * The signed and stamped report as the document system gave it back, kept beside its number and date. A later file takes its place; the
 * history names the hash of each.
 */
export function keepSignedFile(ctx: Ctx, input: SignedFile) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId, input.edition)
    if (!mayEditConsolidation(ctx.actor, round)) return refused("consolidation.mayNotEdit")
    if (!isIssued(consolidation.status)) return refused("signedFile.notIssued")
    if (!input.file) return refused("signedFile.missing", { field: "file" })
    if (!input.isNotSecret) return refused("evidence.notSecretMissing", { field: "isNotSecret" })
    const { personId, seat } = ctx.actor
    const id = ctx.newId()
    await tx
      .insertInto("storedFile")
      .values({ id, ...input.file, unitId: seat!.unitId, uploadedBy: personId!, uploadedAt: ctx.now })
      .execute()
    await saveConsolidation(tx, consolidation.id, input.seenVersion, { signedFileId: id })
    recordEvent(tx, "consolidation.signedFileKept", [consolidation.id, round.id], { sha256: input.file.sha256 })
    return done({ roundId: round.id })
  })
}

/** @throws NotFound also for who may not see the consolidation */
export async function readSignedFile(ctx: Ctx, roundId: string, edition?: number) {
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const head = await readConsolidation(ctx.db, roundId, edition)
  const file =
    head &&
    (await ctx.db
      .selectFrom("consolidation")
      .innerJoin("storedFile", "storedFile.id", "consolidation.signedFileId")
      .select(["storedFile.sha256", "storedFile.name", "storedFile.mime", "storedFile.size", "storedFile.uploadedAt"])
      .where("consolidation.id", "=", head.id)
      .executeTakeFirst())
  return file
}
