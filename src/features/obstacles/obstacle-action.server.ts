import { type ActionFunctionArgs, data } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ctxContext } from "#access/request-context.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { receiveUpload } from "#platform/files/receive-upload.server.ts"
import type { FormState } from "#ui/form.tsx"
import { addObstacleDocument } from "./add-obstacle-document.server.ts"
import { answerObstacle } from "./answer-obstacle.server.ts"
import { joinObstacles, partObstacle } from "./join-obstacles.server.ts"
import { keepInternal, rejectAnswer, reopenObstacle, solveObstacle, withdrawObstacle } from "./judge-obstacle.server.ts"
import { decideLatenessCause, recordLatenessCause } from "./lateness-cause.server.ts"
import { redirectObstacle, sendObstacleUp, sendToCentral } from "./pass-obstacle.server.ts"

/** The posts of an obstacle's page: fields, and documents, which come as an upload. */
export const obstacleAction = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? upload(args) : change(args)

const change = formAction(async ({ form: { fields, seenVersion }, ctx, params }) => {
  const here = () => `/vuong-mac/${params.obstacle}`
  const seen = { obstacleId: params.obstacle!, seenVersion }
  const { reason = "", number = "", issuedOn = "" } = fields
  switch (fields.do) {
    case "sendUp":
      return answerWith(await sendObstacleUp(ctx, { ...seen, reason }), here)
    case "toCentral":
      return answerWith(await sendToCentral(ctx, { ...seen, reason, number, issuedOn }), here)
    case "redirect":
      return answerWith(await redirectObstacle(ctx, { ...seen, reason, unitId: fields.unitId ?? "" }), here)
    case "solve":
      return answerWith(await solveObstacle(ctx, { ...seen, comment: fields.comment ?? "" }), here)
    case "reject":
      return answerWith(await rejectAnswer(ctx, { ...seen, missing: fields.missing ?? "" }), here)
    case "withdraw":
      return answerWith(await withdrawObstacle(ctx, { ...seen, reason }), here)
    case "reopen":
      return answerWith(await reopenObstacle(ctx, { ...seen, reason }), here)
    case "internal":
      return answerWith(await keepInternal(ctx, { ...seen, isInternal: fields.isInternal === "1" }), here)
    case "join": {
      const otherIds = Object.keys(fields).flatMap((name) => (name.startsWith("other-") ? [name.slice(6)] : []))
      return answerWith(await joinObstacles(ctx, { ...seen, otherIds }), here)
    }
    case "part":
      return answerWith(await partObstacle(ctx, { obstacleId: fields.other ?? "" }), here)
    case "cause":
      return answerWith(
        await recordLatenessCause(ctx, { obstacleId: seen.obstacleId, explanation: fields.explanation ?? "" }),
        here,
      )
    case "decideCause": {
      const cause = { causeId: fields.cause ?? "", seenVersion, decision: fields.decision ?? "", reason }
      return answerWith(await decideLatenessCause(ctx, cause), here)
    }
    default:
      throw new NotFound("action")
  }
})

/** The file is on the disk before the transaction that claims it; what no transaction claims is swept. */
async function upload({ request, context, params }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  const received = await receiveUpload(request, context.get(instanceContext).files)
  if (!received.ok) return data<FormState>({ fields: {}, refusal: received.refusal }, 422)
  const { fields, files } = received.value
  const file = files[0] && { sha256: files[0].sha256, size: files[0].size, mime: files[0].mime, name: files[0].name }
  const { title = "", number = "", issuedOn = "" } = fields
  const document = { title, number, issuedOn, file, isNotSecret: fields.isNotSecret === "1" }
  const asked = { ...ctx, requestId: fields.requestId }
  const obstacleId = params.obstacle!
  try {
    const outcome =
      fields.do === "answer"
        ? await answerObstacle(asked, {
            obstacleId,
            seenVersion: Number(fields.seenVersion),
            answer: fields.answer ?? "",
            isPartial: fields.isPartial === "1",
            isInternal: fields.isInternal === "1",
            document,
          })
        : await addObstacleDocument(asked, { obstacleId, ...document })
    if (!outcome.ok) return data<FormState>({ fields, refusal: outcome.refusal }, 422)
  } catch (error) {
    if (error instanceof Stale) return data<FormState>({ fields, refusal: { code: "stale" } }, 409)
    throw error
  }
  return seeOther(`/vuong-mac/${obstacleId}`)
}
