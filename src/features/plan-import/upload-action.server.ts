import { setTimeout } from "node:timers/promises"
import { type ActionFunctionArgs, data } from "react-router"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import { ctxContext, type PersonCtx } from "#access/request-context.ts"
import { NotFound } from "#platform/errors.ts"
import { isId } from "#shared/id.ts"
import { type Outcome, refused } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { canStartAgain } from "./import-reading.ts"
import { readReading } from "./import-reading-store.server.ts"
import { receiveSources } from "./receive-sources.server.ts"
import { discardHeldPlan, mayReview } from "./review-plan.server.ts"
import { type PlanOfAnnex, runReading } from "./run-reading.server.ts"
import { forgetReading, startReading } from "./start-reading.server.ts"

/** What is read within this time shows its result at once; longer readings show how far they are. */
const AT_ONCE_MS = 1_200

/** The posts of the upload page: files to read, and an earlier upload to forget. */
export const uploadAction = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? upload(args) : discard(args)

const discard = formAction(async ({ form, ctx }) => {
  if (!isId(form.fields.upload)) throw new NotFound("upload")
  return answerWith(await discardHeldPlan(ctx, form.fields.upload!), () => "/nhap-ke-hoach")
})

async function upload({ request, context }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  if (!mayReview(ctx)) throw new NotFound("import")
  return readUpload(request, ctx, null)
}

/** Receives the files and reads them off the request. A refusal that is known at once keeps what was typed. */
export async function readUpload(request: Request, ctx: PersonCtx, plan: PlanOfAnnex | null) {
  const received = await receiveSources(request)
  const refuse = (outcome: Outcome<unknown>, fields: Record<string, string> = {}) =>
    data<FormState>({ fields, ...(outcome.ok ? {} : { refusal: { field: "file", ...outcome.refusal } }) }, 422)
  if (!received.ok) return refuse(received)
  const { requestId, ...typed } = received.value.fields
  if (requestId !== undefined && !isId(requestId)) throw new NotFound("request")
  if (typed.isNotSecret !== "1") return refuse(refused("planImport.secret", { field: "isNotSecret" }), typed)
  if (received.value.files.length === 0) return refuse(refused("planImport.noFile"), typed)
  const started = await startReading({ ...ctx, requestId }, { plan, files: received.value.files })
  if (!started.ok) return refuse(started, typed)
  const { readingId } = started.value
  const reading = await readForAMoment(ctx, readingId, plan)
  if (reading.state !== "failed" || canStartAgain(reading)) return seeOther(pageOfReading(readingId))
  await forgetReading(ctx, readingId)
  return refuse({ ok: false, refusal: reading.refusal! }, typed)
}

/** It goes on when the moment is over. */
export async function readForAMoment(ctx: PersonCtx, readingId: string, plan: PlanOfAnnex | null) {
  const over = new AbortController()
  await Promise.race([
    runReading(ctx, readingId, plan).finally(() => over.abort()),
    setTimeout(AT_ONCE_MS, undefined, { signal: over.signal }).catch(() => {}),
  ])
  return readReading(ctx, ctx.db, readingId)
}

/** Leads on to the review when the files are read. */
export const pageOfReading = (readingId: string): string => `/nhap-ke-hoach/dang-doc/${readingId}`
