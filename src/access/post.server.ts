import { type ActionFunctionArgs, data, redirect } from "react-router"
import type { z } from "zod"
import { NotFound, Stale } from "#platform/errors.ts"
import { isDatabaseAway } from "#platform/http/problem.ts"
import { isId } from "#shared/id.ts"
import type { Outcome, Refused } from "#shared/outcome.ts"
import { refused } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { ctxContext, type PersonCtx } from "./request-context.ts"

const FIELDS_LIMIT = 2_000

export type PostedForm = {
  /** The first value of each field, as typed. */
  fields: Record<string, string>
  /** Every value of fields that come several times (check boxes). */
  all: (name: string) => string[]
  seenVersion: number
}
export type ActionParts = {
  form: PostedForm
  ctx: PersonCtx
  params: ActionFunctionArgs["params"]
  request: Request
  context: ActionFunctionArgs["context"]
}

/** The filled form again with something beside it, nothing done yet: for a page that is looked at before it is sent. */
export type Shown<Extra extends object> = { shown: Extra }
export type ShownState<Extra extends object> = FormState & { beside?: Extra }

/**
 * A page's action: reads the form, runs one command, and answers. A refusal answers 422 and a stale version 409, both with everything
 * that was typed; a form that outlived its session comes back unsent, to its own person only.
 */
export const formAction =
  <Extra extends object = object>(run: (parts: ActionParts) => Promise<Response | Outcome<unknown> | Shown<Extra>>) =>
  async ({ request, context, params }: ActionFunctionArgs) => {
    const raw = new URLSearchParams(await request.text())
    const form = postedForm(raw)
    const ctx = context.get(ctxContext)
    if (form.fields.resumed) return data<ShownState<Extra>>(resumedState(form, ctx))
    try {
      const answer = await run({ form, ctx: withRequest(ctx, form), params, request, context })
      if (answer instanceof Response) return answer
      if ("shown" in answer) return data<ShownState<Extra>>({ fields: form.fields, beside: answer.shown })
      if (answer.ok) return redirect(new URL(request.url).pathname, 303)
      return data<ShownState<Extra>>({ fields: form.fields, refusal: answer.refusal }, 422)
    } catch (error) {
      if (error instanceof Stale)
        return data<ShownState<Extra>>({ fields: form.fields, refusal: { code: "stale" } }, 409)
      if (isDatabaseAway(error)) throw data({ kept: { path: new URL(request.url).pathname, fields: form.fields } }, 503)
      throw error
    }
  }

/** The answer to a command that went through: look at the result, by GET. */
export const seeOther = (path: string): Response => redirect(path, 303)

/** The command's answer as a page: where to go when it is done, the refusal otherwise. */
export const answerWith = <Value>(outcome: Outcome<Value>, to: (value: Value) => string): Response | Refused =>
  outcome.ok ? seeOther(to(outcome.value)) : outcome

/** Checks typed fields against a schema; each fault names its field. The messages are codes of the catalogue. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  fields: Record<string, unknown>,
): Outcome<z.output<Schema>> {
  const read = schema.safeParse(fields)
  if (read.success) return { ok: true, value: read.data }
  return refused("form.invalid", {
    details: read.error.issues.map((issue) => ({
      code: issue.message.includes(" ") ? "form.field" : issue.message,
      field: issue.path.join("."),
    })),
  })
}

/** The fields of a post that will not be handled, so that they can be shown again. */
export async function keptFields(request: Request): Promise<Record<string, string>> {
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) return {}
  return postedForm(new URLSearchParams(await request.text())).fields
}

function postedForm(raw: URLSearchParams): PostedForm {
  const fields: Record<string, string> = {}
  let count = 0
  for (const [name, value] of raw) {
    if (++count > FIELDS_LIMIT) break
    if (!(name in fields)) fields[name] = value.replaceAll("\r\n", "\n").normalize("NFC")
  }
  return { fields, all: (name) => raw.getAll(name), seenVersion: Number(fields.seenVersion ?? 0) }
}

/** A hidden field that was changed to something that cannot be ours is not ours. */
function withRequest(ctx: PersonCtx, form: PostedForm): PersonCtx {
  const { requestId } = form.fields
  if (requestId !== undefined && !isId(requestId)) throw new NotFound("request")
  return { ...ctx, requestId }
}

function resumedState(form: PostedForm, ctx: PersonCtx): FormState {
  const { resumed: _, requestId: __, ...fields } = form.fields
  if (form.fields.formOwner && form.fields.formOwner !== ctx.actor.personId) return { fields: {} }
  return { fields, isResumed: true }
}
