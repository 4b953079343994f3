import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { mainDocument } from "../held-plan.ts"
import { correctDocument, readHeldPlan } from "../review-plan.server.ts"
import { documentKinds, typedDocument } from "../typed-correction.ts"
import type { Route } from "./+types/edit-document"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const held = await readHeldPlan(ctx, params.upload)
  return {
    base: `/nhap-ke-hoach/${params.upload}`,
    document: mainDocument(held) ?? null,
    version: held.version,
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const typed = typedDocument(form.fields)
  if (!typed.ok) return typed
  const seen = { uploadId: params.upload!, seenVersion: form.seenVersion }
  const outcome = await correctDocument(ctx, { ...seen, facts: typed.value })
  return answerWith(outcome, () => `/nhap-ke-hoach/${params.upload}#document`)
})

export default function EditDocument({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { base, document, version, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: base, label: say("planImport.review") }]}
        title={say("planImport.editDocument")}
        lead={say("planImport.editDocumentLead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} seenVersion={version} state={actionData}>
        <SelectField
          name="kind"
          label={say("planImport.kind")}
          initial={document?.kind}
          options={documentKinds.map((value) => ({ value, label: say(`documentKind.${value}`) }))}
        />
        <TextField name="number" label={say("planImport.numberOnly")} initial={document?.number} />
        <TextField
          name="notation"
          label={say("planImport.notation")}
          hint={say("planImport.notationHint")}
          initial={document?.notation}
        />
        <DayField
          name="issuedOn"
          label={say("planImport.issuedOn")}
          hint={say("form.dayHint")}
          initial={document?.issuedOn && formatDay(document.issuedOn)}
        />
        <TextField name="issuer" label={say("planImport.issuer")} initial={document?.issuer} />
        <TextArea name="title" label={say("planImport.documentTitle")} initial={document?.title} />
        <p className="actions">
          <button type="submit">{say("planImport.save")}</button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
