import type { ActionFunctionArgs } from "react-router"
import { data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { isId } from "#shared/id.ts"
import { ErrorSummary, type FormState } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { documentKindOf } from "../document-template.ts"
import { holdDocumentTemplate, returnToDefaultLayout } from "../keep-document-template.server.ts"
import { mayKeepTemplates, maySeeTemplates } from "../permissions.ts"
import { readDocumentTemplates } from "../read-document-templates.server.ts"
import { receiveTemplate } from "../receive-template.server.ts"
import { KindPart, PlaceTable, UploadPart } from "../template-parts.tsx"
import type { Route } from "./+types/document-templates"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!maySeeTemplates(ctx.actor, plan)) throw new NotFound("plan")
  const mayEdit = mayKeepTemplates(ctx.actor, plan) && plan.supersededOn === null
  return {
    plan: { slug: plan.slug, title: plan.title },
    kinds: (await readDocumentTemplates(ctx, plan.id)).map((kind) => ({
      ...kind,
      form: mayEdit ? pageOf(context).form : null,
    })),
    uploadForm: mayEdit ? pageOf(context).form : null,
  }
}

export const action = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? upload(args) : toDefault(args)

/** The file is on the disk before the transaction that claims it; what no transaction claims is swept. */
async function upload({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const plan = await readPlan(ctx.db, params.plan!)
  if (!mayKeepTemplates(ctx.actor, plan)) throw new NotFound("plan")
  const received = await receiveTemplate(request, context.get(instanceContext).files)
  if (!received.ok) return data<FormState>({ fields: {}, refusal: { field: "file", ...received.refusal } }, 422)
  const { fields, file } = received.value
  if (fields.requestId !== undefined && !isId(fields.requestId)) throw new NotFound("request")
  const kind = documentKindOf(fields.kind)
  if (!kind) throw new NotFound("kind")
  const { note = "", isNotSecret } = fields
  const held = await holdDocumentTemplate(
    { ...ctx, requestId: fields.requestId },
    { planId: plan.id, kind, file, note, isNotSecret: isNotSecret === "1" },
  )
  if (!held.ok) return data<FormState>({ fields, refusal: held.refusal }, 422)
  return seeOther(`/ke-hoach/${plan.slug}/mau-van-ban/${held.value.templateId}`)
}

const toDefault = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const kind = documentKindOf(form.fields.kind)
  if (!kind) throw new NotFound("kind")
  const { fromOn = "" } = form.fields
  const outcome = await returnToDefaultLayout(ctx, { planId: plan.id, kind, fromOn })
  return answerWith(outcome, () => `/ke-hoach/${plan.slug}/mau-van-ban`)
})

/** The Word templates of a plan: what lays out each kind of document, the names that a template can use, and a new version. */
export default function DocumentTemplates({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, kinds, uploadForm } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const isUpload = actionData?.fields.do !== "default"
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: plan.title }]}
        title={say("documentTemplate.title")}
        lead={say("documentTemplate.lead")}
      />
      <ErrorSummary state={actionData} />
      <p className="actions">
        <a className="button secondary" href={`${base}/mau-van-ban/mau-goc.docx`}>
          {say("documentTemplate.start")}
        </a>
      </p>
      <PlaceTable />
      {kinds.map((kind) => (
        <KindPart
          key={kind.kind}
          kind={kind}
          base={`${base}/mau-van-ban`}
          form={kind.form}
          state={!isUpload && actionData?.fields.kind === kind.kind ? actionData : undefined}
        />
      ))}
      {uploadForm && <UploadPart form={uploadForm} state={isUpload ? actionData : undefined} />}
    </>
  )
}
