import { type Deadline, lastDayInForce, type PlainDeadline } from "#features/plans/deadline.ts"
import type { IndicatorPatch, TaskPatch } from "#features/plans/plan-change.ts"
import { type Actor, actsFor, type SystemActor } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"

export const proposalKinds = ["extend", "change", "drop", "add"] as const
export type ProposalKind = (typeof proposalKinds)[number]

export const proposalStages = ["withHead", "sent", "reviewed", "submitted", "approved", "refused", "withdrawn"] as const
export type ProposalStage = (typeof proposalStages)[number]

/** The whole life of a proposal. Nothing else may change its stage. */
export const proposalMoves = {
  send: { from: ["withHead"], to: "sent" },
  withdraw: { from: ["withHead", "sent", "reviewed"], to: "withdrawn" },
  review: { from: ["sent", "reviewed"], to: "reviewed" },
  submit: { from: ["reviewed"], to: "submitted" },
  approve: { from: ["submitted"], to: "approved" },
  refuse: { from: ["submitted"], to: "refused" },
} as const satisfies Record<string, { from: readonly ProposalStage[]; to: ProposalStage }>
export type ProposalMove = keyof typeof proposalMoves

export const canMove = (stage: ProposalStage, move: ProposalMove): boolean =>
  (proposalMoves[move].from as readonly ProposalStage[]).includes(stage)

export type ProposalDraft = { kind: ProposalKind; patch: TaskPatch; reason: string }
export type ProposedTask = {
  deadline: Deadline
  isStanding: boolean
  /** A deadline of this task was extended before. */
  wasExtended: boolean
  /** Another proposal of the same kind waits for its decision. */
  hasOpenProposal: boolean
}

/**
 * Whether a unit may ask for this. A deadline is extended once, asked while it still runs, and moved to a later day (rule 7).
 * @param task null for a task that should be added
 */
export function checkProposal(draft: ProposalDraft, task: ProposedTask | null, today: Day): Outcome<ProposalDraft> {
  const reason = draft.reason.trim()
  if (reason === "") return refused("proposal.noReason", { field: "reason" })
  const checked = { ...draft, reason }
  if (draft.kind === "add")
    return draft.patch.title?.trim() ? done(checked) : refused("proposal.noTitle", { field: "title" })
  if (!task?.isStanding) return refused("proposal.taskGone")
  if (task.hasOpenProposal) return refused("proposal.alreadyAsked")
  if (draft.kind === "drop") return done({ ...checked, patch: {} })
  if (draft.kind === "extend") {
    const fault = extensionFault(draft.patch.deadline, task, today)
    return fault ? refused(fault, { field: "deadline" }) : done(checked)
  }
  if (draft.patch.deadline) return refused("proposal.extendInstead", { field: "deadline" })
  return Object.keys(draft.patch).length === 0 ? refused("proposal.nothingChanged", { field: "title" }) : done(checked)
}

export const indicatorProposalKinds = ["change", "drop", "add"] as const satisfies readonly ProposalKind[]
/** The sentence of messages/ that names what a proposal asks. */
export const kindWord = ({ kind, indicator }: { kind: ProposalKind; indicator?: object | null }) =>
  indicator && kind !== "extend" ? (`proposal.indicatorKind.${kind}` as const) : (`proposal.kind.${kind}` as const)

export type IndicatorDraft = {
  kind: (typeof indicatorProposalKinds)[number]
  patch: IndicatorPatch
  reason: string
}
export type ProposedIndicatorState = { isStanding: boolean; hasOpenProposal: boolean }

/** The same of an indicator: another title, unit of measure or path of targets, a new indicator, or one that is given up. */
export function checkIndicatorProposal(
  draft: IndicatorDraft,
  indicator: ProposedIndicatorState | null,
): Outcome<IndicatorDraft> {
  const reason = draft.reason.trim()
  if (reason === "") return refused("proposal.noReason", { field: "reason" })
  const checked = { ...draft, reason }
  if (draft.kind !== "add" && !indicator?.isStanding) return refused("proposal.indicatorGone")
  if (indicator?.hasOpenProposal) return refused("proposal.alreadyAsked")
  if (draft.kind === "drop") return done({ ...checked, patch: {} })
  if (draft.patch.title !== undefined && draft.patch.title.trim() === "")
    return refused("proposal.noTitle", { field: "title" })
  if (draft.kind === "add") return draft.patch.title ? done(checked) : refused("proposal.noTitle", { field: "title" })
  return Object.keys(draft.patch).length === 0
    ? refused("proposal.nothingChanged", { field: "targets" })
    : done(checked)
}

function extensionFault(asked: PlainDeadline | undefined, task: ProposedTask, today: Day): string | undefined {
  const last = lastDayInForce(task.deadline, today)
  if (!last || task.deadline.meaning === "everyYear") return "extension.noDeadline"
  if (task.wasExtended) return "extension.once"
  if (today > last) return "extension.tooLate"
  if (!asked?.to) return "extension.noDay"
  return asked.to > last ? undefined : "extension.notLater"
}

type Who = Actor | SystemActor
/** The reporter of a lead unit prepares; its head answers for it and sends. */
export const mayPropose = (actor: Who, unitId: string): boolean =>
  actsFor(actor, unitId, "reporter", "head", "planOffice", "director")
export const maySendProposal = (actor: Who, unitId: string): boolean => actsFor(actor, unitId, "head", "director")
export const mayReviewProposals = (actor: Who, plan: { planOfficeUnitId: string }): boolean =>
  actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")
/** The issuer of the plan decides (rule 7): leadership of the unit that the plan names, or any leadership where it names none. */
export const mayDecideAmendment = (actor: Who, plan: { leadershipUnitId: string | null }): boolean =>
  actor.seat?.role === "leadership" && (plan.leadershipUnitId === null || actor.seat.unitId === plan.leadershipUnitId)
/** What was sent is read by everyone who sees the whole plan; what is still with a unit, by the unit alone. */
export const isVisible = (
  proposal: { stage: ProposalStage; unitId: string },
  actor: Actor,
  seesAll: boolean,
): boolean => proposal.unitId === actor.seat.unitId || (seesAll && proposal.stage !== "withHead")
