import { type ActionFunctionArgs, data, redirect } from "react-router"
import type { Accounts } from "#platform/accounts/accounts.server.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { forgetAttempts, withinLimit } from "#platform/http/rate-limit.server.ts"
import { done, type Refusal } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { instanceContext } from "./instance.ts"
import { ctxContext, type PersonCtx } from "./request-context.ts"

const PAGE = "/tai-khoan/xac-thuc-hai-buoc"
const TRIES = 10
const WINDOW_SECONDS = 15 * 60

/** `setup`: a second factor that waits for its first code. `codes`: new backup codes; both are shown in this answer only. */
export type SecondFactorState = FormState & { setup?: Setup; codes?: string[] }
export type Setup = { secret: string; uri: string; codes: string[] }

type Parts = { accounts: Accounts; ctx: PersonCtx; headers: Headers; fields: URLSearchParams; email: string }

/** The posts of the page: begin, first code, new backup codes, turn off. Each asks for the password or a code; tries are counted. */
export async function secondFactorAction({ request, context }: ActionFunctionArgs) {
  const { accounts } = context.get(instanceContext)
  const ctx = context.get(ctxContext)
  const key = `second-factor:${ctx.actor.personId}`
  const fields = new URLSearchParams(await request.text())
  if (!(await withinLimit(ctx.db, key, TRIES, WINDOW_SECONDS, ctx.now)))
    return refuse({ code: "secondFactor.tooMany" }, 429)
  const user = await accounts.auth.api.getSession({ headers: request.headers })
  const run = steps[fields.get("do") as keyof typeof steps] ?? steps.begin
  const answer = await run({ accounts, ctx, headers: request.headers, fields, email: user?.user.email ?? "" })
  if (answer instanceof Response || !answer.data.refusal) await forgetAttempts(ctx.db, key)
  return answer
}

const refuse = (refusal: Refusal, status = 422, more: Partial<SecondFactorState> = {}) =>
  data<SecondFactorState>({ fields: {}, refusal, ...more }, status)
const steps = { begin, verify, codes: newCodes, off: turnOff }

async function begin({ accounts, headers, fields, email }: Parts) {
  const answer = await accounts.auth.api.enableTwoFactor({
    body: { password: fields.get("password") ?? "" },
    headers,
    asResponse: true,
  })
  if (!answer.ok) return refuse({ code: "secondFactor.wrongPassword", field: "password" })
  const body = (await answer.json()) as { totpURI: string; backupCodes: string[] }
  const secret = new URL(body.totpURI).searchParams.get("secret") ?? ""
  return data<SecondFactorState>({
    fields: {},
    setup: { secret, uri: otpauthUri(secret, email), codes: body.backupCodes },
  })
}

/** The address that authenticator apps read (Key URI Format); six digits, 30 seconds and SHA-1 are what all of them assume. */
const otpauthUri = (secret: string, email: string): string =>
  `otpauth://totp/${encodeURIComponent(`Tiến Độ:${email}`)}?secret=${secret}&issuer=${encodeURIComponent("Tiến Độ")}`

async function verify({ accounts, ctx, headers, fields, email }: Parts) {
  const setup = shownAgain(fields, email)
  const answer = await accounts.auth.api.verifyTOTP({ body: { code: codeOf(fields) }, headers, asResponse: true })
  if (!answer.ok) return refuse({ code: "secondFactor.wrongCode", field: "code" }, 422, setup ? { setup } : {})
  await remember(ctx, "secondFactor.on")
  return redirect(`${PAGE}?da-bat=1`, { status: 303, headers: cookiesOf(answer) })
}

/** What the page showed comes back with a wrong code, to be shown again; it is trusted for nothing else. */
function shownAgain(fields: URLSearchParams, email: string): Setup | undefined {
  const secret = fields.get("secret") ?? ""
  const codes = fields.getAll("shown").filter((code) => /^[\w-]{6,20}$/.test(code))
  return /^[A-Z2-7]{16,128}$/.test(secret) ? { secret, uri: otpauthUri(secret, email), codes } : undefined
}

async function newCodes({ accounts, ctx, headers, fields }: Parts) {
  const answer = await accounts.auth.api.generateBackupCodes({
    body: { password: fields.get("password") ?? "" },
    headers,
    asResponse: true,
  })
  if (!answer.ok) return refuse({ code: "secondFactor.wrongPassword", field: "password" })
  await remember(ctx, "secondFactor.codes")
  return data<SecondFactorState>({
    fields: {},
    codes: ((await answer.json()) as { backupCodes: string[] }).backupCodes,
  })
}

async function turnOff({ accounts, ctx, headers, fields }: Parts) {
  const code = await accounts.auth.api.verifyTOTP({ body: { code: codeOf(fields) }, headers, asResponse: true })
  if (!code.ok) return refuse({ code: "secondFactor.wrongCode", field: "offCode" })
  const answer = await accounts.auth.api.disableTwoFactor({
    body: { password: fields.get("offPassword") ?? "" },
    headers,
    asResponse: true,
  })
  if (!answer.ok) return refuse({ code: "secondFactor.wrongPassword", field: "offPassword" })
  await remember(ctx, "secondFactor.off")
  return redirect(`${PAGE}?da-tat=1`, { status: 303, headers: cookiesOf(answer) })
}

const codeOf = (fields: URLSearchParams): string =>
  (fields.get("code") ?? fields.get("offCode") ?? "").replace(/\s/g, "")
const cookiesOf = (answer: Response): Headers =>
  new Headers(answer.headers.getSetCookie().map((cookie) => ["Set-Cookie", cookie] as [string, string]))

function remember(ctx: PersonCtx, kind: "secondFactor.on" | "secondFactor.off" | "secondFactor.codes") {
  return inTransaction({ ...ctx, requestId: undefined }, async (tx) => {
    recordEvent(tx, kind, ctx.actor.personId)
    return done({})
  })
}
