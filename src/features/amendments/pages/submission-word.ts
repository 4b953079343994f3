import { documentResponse } from "#access/document-response.server.ts"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { templateFor } from "#features/document-templates/template-for.server.ts"
import { seesWholePlan } from "#features/plans/permissions.ts"
import { NotFound } from "#platform/errors.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { folded } from "#shared/folded.ts"
import { mayReviewProposals } from "../proposal.ts"
import { readSubmission } from "../read-proposals.server.ts"
import { submissionDocument } from "../submission-document.ts"
import type { Route } from "./+types/submission-word"

/** The submission to leadership as a Word document in the layout of Decree 30/2020. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const submission = await readSubmission(ctx.db, params.submission)
  if (!mayReviewProposals(ctx.actor, submission) && !seesWholePlan(ctx.actor)) throw new NotFound("submission")
  const document = submissionDocument(submission, submission.proposals, ctx.today)
  const name = folded(`to trinh ${submission.title}`).replaceAll(" ", "-").slice(0, 80)
  return documentResponse({ request, context }, name, async () => {
    const fixedAt = submission.stage === "drafting" ? null : submission.submittedAt
    const of = { planId: submission.planId, kind: "submission", fixedAt } as const
    return renderDocx(document, await templateFor(ctx, context.get(instanceContext).files, of, request))
  })
}
