import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { documentName } from "../document.ts"
import { DocumentForm, typedFacts } from "../document-form.tsx"
import { changeDocument } from "../keep-documents.server.ts"
import { mayKeepDocuments } from "../permissions.ts"
import { readDocument } from "../read-documents.server.ts"
import type { Route } from "./+types/edit-document"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!mayKeepDocuments(ctx.actor)) throw new NotFound("document")
  return { document: await readDocument(ctx.db, params.document), form }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const facts = typedFacts(form.fields)
  if (!facts.ok) return facts
  const seen = { documentId: params.document!, seenVersion: form.seenVersion }
  return answerWith(await changeDocument(ctx, { ...seen, facts: facts.value }), () => `/van-ban/${params.document}`)
})

export default function EditDocument({ loaderData: { document, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const here = `/van-ban/${document.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/van-ban", label: say("documents.title") },
          { to: here, label: documentName(document) },
        ]}
        title={say("documents.edit")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} seenVersion={document.version} className="card">
        <DocumentForm document={document} />
        <p className="actions">
          <button type="submit">{say("documents.save")}</button>
          <a href={here}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
