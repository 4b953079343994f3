import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { reviewGroups } from "../held-plan.ts"
import { correctGroup, readHeldPlan } from "../review-plan.server.ts"
import type { Route } from "./+types/edit-read-group"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  const group = reviewGroups(held)[Number(params.at)]
  if (!group) throw new NotFound("group")
  const { at, code, title } = group
  return { base: `/nhap-ke-hoach/${params.upload}`, group: { at, code, title }, version: held.version, form }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const title = (form.fields.title ?? "").replace(/\s+/g, " ").trim()
  const seen = { uploadId: params.upload!, seenVersion: form.seenVersion }
  const outcome = await correctGroup(ctx, { ...seen, at: Number(params.at), title })
  return answerWith(outcome, () => `/nhap-ke-hoach/${params.upload}?nhom=${params.at}#nhom-${params.at}`)
})

export default function EditReadGroup({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, group, version, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: say("planImport.review") }]}
        title={say("planImport.editGroup")}
        lead={group.code}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} seenVersion={version} state={actionData}>
        <TextArea name="title" label={say("planImport.groupTitle")} initial={group.title} />
        <p className="actions">
          <button type="submit">{say("planImport.save")}</button>
          <a href={`${base}?nhom=${group.at}#nhom-${group.at}`}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
