import { advanceAssignment } from "#features/plans/apply-reported.server.ts"
import { confirmerOf } from "#features/plans/duties.ts"
import { readNamedConfirmer } from "#features/plans/read-confirmers.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Day, formatDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import { completedOn, type Decision, decideBy, decisions } from "./claim.ts"
import { mayDecideClaim } from "./permissions.ts"

/** The claims of completion in a report that is being sent: one for each claiming entry without an undecided claim. */
export async function makeClaims(ctx: Ctx, tx: Tx, reportId: string, calendar: WorkingCalendar): Promise<void> {
  for (const entry of await claimingEntries(tx, reportId)) {
    const returned = await lastDecided(tx, entry.assignmentId)
    const day = completedOn({ claimedOn: ctx.today, productIssuedOn: entry.productIssuedOn, returned }, calendar)
    const id = ctx.newId()
    const claim = {
      id,
      assignmentId: entry.assignmentId,
      entryId: entry.id,
      claimedOn: ctx.today,
      completedOn: day,
      decideBy: decideBy(ctx.today, calendar),
    }
    await tx.insertInto("claim").values(claim).execute()
    await advanceAssignment(tx, entry.assignmentId, {
      workflow: "awaitingConfirmation",
      completedOn: day,
      percentDone: 100,
    })
    recordEvent(tx, "claim.made", [id, entry.taskId, entry.id], { completedOn: day })
  }
}

const claimingEntries = (tx: Tx, reportId: string) =>
  tx
    .selectFrom("entry")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .select((select) => [
      "entry.id",
      "entry.assignmentId",
      "entry.taskId",
      select
        .selectFrom("evidence")
        .whereRef("evidence.entryId", "=", "entry.id")
        .where("evidence.removedAt", "is", null)
        .select((day) => day.fn.max("evidence.issuedOn").as("day"))
        .as("productIssuedOn"),
    ])
    .where("entry.reportId", "=", reportId)
    .where("entry.answer", "=", "claim")
    .where("assignment.workflow", "not in", ["awaitingConfirmation", "completed"])
    .execute()

async function lastDecided(tx: Tx, assignmentId: string) {
  const claim = await tx
    .selectFrom("claim")
    .select(["completedOn", "decidedOn", "state"])
    .where("assignmentId", "=", assignmentId)
    .where("state", "in", ["supplement", "notDone"])
    .orderBy("claimedOn", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst()
  return claim?.decidedOn
    ? { completedOn: claim.completedOn, decidedOn: claim.decidedOn, decision: claim.state as Decision }
    : undefined
}

/** The confirmer looks at the product and decides; never one of the task's own leads (rule 2). A return needs a reason. */
export function decideClaim(
  ctx: Ctx,
  input: { claimId: string; seenVersion: number; decision: string; reason: string },
) {
  return inTransaction(ctx, async (tx) => {
    const claim = await lockClaim(tx, input.claimId, ctx.today)
    if (!mayDecideClaim(ctx.actor, claim.confirmerUnitId)) throw new NotFound("claim")
    const decision = decisions.find((each) => each === input.decision)
    if (!decision) return refused("claim.noDecision", { field: "decision" })
    if (claim.state !== "awaiting") return refused("claim.alreadyDecided")
    if (claim.supersededOn) return refused("plan.superseded", { values: { day: formatDay(claim.supersededOn) } })
    if (claim.version !== input.seenVersion) throw new Stale("claim")
    const reason = input.reason.trim()
    if (decision !== "confirmed" && reason === "") return refused("claim.reasonMissing", { field: "reason" })
    await saveDecision(ctx, tx, claim, decision, reason)
    return done({ taskId: claim.taskId })
  })
}

async function lockClaim(tx: Tx, claimId: string, today: Day) {
  const claim = await tx
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .select([
      "claim.id",
      "claim.state",
      "claim.version",
      "claim.assignmentId",
      "assignment.taskId",
      "plan.planOfficeUnitId",
      "plan.confirmerUnitId",
      "plan.supersededOn",
    ])
    .where("claim.id", "=", claimId)
    .forUpdate("claim")
    .executeTakeFirst()
  if (!claim) throw new NotFound("claim")
  const leads = await tx
    .selectFrom("assignment")
    .select("unitId")
    .where("taskId", "=", claim.taskId)
    .where("endedOn", "is", null)
    .execute()
  return {
    ...claim,
    confirmerUnitId: confirmerOf(
      claim,
      leads.map((lead) => lead.unitId),
      (await readNamedConfirmer(tx, claim.taskId, today))?.unitId,
    ),
  }
}

type Decided = { id: string; assignmentId: string; taskId: string }
async function saveDecision(ctx: Ctx, tx: Tx, claim: Decided, decision: Decision, reason: string): Promise<void> {
  await tx
    .updateTable("claim")
    .set((set) => ({
      state: decision,
      decidedAt: ctx.now,
      decidedBy: ctx.actor.personId,
      decidedOn: ctx.today,
      reason: reason || null,
      version: set("version", "+", 1),
    }))
    .where("id", "=", claim.id)
    .execute()
  const isDone = decision === "confirmed"
  await advanceAssignment(
    tx,
    claim.assignmentId,
    isDone
      ? { workflow: "completed", confirmedAt: ctx.now, confirmedBy: ctx.actor.personId }
      : { workflow: "returned", completedOn: null },
  )
  recordEvent(tx, `claim.${decision}`, [claim.id, claim.taskId, claim.assignmentId], reason ? { reason } : {})
}

/** An entry that goes back with its report takes its undecided claim along, for a supplement. */
export async function returnClaims(
  ctx: Ctx,
  tx: Tx,
  reportId: string,
  reasons: readonly (readonly [string, string])[],
): Promise<void> {
  for (const [entryId, reason] of reasons) {
    const claim = await tx
      .selectFrom("claim")
      .innerJoin("entry", "entry.id", "claim.entryId")
      .select(["claim.id", "claim.assignmentId", "entry.taskId"])
      .where("claim.entryId", "=", entryId)
      .where("entry.reportId", "=", reportId)
      .where("claim.state", "=", "awaiting")
      .executeTakeFirst()
    if (claim) await saveDecision(ctx, tx, claim, "supplement", reason)
  }
}
