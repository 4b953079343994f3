import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import { NotFound } from "#platform/errors.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import type { FormState } from "#ui/form.tsx"
import { addSampleDocument } from "./add-sample-document.server.ts"
import { assignChecker, concludeItem, explainItem, recordFinding } from "./check-item.server.ts"

/** The posts of an item's page: its fields, and its documents, which come as an upload. */
export const sampleItemAction = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? attach(args) : change(args)

const change = formAction(async ({ form: { fields, seenVersion }, ctx, params }) => {
  const seen = { itemId: params.item!, seenVersion }
  const here = () => `/kiem-tra-mau/${params.item}`
  const { reason = "" } = fields
  if (fields.do === "find") {
    const input = { ...seen, finding: fields.finding ?? "", reason, explainBy: fields.explainBy ?? "" }
    return answerWith(await recordFinding(ctx, input), here)
  }
  if (fields.do === "explain")
    return answerWith(await explainItem(ctx, { ...seen, explanation: fields.explanation ?? "" }), here)
  if (fields.do === "conclude")
    return answerWith(await concludeItem(ctx, { ...seen, result: fields.result ?? "", reason }), here)
  if (fields.do === "assign")
    return answerWith(await assignChecker(ctx, { ...seen, checkerId: fields.checkerId ?? "" }), here)
  throw new NotFound("action")
})

/** The file is on the disk before the transaction that claims it; what no transaction claims is swept. */
async function attach({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const received = await receiveUpload(request, context.get(instanceContext).files)
  if (!received.ok) return data<FormState>({ fields: { do: "attach" }, refusal: received.refusal }, 422)
  const { fields, files } = received.value
  const file = files[0] && { sha256: files[0].sha256, size: files[0].size, mime: files[0].mime, name: files[0].name }
  const { title = "", number = "", issuedOn = "" } = fields
  const input = { itemId: params.item!, title, number, issuedOn, file, isNotSecret: fields.isNotSecret === "1" }
  const outcome = await addSampleDocument({ ...ctx, requestId: fields.requestId }, input)
  if (!outcome.ok) return data<FormState>({ fields, refusal: outcome.refusal }, 422)
  return seeOther(`/kiem-tra-mau/${params.item}`)
}
