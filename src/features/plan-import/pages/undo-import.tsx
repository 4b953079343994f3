import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readTaskLines } from "#features/plans/read-task-lines.server.ts"
import { hasWorkBegun, readPlanVersion, undoImport } from "#features/plans/undo-import.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead } from "#ui/parts.tsx"
import type { Route } from "./+types/undo-import"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan) || plan.supersededOn !== null) throw new NotFound("plan")
  return {
    plan: { slug: plan.slug, title: plan.title },
    tasks: (await readTaskLines(ctx.db, plan.id, ctx.today)).length,
    hasBegun: await hasWorkBegun(ctx.db, plan.id),
    version: await readPlanVersion(ctx.db, plan.id),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const outcome = await undoImport(ctx, { planId: plan.id, seenVersion: form.seenVersion })
  return answerWith(outcome, () => "/ke-hoach")
})

export default function UndoImport({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, tasks, hasBegun, version, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead crumbs={[{ to: base, label: plan.title }]} title={say("undoImport.title")} />
      <ErrorSummary state={actionData} />
      {hasBegun ? (
        <Message tone="info">
          <p>{say("refusal.plan.workBegun")}</p>
        </Message>
      ) : (
        <PostForm {...form} seenVersion={version} state={actionData}>
          <p>{say("undoImport.lead", { count: tasks })}</p>
          <p className="actions">
            <button type="submit">{say("undoImport.confirm")}</button>
            <a href={base}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}
