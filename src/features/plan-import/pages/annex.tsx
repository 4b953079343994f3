import type { ActionFunctionArgs } from "react-router"
import { pageOf } from "#access/page.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readProvisional } from "#features/plans/read-provisional.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { FileField, NotSecret } from "../review-parts.tsx"
import { readUpload } from "../upload-action.server.ts"
import type { Route } from "./+types/annex"

async function editablePlan({ context, params }: Pick<ActionFunctionArgs, "context" | "params">) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan!)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  return { ctx, form, plan }
}

export async function loader(args: Route.LoaderArgs) {
  const { ctx, form, plan } = await editablePlan(args)
  return {
    plan: { slug: plan.slug, title: plan.title },
    provisional: (await readProvisional(ctx.db, plan.id)).length,
    form,
  }
}

export async function action(args: Route.ActionArgs) {
  const { ctx, plan } = await editablePlan(args)
  return readUpload(args.request, ctx, plan)
}

export default function AnnexPage({ loaderData: { plan, provisional, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: plan.title }]}
        title={say("annex.title")}
        lead={say("annex.lead", { count: provisional })}
      />
      <ErrorSummary state={actionData} />
      <section className="card" aria-labelledby="template">
        <h2 id="template">{say("annex.template")}</h2>
        <p>{say("annex.templateLead")}</p>
        <a className="button secondary" href={`${base}/phu-luc/mau.xlsx`}>
          {say("annex.download")}
        </a>
      </section>
      <section className="card" aria-labelledby="upload">
        <h2 id="upload">{say("annex.upload")}</h2>
        <PostForm {...form} state={actionData} enctype="multipart/form-data">
          <FileField label={say("annex.file")} hint={say("annex.fileHint")} multiple />
          <NotSecret state={actionData} />
          <button type="submit">{say("annex.read")}</button>
        </PostForm>
      </section>
    </>
  )
}
