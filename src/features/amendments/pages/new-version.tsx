import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { draftVersion } from "#features/plans/amend-plan.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { DocumentFields, typedDocument } from "../document-fields.tsx"
import type { Route } from "./+types/new-version"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  return { plan, form }
}

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const typed = typedDocument(fields)
  if (!typed.ok) return typed
  const outcome = await draftVersion(ctx, { planId: plan.id, ...typed.value, summary: fields.summary ?? "" })
  return answerWith(outcome, ({ number }) => `/ke-hoach/${plan.slug}/phien-ban/${number}`)
})

export default function NewVersion({ loaderData: { plan, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/phien-ban`, label: say("versions.title") },
        ]}
        title={say("versions.add")}
        lead={say("versions.addLead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} className="card">
        <DocumentFields issuer={plan.issuer} place={plan.place} />
        <TextArea name="summary" label={`${say("versions.summary")} (${say("form.optional")})`} />
        <p className="actions">
          <button type="submit">{say("versions.begin")}</button>
          <a href={`${base}/phien-ban`}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
