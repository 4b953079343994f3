import { documentResponse } from "#access/document-response.server.ts"
import { pageOf } from "#access/page.server.ts"
import { renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { folded } from "#shared/folded.ts"
import { readPlannedTasks, readSuperiorPlans, readUnitPlan } from "../read-unit-plans.server.ts"
import { tasksWithSteps } from "../task-steps.ts"
import { unitPlanDocument } from "../unit-plan-document.ts"
import type { Route } from "./+types/unit-plan-word"

/** A unit's plan as a Word document in the layout of Decree 30/2020. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readUnitPlan(ctx, params.unitPlan)
  const tasks = tasksWithSteps(
    await readPlannedTasks(ctx.db, plan.unitId, plan.steps, ctx.today),
    plan.steps,
    ctx.today,
  )
  const slugs = tasks.filter((task) => task.steps.length > 0).map((task) => task.planSlug)
  const document = unitPlanDocument(plan, tasks, await readSuperiorPlans(ctx.db, slugs), ctx.today)
  const name = folded(`ke hoach ${plan.year} ${plan.unitName}`).replaceAll(" ", "-").slice(0, 80)
  return documentResponse({ request, context }, name, () => renderDocx(document))
}
