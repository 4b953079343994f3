import type { ActionFunctionArgs } from "react-router"
import { data, redirect } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { type ActionParts, answerWith, formAction, type PostedForm, seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import type { Ctx } from "#platform/context.server.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import { isId } from "#shared/id.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { answers, MAX_TEXT, texts, typedPercent } from "./entry.ts"
import { addEvidence, removeEvidence, reuseEvidence } from "./evidence.server.ts"
import { typedValues } from "./field-value.ts"
import { type EntryInput, saveEntry } from "./save-entry.server.ts"

/** The posts of an entry's page: its fields (typed or saved by themselves), and its proofs, which come as an upload. */
export const entryAction = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? attach(args) : saveFields(args)

const saveFields = formAction(async (parts) => {
  const { form, ctx, params } = parts
  if (form.fields.do === "removeEvidence") {
    const outcome = await removeEvidence(ctx, { evidenceId: form.fields.evidenceId ?? "" })
    return answerWith(outcome, () => `${pathOf(parts)}#evidence-part`)
  }
  if (form.fields.do === "reuseEvidence") {
    const evidenceId = form.fields.reuse ?? ""
    if (!isId(evidenceId)) return refused("evidence.notChosen", { field: "reuse" })
    const outcome = await reuseEvidence(ctx, { entryId: params.entry!, evidenceId })
    return answerWith(outcome, () => `${pathOf(parts)}#evidence-part`)
  }
  const outcome = await saveTyped(ctx, params.entry!, form)
  if (!outcome.ok) return outcome
  const { then } = form.fields
  if (then === "obstacle") return seeOther(`/vuong-mac/moi?muc=${params.entry}`)
  return seeOther(
    then && then !== "report"
      ? `/bao-cao/${params.report}/muc/${then}`
      : `/bao-cao/${params.report}#muc-${params.entry}`,
  )
})

/** The same save without a page: the script that saves what is typed wants only the new version. */
export const autosaveEntry = formAction(async ({ form, ctx, params }) => {
  const outcome = await saveTyped(ctx, params.entry!, form)
  return outcome.ok ? Response.json({ version: outcome.value.version, savedAt: ctx.now.toISOString() }) : outcome
})

/** Saves what stands in an entry's form, finished or not. @throws Stale when somebody saved it meanwhile */
export async function saveTyped(ctx: Ctx, entryId: string, form: Pick<PostedForm, "fields" | "seenVersion">) {
  const content = contentOf(form.fields)
  if (!content.ok) return content
  return saveEntry(ctx, {
    entryId,
    seenVersion: form.seenVersion,
    content: content.value,
    fieldValues: typedValues(form.fields),
  })
}

const pathOf = ({ params }: ActionParts) => `/bao-cao/${params.report}/muc/${params.entry}`

/** What was typed, checked for shape only: an unfinished entry can always be saved. */
function contentOf(fields: Record<string, string>): Outcome<EntryInput["content"]> {
  const tooLong = texts.find((field) => (fields[field] ?? "").length > MAX_TEXT)
  if (tooLong) return refused("form.tooLong", { field: tooLong, values: { max: MAX_TEXT } })
  const percentDone = typedPercent(fields.percentDone ?? "")
  if (percentDone === undefined) return refused("entry.percentRange", { field: "percentDone" })
  const text = (field: (typeof texts)[number]) => fields[field] ?? ""
  return done({
    answer: answers.find((answer) => answer === fields.answer) ?? null,
    percentDone,
    result: text("result"),
    product: text("product"),
    obstacle: text("obstacle"),
    proposal: text("proposal"),
    nextStep: text("nextStep"),
    missingReason: text("missingReason"),
    consent: fields.consent === "consent" || fields.consent === "object" ? fields.consent : null,
    objection: text("objection"),
    doubtReason: text("doubtReason"),
  })
}

/** The file is on the disk before the transaction that claims it; what no transaction claims is swept. */
export async function attachTyped({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const received = await receiveUpload(request, context.get(instanceContext).files)
  if (!received.ok) return { fields: {}, outcome: received }
  const { fields, files } = received.value
  const file = files[0] && { sha256: files[0].sha256, size: files[0].size, mime: files[0].mime, name: files[0].name }
  const outcome = await addEvidence(
    { ...ctx, requestId: fields.requestId },
    {
      entryId: params.entry!,
      title: fields.title ?? "",
      number: fields.number ?? "",
      issuedOn: fields.issuedOn ?? "",
      link: fields.link ?? "",
      file,
      isNotSecret: fields.isNotSecret === "1",
    },
  )
  return { fields, outcome }
}

async function attach(args: ActionFunctionArgs) {
  const { fields, outcome } = await attachTyped(args)
  if (!outcome.ok) return data<FormState>({ fields, refusal: outcome.refusal }, 422)
  return redirect(`/bao-cao/${args.params.report}/muc/${args.params.entry}#evidence-part`, 303)
}
