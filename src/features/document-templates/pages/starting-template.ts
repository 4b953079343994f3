import { pageOf } from "#access/page.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { docxMime } from "#platform/official-documents/render-docx.server.ts"
import { startingTemplate } from "#platform/official-documents/starting-template.server.ts"
import { maySeeTemplates } from "../permissions.ts"
import type { Route } from "./+types/starting-template"

/** The layout of Decree 30/2020 as a template to start from. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeTemplates(ctx.actor, await readPlan(ctx.db, params.plan))) throw new NotFound("plan")
  return bytesResponse({ name: "mau-van-ban.docx", mime: docxMime }, await startingTemplate())
}
