import { documentResponse } from "#access/document-response.server.ts"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { maySeeTemplates } from "../permissions.ts"
import { readDocumentTemplate } from "../read-document-templates.server.ts"
import { sampleDocument } from "../sample-document.ts"
import { templateBytes } from "../template-for.server.ts"
import type { Route } from "./+types/template-trial"

/** A template with sample words, for a kind of which the plan has no document yet. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!maySeeTemplates(ctx.actor, plan)) throw new NotFound("plan")
  const template = await readDocumentTemplate(ctx, plan.id, params.template)
  const bytes = await templateBytes(context.get(instanceContext).files, template)
  const document = sampleDocument(template.kind, { title: plan.title, office: plan.planOfficeName }, ctx.today)
  return documentResponse({ request, context }, "thu-mau-van-ban", () => renderDocx(document, bytes))
}
