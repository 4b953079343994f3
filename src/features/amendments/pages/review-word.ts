import { documentResponse } from "#access/document-response.server.ts"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { templateFor } from "#features/document-templates/template-for.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readReview } from "#features/plans/read-review.server.ts"
import { NotFound } from "#platform/errors.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { readOpenProposals } from "../read-proposals.server.ts"
import { reviewDocument } from "../review-document.ts"
import type { Route } from "./+types/review-word"

/** The yearly review with what units propose to adjust, as the plan office's report in the layout of Decree 30/2020. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("review")
  const lines = (await readReview(ctx.db, plan, ctx.today)).map(({ task, reasons }) => ({
    id: task.id,
    code: task.code,
    title: task.title,
    leads: task.leadGroupName ?? task.leads.map((lead) => lead.name).join("; "),
    deadlineText: task.deadline.text,
    percentDone: task.percentDone,
    product: task.product,
    reasons,
  }))
  const document = reviewDocument(plan, lines, await readOpenProposals(ctx.db, plan.id), ctx.today)
  return documentResponse({ request, context }, `bao-cao-ra-soat-${plan.slug}`, async () => {
    const of = { planId: plan.id, kind: "review", fixedAt: null } as const
    return renderDocx(document, await templateFor(ctx, context.get(instanceContext).files, of, request))
  })
}
