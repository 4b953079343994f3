import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import { taskFactsNow } from "#features/plans/read-task-facts.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import {
  canMove,
  checkIndicatorProposal,
  checkProposal,
  type IndicatorDraft,
  mayPropose,
  mayReviewProposals,
  maySendProposal,
  type ProposalDraft,
  type ProposalKind,
  type ProposalMove,
  type ProposalStage,
  type ProposedIndicatorState,
  type ProposedTask,
  proposalMoves,
} from "./proposal.ts"

export type ProposeInput = ProposalDraft & { planId: string; taskId: string | null }

/** A unit asks for a change of the plan, or for more time. A reporter hands it to the head; the head sends it to the plan office. */
export function proposeAmendment(ctx: Ctx, input: ProposeInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    const unitId = ctx.actor.seat?.unitId
    if (!unitId || !mayPropose(ctx.actor, unitId)) return refused("proposal.mayNotPropose")
    const task = input.taskId === null ? null : await readProposedTask(tx, plan.value.id, input.taskId, input.kind)
    if (task && !task.unitIds.includes(unitId) && !mayReviewProposals(ctx.actor, plan.value))
      return refused("proposal.notYourTask")
    const checked = checkProposal(input, task, ctx.today)
    if (!checked.ok) return checked
    return keepProposal(ctx, tx, { ...input, ...checked.value, unitId, subject: "task" })
  })
}

export type ProposeIndicatorInput = IndicatorDraft & { planId: string; indicatorId: string | null }

/** A unit asks for a change of an indicator. Indicators name their agencies in words only, so any unit may ask; the plan office says what it thinks. */
export function proposeIndicatorAmendment(ctx: Ctx, input: ProposeIndicatorInput) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    const unitId = ctx.actor.seat?.unitId
    if (!unitId || !mayPropose(ctx.actor, unitId)) return refused("proposal.mayNotPropose")
    const indicator =
      input.indicatorId === null ? null : await readProposedIndicator(tx, input.planId, input.indicatorId, input.kind)
    const checked = checkIndicatorProposal(input, indicator)
    if (!checked.ok) return checked
    return keepProposal(ctx, tx, { ...input, ...checked.value, unitId, subject: "indicator" })
  })
}

async function readProposedIndicator(
  tx: Tx,
  planId: string,
  indicatorId: string,
  kind: ProposalKind,
): Promise<ProposedIndicatorState> {
  const indicator = await tx
    .selectFrom("indicator")
    .select(["retiredOn"])
    .where("id", "=", indicatorId)
    .where("planId", "=", planId)
    .executeTakeFirst()
  if (!indicator) throw new NotFound("indicator")
  const open = await tx
    .selectFrom("amendmentProposal")
    .select("id")
    .where("indicatorId", "=", indicatorId)
    .where("kind", "=", kind)
    .where("stage", "not in", ["refused", "withdrawn", "approved"])
    .executeTakeFirst()
  return { isStanding: indicator.retiredOn === null, hasOpenProposal: open !== undefined }
}

type NewProposal = {
  planId: string
  unitId: string
  kind: ProposalKind
  patch: object
  reason: string
  subject: "task" | "indicator"
  taskId?: string | null
  indicatorId?: string | null
}

/** The head's own proposal is sent at once; a reporter's waits for the head. */
async function keepProposal(ctx: Ctx, tx: Tx, proposal: NewProposal) {
  const { planId, unitId, kind, patch, reason, subject } = proposal
  const isSent = maySendProposal(ctx.actor, unitId)
  const id = ctx.newId()
  const ids = { taskId: proposal.taskId ?? null, indicatorId: proposal.indicatorId ?? null }
  await tx
    .insertInto("amendmentProposal")
    .values({
      id,
      planId,
      unitId,
      kind,
      subject,
      ...ids,
      patch: JSON.stringify(patch),
      reason,
      stage: isSent ? "sent" : "withHead",
      createdAt: ctx.now,
      createdBy: ctx.actor.personId,
      ...(isSent ? { sentOn: ctx.today, sentBy: ctx.actor.personId } : {}),
    })
    .execute()
  recordEvent(tx, isSent ? "proposal.sent" : "proposal.made", aboutOf({ id, planId, ...ids }), { kind, patch, reason })
  return done({ proposalId: id, isSent })
}

type About = { id: string; planId: string; taskId: string | null; indicatorId: string | null }
const aboutOf = ({ id, planId, taskId, indicatorId }: About): string[] =>
  [id, planId, taskId, indicatorId].filter((each) => each !== null)

async function readProposedTask(
  tx: Tx,
  planId: string,
  taskId: string,
  kind: ProposalKind,
): Promise<ProposedTask & { unitIds: string[] }> {
  const task = await taskFactsNow(tx, planId, taskId)
  if (!task) throw new NotFound("task")
  const earlier = await tx
    .selectFrom("amendmentProposal")
    .select(["kind", "stage"])
    .where("taskId", "=", taskId)
    .where("stage", "not in", ["refused", "withdrawn"])
    .execute()
  return {
    deadline: task.deadline,
    isStanding: task.isStanding,
    unitIds: task.leadUnitIds,
    wasExtended: earlier.some((each) => each.kind === "extend" && each.stage === "approved"),
    hasOpenProposal: earlier.some((each) => each.kind === kind && each.stage !== "approved"),
  }
}

type Seen = { proposalId: string; seenVersion: number }

/** @throws NotFound, Stale */
export async function lockProposal(tx: Tx, { proposalId, seenVersion }: Seen) {
  const found = await tx
    .selectFrom("amendmentProposal")
    .selectAll()
    .where("id", "=", proposalId)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new NotFound("proposal")
  if (found.version !== seenVersion) throw new Stale("proposal")
  const plan = await lockOpenPlan(tx, found.planId)
  return plan.ok
    ? done({ ...found, stage: found.stage as ProposalStage, kind: found.kind as ProposalKind, plan: plan.value })
    : plan
}
type Locked = Extract<Awaited<ReturnType<typeof lockProposal>>, { ok: true }>["value"]

const withLocked = <Value>(ctx: Ctx, seen: Seen, work: (tx: Tx, proposal: Locked) => Promise<Outcome<Value>>) =>
  inTransaction(ctx, async (tx) => {
    const locked = await lockProposal(tx, seen)
    return locked.ok ? work(tx, locked.value) : locked
  })

export async function moveProposal(
  tx: Tx,
  proposal: About & { stage: ProposalStage },
  move: ProposalMove,
  more: object = {},
): Promise<Outcome<{ proposalId: string }>> {
  if (!canMove(proposal.stage, move)) return refused("proposal.wrongStage")
  await tx
    .updateTable("amendmentProposal")
    .set((set) => ({ ...more, stage: proposalMoves[move].to, version: set("version", "+", 1) }))
    .where("id", "=", proposal.id)
    .execute()
  recordEvent(tx, `proposal.${proposalMoves[move].to}`, aboutOf(proposal), more)
  return done({ proposalId: proposal.id })
}

/** The head sends what the reporter prepared. What rule 7 asks is checked again: the day may have passed meanwhile. */
export const sendProposal = (ctx: Ctx, seen: Seen) =>
  withLocked(ctx, seen, async (tx, proposal) => {
    if (!maySendProposal(ctx.actor, proposal.unitId)) return refused("proposal.onlyHead")
    if (proposal.taskId) {
      const task = await readProposedTask(tx, proposal.planId, proposal.taskId, proposal.kind)
      const again = checkProposal(proposal as ProposalDraft, { ...task, hasOpenProposal: false }, ctx.today)
      if (!again.ok) return again
    }
    if (proposal.indicatorId) {
      const indicator = await readProposedIndicator(tx, proposal.planId, proposal.indicatorId, proposal.kind)
      const again = checkIndicatorProposal(proposal as IndicatorDraft, { ...indicator, hasOpenProposal: false })
      if (!again.ok) return again
    }
    return moveProposal(tx, proposal, "send", { sentOn: ctx.today, sentBy: ctx.actor.personId })
  })

/** Taken back by its own unit, as long as it has not been submitted. */
export const withdrawProposal = (ctx: Ctx, seen: Seen) =>
  withLocked(ctx, seen, async (tx, proposal) =>
    mayPropose(ctx.actor, proposal.unitId) ? moveProposal(tx, proposal, "withdraw") : refused("proposal.mayNotPropose"),
  )

export type ReviewInput = Seen & { opinion: "support" | "oppose"; comment: string }
/** The plan office says what it thinks of a proposal; both go before leadership. An objection needs its reason. */
export const reviewProposal = (ctx: Ctx, input: ReviewInput) =>
  withLocked(ctx, input, async (tx, proposal) => {
    if (!mayReviewProposals(ctx.actor, proposal.plan)) return refused("plan.mayNotEdit")
    const comment = input.comment.trim()
    if (input.opinion === "oppose" && comment === "") return refused("proposal.noComment", { field: "comment" })
    const review = { opinion: input.opinion, comment, reviewedAt: ctx.now, reviewedBy: ctx.actor.personId }
    return moveProposal(tx, proposal, "review", review)
  })
