import { type ActionFunctionArgs, data } from "react-router"
import { answerWith, formAction, seeOther } from "#access/post.server.ts"
import type { PersonCtx } from "#access/request-context.ts"
import { ctxContext } from "#access/request-context.ts"
import { NotFound } from "#platform/errors.ts"
import { type Outcome, type Refused, refused } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import type { PlanWithSource } from "./read-plan-files.server.ts"
import { readInTurn, receiveSources } from "./receive-sources.server.ts"
import { discardHeldPlan, holdPlan, mayReview } from "./review-plan.server.ts"

/** The posts of the upload page: files to read, and an earlier upload to forget. */
export const uploadAction = (args: ActionFunctionArgs) =>
  args.request.headers.get("content-type")?.startsWith("multipart/form-data") ? upload(args) : discard(args)

const discard = formAction(async ({ form, ctx }) => {
  if (!UUID.test(form.fields.upload ?? "")) throw new NotFound("upload")
  return answerWith(await discardHeldPlan(ctx, form.fields.upload!), () => "/nhap-ke-hoach")
})

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

async function upload({ request, context }: ActionFunctionArgs) {
  const ctx = context.get(ctxContext)
  if (!mayReview(ctx)) throw new NotFound("import")
  return readUpload(request, ctx, {
    check: (read, fields) => refuseUnusable(read) ?? (fields.acceptCut === "1" ? undefined : refuseCut(read)),
    hold: async (with_, read) => {
      const held = await holdPlan(with_, read)
      return held.ok ? seeOther(`/nhap-ke-hoach/${held.value.uploadId}`) : held
    },
  })
}

type Handling = {
  check: (read: PlanWithSource, fields: Record<string, string>) => Refused | undefined
  hold: (ctx: PersonCtx, read: PlanWithSource) => Promise<Response | Refused>
}

/** Receives, reads off this thread, and holds what was read; a refusal keeps what was typed, and nothing is written. */
export async function readUpload(request: Request, ctx: PersonCtx, { check, hold }: Handling) {
  const received = await receiveSources(request)
  const refuse = (outcome: Outcome<unknown>, fields: Record<string, string> = {}) =>
    data<FormState>({ fields, ...(outcome.ok ? {} : { refusal: { field: "file", ...outcome.refusal } }) }, 422)
  if (!received.ok) return refuse(received)
  const { fields, files } = received.value
  const { requestId, ...typed } = fields
  if (requestId !== undefined && !UUID.test(requestId)) throw new NotFound("request")
  if (fields.isNotSecret !== "1") return refuse(refused("planImport.secret", { field: "isNotSecret" }), typed)
  const read = await readInTurn(files)
  if (!read.ok) return refuse(read, typed)
  const fault = check(read.value, fields)
  if (fault) return refuse(fault, typed)
  const held = await hold({ ...ctx, requestId }, read.value)
  return held instanceof Response ? held : refuse(held, typed)
}

const has = (read: PlanWithSource, code: string) => read.reading.issues.find((issue) => issue.code === code)

/** A decision without a single task has nothing to take in; the reader says where it ends. */
export function refuseUnusable(read: PlanWithSource): Refused | undefined {
  if (read.reading.plan.groups.some((group) => group.tasks.length > 0)) return undefined
  const why = has(read, "tasks-missing") ?? has(read, "text-cut")
  return refused("planImport.noTasks", { values: { why: why?.message ?? "" } })
}

/** A text that breaks off in the middle: half a plan is taken in only when a person says so. */
function refuseCut(read: PlanWithSource): Refused | undefined {
  const cut = has(read, "text-cut")
  return cut && refused("planImport.cut", { values: { why: cut.message } })
}

/** Bullets of a decision's body are what the plan has already: an annex has rows. */
export const refuseBody = (read: PlanWithSource): Refused | undefined =>
  read.reading.plan.groups.some((group) => group.tasks.some((task) => task.provisional))
    ? refused("planImport.noAnnex")
    : undefined
