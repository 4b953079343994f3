import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { DocumentForm, typedFacts } from "../document-form.tsx"
import { addDocument } from "../keep-documents.server.ts"
import { mayKeepDocuments } from "../permissions.ts"
import type { Route } from "./+types/add-document"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!mayKeepDocuments(ctx.actor)) throw new NotFound("document")
  return { form }
}

export const action = formAction(async ({ form: { fields }, ctx }) => {
  const facts = typedFacts(fields)
  if (!facts.ok) return facts
  const outcome = await addDocument(ctx, { facts: facts.value, isKnownDuplicate: fields.isKnownDuplicate === "1" })
  return answerWith(outcome, ({ documentId }) => `/van-ban/${documentId}`)
})

export default function AddDocument({ loaderData: { form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead crumbs={[{ to: "/van-ban", label: say("documents.title") }]} title={say("documents.add")} />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} className="card">
        <DocumentForm document={{}} />
        {actionData?.refusal?.code === "document.duplicate" && (
          <label className="choice">
            <input type="checkbox" name="isKnownDuplicate" value="1" /> <span>{say("documents.addAnyway")}</span>
          </label>
        )}
        <p className="actions">
          <button type="submit">{say("documents.save")}</button>
          <a href="/van-ban">{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
