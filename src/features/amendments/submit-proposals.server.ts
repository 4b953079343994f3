import { type AmendingDocument, takeDraftIn } from "#features/plans/amend-plan.server.ts"
import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import type { PlanChange } from "#features/plans/plan-change.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayDecideAmendment, mayReviewProposals, type ProposalKind, type ProposalStage } from "./proposal.ts"
import { moveProposal } from "./propose.server.ts"

/** The plan office puts reviewed proposals together for one submission to leadership. */
export function draftSubmission(
  ctx: Ctx,
  input: { planId: string; title: string; opening: string; proposalIds: readonly string[] },
) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayReviewProposals(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const title = input.title.trim()
    if (title === "") return refused("submission.noTitle", { field: "title" })
    if (input.proposalIds.length === 0) return refused("submission.noProposal", { field: "proposal" })
    const id = ctx.newId()
    await tx
      .insertInto("amendmentSubmission")
      .values({
        id,
        planId: input.planId,
        title,
        opening: input.opening.trim(),
        createdAt: ctx.now,
        createdBy: ctx.actor.personId,
      })
      .execute()
    const taken = await tx
      .updateTable("amendmentProposal")
      .set((set) => ({ submissionId: id, version: set("version", "+", 1) }))
      .where("id", "in", [...input.proposalIds])
      .where("planId", "=", input.planId)
      .where("stage", "=", "reviewed")
      .where("submissionId", "is", null)
      .returning("id")
      .execute()
    if (taken.length !== input.proposalIds.length) throw new Stale("proposal")
    recordEvent(tx, "submission.drafted", [id, input.planId, ...taken.map((each) => each.id)], { title })
    return done({ submissionId: id })
  })
}

type Seen = { submissionId: string; seenVersion: number }

async function lockSubmission(tx: Tx, seen: Seen) {
  const found = await tx
    .selectFrom("amendmentSubmission")
    .selectAll()
    .where("id", "=", seen.submissionId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound("submission")
  if (found.version !== seen.seenVersion) throw new Stale("submission")
  const plan = await lockOpenPlan(tx, found.planId)
  return plan.ok ? done({ ...found, plan: plan.value }) : plan
}

const proposalsOf = async (tx: Tx, submissionId: string) =>
  (
    await tx
      .selectFrom("amendmentProposal")
      .selectAll()
      .where("submissionId", "=", submissionId)
      .orderBy("createdAt")
      .forUpdate()
      .execute()
  ).map((row) => ({ ...row, stage: row.stage as ProposalStage, kind: row.kind as ProposalKind }))

/** The submission goes to leadership; its proposals cannot be taken back any more. */
export function sendSubmission(ctx: Ctx, seen: Seen) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockSubmission(tx, seen)
    if (!found.ok) return found
    const submission = found.value
    if (!mayReviewProposals(ctx.actor, submission.plan)) return refused("plan.mayNotEdit")
    if (submission.stage !== "drafting") return refused("submission.wrongStage")
    const proposals = (await proposalsOf(tx, submission.id)).filter((each) => each.stage === "reviewed")
    if (proposals.length === 0) return refused("submission.noProposal")
    for (const proposal of proposals) await moveProposal(tx, proposal, "submit")
    await tx
      .updateTable("amendmentSubmission")
      .set((set) => ({
        stage: "submitted",
        submittedAt: ctx.now,
        submittedBy: ctx.actor.personId,
        version: set("version", "+", 1),
      }))
      .where("id", "=", submission.id)
      .execute()
    recordEvent(tx, "submission.submitted", [submission.id, submission.planId], { proposals: proposals.length })
    return done({ submissionId: submission.id })
  })
}

export type Decision = { proposalId: string; isApproved: boolean; reason: string }

/** Leadership decides on each proposal; a refusal needs its reason. All at once, so that one document can carry the decision. */
export function decideSubmission(ctx: Ctx, input: Seen & { decisions: readonly Decision[] }) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockSubmission(tx, input)
    if (!found.ok) return found
    const submission = found.value
    if (!mayDecideAmendment(ctx.actor, submission.plan)) return refused("submission.mayNotDecide")
    if (submission.stage !== "submitted") return refused("submission.wrongStage")
    const proposals = (await proposalsOf(tx, submission.id)).filter((each) => each.stage === "submitted")
    for (const proposal of proposals) {
      const decision = input.decisions.find((each) => each.proposalId === proposal.id)
      if (!decision) return refused("submission.undecided", { field: `decision-${proposal.id}` })
      const reason = decision.reason.trim()
      if (!decision.isApproved && reason === "")
        return refused("submission.noReason", { field: `reason-${proposal.id}` })
      const move = decision.isApproved ? "approve" : "refuse"
      await moveProposal(tx, proposal, move, { decisionReason: reason, decidedOn: ctx.today })
    }
    await tx
      .updateTable("amendmentSubmission")
      .set((set) => ({
        stage: "decided",
        decidedAt: ctx.now,
        decidedBy: ctx.actor.personId,
        version: set("version", "+", 1),
      }))
      .where("id", "=", submission.id)
      .execute()
    recordEvent(tx, "submission.decided", [submission.id, submission.planId], {
      approved: input.decisions.filter((each) => each.isApproved).length,
      proposals: proposals.length,
    })
    return done({ submissionId: submission.id })
  })
}

export type DocumentOfDecision = Seen & { document: AmendingDocument; effectiveOn: Day }

/** The document that carries leadership's decision was issued: what was approved becomes a draft version of the plan, to be checked and recorded. */
export function draftFromDecision(ctx: Ctx, input: DocumentOfDecision) {
  return inTransaction(ctx, async (tx) => {
    const found = await lockSubmission(tx, input)
    if (!found.ok) return found
    const submission = found.value
    if (submission.stage !== "decided" || submission.planVersionId) return refused("submission.wrongStage")
    const approved = (await proposalsOf(tx, submission.id)).filter((each) => each.stage === "approved")
    if (approved.length === 0) return refused("submission.nothingApproved")
    const draft = await takeDraftIn(ctx, tx, {
      planId: submission.planId,
      document: input.document,
      effectiveOn: input.effectiveOn,
      summary: submission.title,
      changes: approved.map(changeOf),
    })
    if (!draft.ok) return draft
    await tx
      .updateTable("amendmentSubmission")
      .set((set) => ({ planVersionId: draft.value.versionId, version: set("version", "+", 1) }))
      .where("id", "=", submission.id)
      .execute()
    return draft
  })
}

type Approved = {
  id: string
  kind: ProposalKind
  subject: string
  taskId: string | null
  indicatorId: string | null
  patch: unknown
  reason: string
}
const changeOf = (proposal: Approved): PlanChange => ({
  kind: proposal.kind === "extend" ? "change" : proposal.kind,
  subject: proposal.subject as PlanChange["subject"],
  subjectId: proposal.taskId ?? proposal.indicatorId,
  otherIds: [],
  patch: proposal.patch as PlanChange["patch"],
  note: proposal.reason,
  proposalId: proposal.id,
})
