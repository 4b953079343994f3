import { seesWholePlan } from "#features/plans/permissions.ts"
import type { TaskPatch } from "#features/plans/plan-change.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import { isVisible, type ProposalKind, type ProposalStage } from "./proposal.ts"
import type { ProposedIndicator } from "./proposed-subject.ts"

const proposals = (db: Db) =>
  db
    .selectFrom("amendmentProposal")
    .innerJoin("plan", "plan.id", "amendmentProposal.planId")
    .innerJoin("unit", "unit.id", "amendmentProposal.unitId")
    .leftJoin("task", "task.id", "amendmentProposal.taskId")
    .leftJoin("indicator", "indicator.id", "amendmentProposal.indicatorId")
    .leftJoin("amendmentSubmission", "amendmentSubmission.id", "amendmentProposal.submissionId")
    .leftJoin("planVersion", "planVersion.id", "amendmentSubmission.planVersionId")
    .selectAll("amendmentProposal")
    .select([
      "plan.slug",
      "plan.title as planTitle",
      "plan.planOfficeUnitId",
      "plan.leadershipUnitId",
      "unit.name as unitName",
      "task.code as taskCode",
      "task.title as taskTitle",
      "task.product as taskProduct",
      "task.deadlineText",
      "indicator.code as indicatorCode",
      "indicator.title as indicatorTitle",
      "indicator.unitOfMeasure",
      "indicator.targets as indicatorTargets",
      "planVersion.number as versionNumber",
    ])

type Row = Awaited<ReturnType<ReturnType<typeof proposals>["execute"]>>[number]
const shaped = ({ indicatorCode, indicatorTitle, unitOfMeasure, indicatorTargets, ...row }: Row) => ({
  ...row,
  kind: row.kind as ProposalKind,
  stage: row.stage as ProposalStage,
  opinion: row.opinion as "support" | "oppose" | null,
  patch: (row.subject === "task" ? row.patch : {}) as TaskPatch,
  indicator:
    row.subject === "task"
      ? null
      : ({
          code: indicatorCode,
          title: indicatorTitle,
          unitOfMeasure,
          targets: indicatorTargets ?? [],
          patch: row.patch,
        } as unknown as ProposedIndicator),
})
export type ProposalLine = ReturnType<typeof shaped>

type Filter = { stage?: string | undefined; page?: number; pageSize?: number }

/** Proposals on a plan that the person may see, newest first, a page at a time. */
export async function readProposals(
  ctx: Ctx & { actor: Actor },
  planId: string,
  { stage, page = 1, pageSize = 50 }: Filter,
) {
  const { actor, db } = ctx
  const visible = (query: ReturnType<typeof proposals>) =>
    query
      .where("amendmentProposal.planId", "=", planId)
      .$if(stage !== undefined && stage !== "", (all) => all.where("amendmentProposal.stage", "=", stage!))
      .where((where) =>
        where.or([
          where("amendmentProposal.unitId", "=", actor.seat.unitId),
          ...(seesWholePlan(actor) ? [where("amendmentProposal.stage", "<>", "withHead")] : []),
        ]),
      )
  const rows = await visible(proposals(db))
    .orderBy("amendmentProposal.createdAt", "desc")
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
    .execute()
  return { lines: rows.slice(0, pageSize).map(shaped), hasMore: rows.length > pageSize }
}

/** @throws NotFound also where the person may not see it */
export async function readProposal(ctx: Ctx & { actor: Actor }, proposalId: string): Promise<ProposalLine> {
  const row = await proposals(ctx.db).where("amendmentProposal.id", "=", proposalId).executeTakeFirst()
  const proposal = row && shaped(row)
  if (!proposal || !isVisible(proposal, ctx.actor, seesWholePlan(ctx.actor))) throw new NotFound("proposal")
  return proposal
}

/** What units have sent and nobody has decided yet, in the order in which it came. */
export const readOpenProposals = async (db: Db, planId: string): Promise<ProposalLine[]> =>
  (
    await proposals(db)
      .where("amendmentProposal.planId", "=", planId)
      .where("amendmentProposal.stage", "in", ["sent", "reviewed", "submitted"])
      .orderBy("amendmentProposal.createdAt")
      .execute()
  ).map(shaped)

export const readProposalsOfTask = async (ctx: Ctx & { actor: Actor }, taskId: string): Promise<ProposalLine[]> =>
  (
    await proposals(ctx.db)
      .where("amendmentProposal.taskId", "=", taskId)
      .orderBy("amendmentProposal.createdAt", "desc")
      .limit(50)
      .execute()
  )
    .map(shaped)
    .filter((each) => isVisible(each, ctx.actor, seesWholePlan(ctx.actor)))

/** @throws NotFound */
export async function readSubmission(db: Db, submissionId: string) {
  const submission = await db
    .selectFrom("amendmentSubmission")
    .innerJoin("plan", "plan.id", "amendmentSubmission.planId")
    .innerJoin("document", "document.id", "plan.documentId")
    .innerJoin("unit as office", "office.id", "plan.planOfficeUnitId")
    .leftJoin("planVersion", "planVersion.id", "amendmentSubmission.planVersionId")
    .selectAll("amendmentSubmission")
    .select([
      "plan.slug",
      "plan.title as planTitle",
      "plan.planOfficeUnitId",
      "plan.leadershipUnitId",
      "plan.isIllustrative",
      "office.name as planOfficeName",
      "document.number as planNumber",
      "document.notation as planNotation",
      "document.issuedOn as planIssuedOn",
      "document.issuer as planIssuer",
      "document.place as planPlace",
      "planVersion.number as versionNumber",
    ])
    .where("amendmentSubmission.id", "=", submissionId)
    .executeTakeFirst()
  if (!submission) throw new NotFound("submission")
  const rows = await proposals(db)
    .where("amendmentProposal.submissionId", "=", submissionId)
    .where("amendmentProposal.stage", "<>", "withdrawn")
    .orderBy("amendmentProposal.createdAt")
    .execute()
  return { ...submission, stage: submission.stage as "drafting" | "submitted" | "decided", proposals: rows.map(shaped) }
}

export const readSubmissions = (db: Db, planId: string) =>
  db
    .selectFrom("amendmentSubmission")
    .leftJoin("planVersion", "planVersion.id", "amendmentSubmission.planVersionId")
    .select([
      "amendmentSubmission.id",
      "amendmentSubmission.title",
      "amendmentSubmission.stage",
      "amendmentSubmission.createdAt",
      "planVersion.number as versionNumber",
    ])
    .where("amendmentSubmission.planId", "=", planId)
    .orderBy("amendmentSubmission.createdAt", "desc")
    .limit(100)
    .execute()

/** What waits for whom: for the list "Việc của tôi". */
export async function readAmendmentWork(db: Db, unitId: string) {
  const rows = await db
    .selectFrom("amendmentProposal")
    .innerJoin("plan", "plan.id", "amendmentProposal.planId")
    .select([
      "amendmentProposal.id",
      "amendmentProposal.stage",
      "amendmentProposal.unitId",
      "plan.slug",
      "plan.title",
      "plan.planOfficeUnitId",
    ])
    .where("amendmentProposal.stage", "in", ["withHead", "sent"])
    .where("plan.supersededOn", "is", null)
    .where((where) =>
      where.or([where("amendmentProposal.unitId", "=", unitId), where("plan.planOfficeUnitId", "=", unitId)]),
    )
    .limit(200)
    .execute()
  return {
    withHead: rows.filter((row) => row.stage === "withHead" && row.unitId === unitId),
    toReview: rows.filter((row) => row.stage === "sent" && row.planOfficeUnitId === unitId),
  }
}

export const readSubmissionsToDecide = (db: Db, unitId: string) =>
  db
    .selectFrom("amendmentSubmission")
    .innerJoin("plan", "plan.id", "amendmentSubmission.planId")
    .select(["amendmentSubmission.id", "amendmentSubmission.title"])
    .where("amendmentSubmission.stage", "=", "submitted")
    .where((where) =>
      where.or([where("plan.leadershipUnitId", "is", null), where("plan.leadershipUnitId", "=", unitId)]),
    )
    .orderBy("amendmentSubmission.submittedAt")
    .limit(50)
    .execute()
