import { advanceAssignment } from "#features/plans/apply-reported.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"

type Withdrawal = { claimId: string; decision: "supplement" | "notDone"; reason: string }

/**
 * Takes a confirmation back: the claim is returned and its task counts as open again; what was frozen stays. A confirmation that no
 * longer decides anything (another claim came after it, the part ended) stays on record as it is. @returns whether it was taken back
 */
export async function withdrawConfirmation(
  ctx: Ctx,
  tx: Tx,
  { claimId, decision, reason }: Withdrawal,
): Promise<boolean> {
  const claim = await tx
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .select(["claim.id", "claim.assignmentId", "claim.decidedOn", "claim.decidedBy", "claim.completedOn"])
    .select(["assignment.taskId"])
    .where("claim.id", "=", claimId)
    .where("claim.state", "=", "confirmed")
    .where("assignment.workflow", "=", "completed")
    .where("assignment.endedOn", "is", null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("claim as later")
            .select("later.id")
            .whereRef("later.assignmentId", "=", "claim.assignmentId")
            .whereRef("later.claimedOn", ">", "claim.claimedOn"),
        ),
      ),
    )
    .forUpdate(["claim", "assignment"])
    .executeTakeFirst()
  if (!claim) return false
  const decided = { state: decision, decidedAt: ctx.now, decidedBy: ctx.actor.personId, decidedOn: ctx.today, reason }
  await tx
    .updateTable("claim")
    .set((set) => ({ ...decided, version: set("version", "+", 1) }))
    .where("id", "=", claim.id)
    .execute()
  await advanceAssignment(tx, claim.assignmentId, {
    workflow: "returned",
    completedOn: null,
    confirmedAt: null,
    confirmedBy: null,
  })
  const { decidedOn: confirmedOn, decidedBy: confirmedBy, completedOn } = claim
  recordEvent(tx, "claim.withdrawn", [claim.id, claim.taskId, claim.assignmentId], {
    decision,
    reason,
    confirmedOn,
    confirmedBy,
    completedOn,
  })
  return true
}
