import { type ActionFunctionArgs, data, redirect } from "react-router"
import { instanceContext } from "#access/instance.ts"
import { systemContext } from "#access/open-request.server.ts"
import { withinLimit } from "#platform/http/rate-limit.server.ts"
import { type Refusal, refused } from "#shared/outcome.ts"
import { acceptInvitation, findInvitation } from "./accept-invitation.server.ts"

const WINDOW_SECONDS = 15 * 60
const TRIES = 20
/** Links nobody made, from everybody together: they cost a look-up each, and must not cost more. */
const STRANGERS = 1_000

/** The post of a new password. Nothing typed comes back: it is a password. */
export async function useInvitation({ request, params, context }: ActionFunctionArgs) {
  const instance = context.get(instanceContext)
  const ctx = systemContext(instance)
  const refuse = (refusal: Refusal, status: number) => data({ fields: {}, refusal }, status)
  const found = await findInvitation(ctx, params.token!)
  const isWithin = found
    ? await withinLimit(ctx.db, `invitation:${found.id}`, TRIES, WINDOW_SECONDS, ctx.now)
    : await withinLimit(ctx.db, "invitation:unknown", STRANGERS, WINDOW_SECONDS, ctx.now)
  if (!isWithin) return refuse(refused("invitation.tooMany").refusal, 429)
  const form = new URLSearchParams(await request.text())
  const input = { token: params.token!, password: form.get("password") ?? "", again: form.get("again") ?? "" }
  const outcome = await acceptInvitation(ctx, instance.accounts, input)
  return outcome.ok ? redirect("/dang-nhap?da-dat-mat-khau=1", 303) : refuse(outcome.refusal, 422)
}
