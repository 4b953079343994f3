import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import { NotFound } from "#platform/errors.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import { parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { attachFile, detachFile, relateDocument, unrelateDocument } from "./keep-documents.server.ts"

/** The posts of a document's page: its relations, and its files, which come as an upload. */
export const documentAction = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? attach(args) : change(args)

const change = formAction(async ({ form, ctx, params }) => {
  const { fields, seenVersion } = form
  const documentId = params.document!
  const here = () => `/van-ban/${documentId}`
  if (fields.do === "detach") return answerWith(await detachFile(ctx, { documentId, fileId: fields.file ?? "" }), here)
  if (fields.do === "unrelate")
    return answerWith(await unrelateDocument(ctx, { documentId, seenVersion, position: Number(fields.position) }), here)
  if (fields.do !== "relate") throw new NotFound("action")
  const typedDay = (fields.issuedOn ?? "").trim()
  const issuedOn = typedDay === "" ? null : parseDay(typedDay)
  if (issuedOn === undefined) return refused("form.noDay", { field: "issuedOn", values: { text: typedDay } })
  const relation = {
    relation: fields.relation ?? "",
    text: fields.text ?? "",
    number: fields.number?.trim() || null,
    notation: fields.notation?.trim() || null,
    issuedOn,
  }
  return answerWith(await relateDocument(ctx, { documentId, seenVersion, relation }), here)
})

/** The file is on the disk before the transaction that claims it; what no transaction claims is swept. */
async function attach({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const received = await receiveUpload(request, context.get(instanceContext).files)
  if (!received.ok) return data<FormState>({ fields: {}, refusal: received.refusal }, 422)
  const { fields, files } = received.value
  const file = files[0] && { sha256: files[0].sha256, size: files[0].size, mime: files[0].mime, name: files[0].name }
  const outcome = await attachFile(
    { ...ctx, requestId: fields.requestId },
    { documentId: params.document!, title: fields.title ?? "", file, isNotSecret: fields.isNotSecret === "1" },
  )
  if (!outcome.ok) return data<FormState>({ fields, refusal: outcome.refusal }, 422)
  return seeOther(`/van-ban/${params.document}`)
}
