import { createHash } from "node:crypto"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { isIssued } from "./consolidation.ts"
import { mayDecidePublication, mayProposePublication } from "./permissions.ts"
import { publicSnapshot, type Snapshot } from "./snapshot.ts"
import { lockConsolidation } from "./work-on-consolidation.server.ts"

/** The plan office proposes to publish an issued report; it states that nothing in it is secret. */
export function proposePublication(
  ctx: Ctx,
  input: { roundId: string; isNotSecret: boolean; correctionReason?: string },
) {
  return inTransaction(ctx, async (tx) => {
    const { round, consolidation } = await lockConsolidation(tx, input.roundId)
    if (!mayProposePublication(ctx.actor, round)) return refused("publication.mayNotPropose")
    if (!isIssued(consolidation.status)) return refused("publication.notIssued")
    const correctionReason = (consolidation.correctsId && input.correctionReason?.trim()) || null
    if (consolidation.correctsId && !correctionReason)
      return refused("publication.correctionReasonMissing", { field: "correctionReason" })
    if (!input.isNotSecret) return refused("publication.notSecretMissing", { field: "isNotSecret" })
    const proposal = {
      state: "proposed",
      proposedAt: ctx.now,
      proposedBy: ctx.actor.personId!,
      decidedAt: null,
      decidedBy: null,
      reason: null,
      correctionReason,
    }
    const id = ctx.newId()
    const made = await tx
      .insertInto("publication")
      .values({ id, consolidationId: consolidation.id, planId: round.planId, ...proposal })
      .onConflict((conflict) =>
        conflict
          .column("consolidationId")
          .doUpdateSet((set) => ({ ...proposal, version: set("publication.version", "+", 1) }))
          .where("publication.state", "=", "refused"),
      )
      .returning("id")
      .executeTakeFirst()
    if (!made) return refused("publication.alreadyProposed")
    recordEvent(tx, "publication.proposed", [made.id, round.id, consolidation.id])
    return done({ roundId: round.id })
  })
}

/** Leadership decides. Only an approved publication shows the public anything; it holds its own frozen content. */
export function decidePublication(
  ctx: Ctx,
  input: { publicationId: string; seenVersion: number; isApproved: boolean; reason: string },
) {
  return inTransaction(ctx, async (tx) => {
    const publication = await tx
      .selectFrom("publication")
      .selectAll()
      .where("id", "=", input.publicationId)
      .forUpdate()
      .executeTakeFirst()
    if (!publication) throw new NotFound("publication")
    if (!mayDecidePublication(ctx.actor)) return refused("publication.onlyLeadership")
    if (publication.state !== "proposed") return refused("publication.alreadyDecided")
    if (publication.version !== input.seenVersion) throw new Stale("publication")
    if (!input.isApproved && input.reason.trim() === "")
      return refused("publication.reasonMissing", { field: "reason" })
    if (input.isApproved && (await wasCorrected(tx, publication.consolidationId)))
      return refused("publication.wasCorrected")
    const { snapshot } = await tx
      .selectFrom("consolidation")
      .select("snapshot")
      .where("id", "=", publication.consolidationId)
      .executeTakeFirstOrThrow()
    const published = publicSnapshot(snapshot as unknown as Snapshot, publication.correctionReason ?? "")
    const content = input.isApproved ? JSON.stringify(published) : null
    const contentHash = content && createHash("sha256").update(content).digest("hex")
    await tx
      .updateTable("publication")
      .set((set) => ({
        state: input.isApproved ? "approved" : "refused",
        decidedAt: ctx.now,
        decidedBy: ctx.actor.personId,
        reason: input.reason.trim() || null,
        content,
        contentHash,
        version: set("version", "+", 1),
      }))
      .where("id", "=", publication.id)
      .execute()
    recordEvent(
      tx,
      input.isApproved ? "publication.approved" : "publication.refused",
      [publication.id, publication.consolidationId],
      { hash: contentHash },
    )
    return done({ publicationId: publication.id })
  })
}

/** A report whose correction is issued is not shown to the public any more as what counts. */
async function wasCorrected(tx: Tx, consolidationId: string): Promise<boolean> {
  const later = await tx
    .selectFrom("consolidation")
    .select("id")
    .where("correctsId", "=", consolidationId)
    .where("status", "in", ["issued", "received"])
    .executeTakeFirst()
  return later !== undefined
}
