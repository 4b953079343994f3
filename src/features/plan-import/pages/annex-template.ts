import { pageOf } from "#access/page.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readPlanParts } from "#features/plans/read-plan-parts.server.ts"
import { readProvisional } from "#features/plans/read-provisional.server.ts"
import { NotFound } from "#platform/errors.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { annexTemplate } from "../annex-template.server.ts"
import type { Route } from "./+types/annex-template"

const MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/** Our Excel annex with the plan's groups and the codes of its provisional tasks. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  const { groups } = await readPlanParts(ctx.db, plan.id)
  const bytes = await annexTemplate({ groups }, await readProvisional(ctx.db, plan.id))
  return bytesResponse({ name: `phu-luc-${plan.slug}.xlsx`, mime: MIME }, bytes)
}
