import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { fileResponse } from "#platform/files/file-response.server.ts"
import { maySeeTemplates } from "../permissions.ts"
import { readDocumentTemplate } from "../read-document-templates.server.ts"
import type { Route } from "./+types/template-file"

/** A template as it was uploaded. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!maySeeTemplates(ctx.actor, plan)) throw new NotFound("plan")
  const { sha256, fileName, mime } = await readDocumentTemplate(ctx, plan.id, params.template)
  if (!sha256 || !fileName || !mime) throw new NotFound("file")
  return fileResponse(request, context.get(instanceContext).files, { sha256, name: fileName, mime })
}
