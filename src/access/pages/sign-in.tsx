import { data, redirect } from "react-router"
import { z } from "zod"
import { forgetAttempts, withinLimit } from "#platform/http/rate-limit.server.ts"
import { useSay } from "#ui/language.tsx"
import { Brand, DemonstrationNotice, Foot } from "#ui/page-frame.tsx"
import { Message } from "#ui/parts.tsx"
import { Resend } from "../../root.tsx"
import { demonstrationAccounts } from "../demonstration-accounts.ts"
import { instanceContext } from "../instance.ts"
import { SignInForm } from "../sign-in-form.tsx"
import type { Route } from "./+types/sign-in"

const ATTEMPTS = 10
const WINDOW_SECONDS = 15 * 60
const Kept = z.object({ path: z.string().regex(/^\/(?!\/)/), fields: z.record(z.string(), z.string()) })

export function loader({ context, request }: Route.LoaderArgs) {
  const params = new URL(request.url).searchParams
  return {
    isDemonstration: context.get(instanceContext).isDemonstration,
    next: params.get("next") ?? undefined,
    isWithoutSeat: params.has("khong-vai-tro"),
    isPasswordSet: params.has("da-dat-mat-khau"),
  }
}

type Answer = {
  fault?: "wrong" | "tooMany" | "code"
  email?: string
  next?: string
  kept?: string
  resume?: z.infer<typeof Kept>
  asksCode?: boolean
}

export async function action({ request, context }: Route.ActionArgs) {
  const { accounts, db, clock } = context.get(instanceContext)
  const form = new URLSearchParams(await request.text())
  const email = (form.get("email") ?? "").trim().toLowerCase()
  const back = { email, next: form.get("next") ?? "", kept: form.get("kept") ?? "" }
  const key = `sign-in:${email}`
  if (!(await withinLimit(db, key, ATTEMPTS, WINDOW_SECONDS, clock())))
    return data<Answer>({ fault: "tooMany", ...back }, 429)
  const code = form.get("code")?.replace(/\s/g, "")
  const backupCode = form.get("backupCode")?.trim()
  const answer = code
    ? await accounts.auth.api.verifyTOTP({ body: { code }, headers: request.headers, asResponse: true })
    : backupCode
      ? await accounts.auth.api.verifyBackupCode({
          body: { code: backupCode },
          headers: request.headers,
          asResponse: true,
        })
      : await accounts.auth.api.signInEmail({
          body: { email, password: form.get("password") ?? "" },
          headers: request.headers,
          asResponse: true,
        })
  if (!answer.ok)
    return data<Answer>(
      { fault: code || backupCode ? "code" : "wrong", asksCode: Boolean(code || backupCode), ...back },
      422,
    )
  const headers = new Headers(answer.headers.getSetCookie().map((cookie) => ["Set-Cookie", cookie] as [string, string]))
  const body = (await answer.json()) as { twoFactorRedirect?: boolean }
  if (body.twoFactorRedirect) return data<Answer>({ asksCode: true, ...back }, { headers })
  await forgetAttempts(db, key)
  const kept = Kept.safeParse(parseJson(back.kept))
  if (kept.success && Object.keys(kept.data.fields).length > 0) return data<Answer>({ resume: kept.data }, { headers })
  return redirect(/^\/(?!\/)/.test(back.next) ? back.next : "/viec-cua-toi", { status: 303, headers })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { isDemonstration, isWithoutSeat, isPasswordSet } = loaderData
  const next = actionData?.next ?? loaderData.next
  return (
    <>
      <header className="bar">
        <div className="bar-inner">
          <Brand to="/" />
        </div>
      </header>
      {isDemonstration && <DemonstrationNotice />}
      <main className="narrow">
        <title>{`${say("signIn.title")} – Tiến Độ`}</title>
        <h1>{say("signIn.title")}</h1>
        {isWithoutSeat && <Message tone="warn">{<p>{say("signIn.withoutSeat")}</p>}</Message>}
        {isPasswordSet && !actionData && <Message tone="good">{<p>{say("signIn.passwordSet")}</p>}</Message>}
        {actionData?.fault && (
          <div className="error-summary" role="alert">
            <p>{say(`signIn.fault.${actionData.fault}`)}</p>
          </div>
        )}
        {actionData?.resume ? (
          <div className="card">
            <p>{say("signIn.resume")}</p>
            <Resend kept={actionData.resume} label={say("signIn.resumeButton")} hidden={{ resumed: "1" }} />
          </div>
        ) : actionData?.asksCode ? (
          <CodeForm {...actionData} />
        ) : (
          <SignInForm next={next} kept={actionData?.kept} email={actionData?.email} />
        )}
        {isDemonstration && <Accounts next={next} />}
        <p>
          <a href="/">{say("signIn.toPublic")}</a>
        </p>
      </main>
      <Foot />
    </>
  )
}

/** The code of the telephone, or one of the codes kept on paper for the day without it. */
function CodeForm({ email, next, kept }: Answer) {
  const say = useSay()
  const hidden = Object.entries({ email, next, kept }).map(
    ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
  )
  return (
    <>
      <form method="post" className="card">
        {hidden}
        <div className="field">
          <label htmlFor="code">{say("signIn.code")}</label>
          <p className="hint" id="code-hint">
            {say("signIn.codeHint")}
          </p>
          <input
            id="code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            aria-describedby="code-hint"
            required
          />
        </div>
        <button type="submit">{say("signIn.submit")}</button>
      </form>
      <details className="card">
        <summary>{say("signIn.withoutPhone")}</summary>
        <form method="post">
          {hidden}
          <div className="field">
            <label htmlFor="backupCode">{say("signIn.backupCode")}</label>
            <p className="hint" id="backup-hint">
              {say("signIn.backupHint")}
            </p>
            <input
              id="backupCode"
              name="backupCode"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-describedby="backup-hint"
              required
            />
          </div>
          <button type="submit">{say("signIn.submit")}</button>
        </form>
      </details>
    </>
  )
}

/** The demonstration's accounts by seat, each one press away. */
function Accounts({ next }: { next: string | undefined }) {
  const say = useSay()
  return (
    <section aria-labelledby="accounts">
      <h2 id="accounts">{say("signIn.accounts")}</h2>
      <p className="lead">{say("signIn.accountsLead")}</p>
      <ul className="plain-list">
        {demonstrationAccounts.map(({ email, role }) => (
          <li key={email}>
            <form method="post" className="row">
              {next && <input type="hidden" name="next" value={next} />}
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value="demo" />
              <span className="grow">
                <strong>{say(`role.${role}`)}</strong>
                <br />
                <small>{say(`role.${role}.job`)}</small>
                <br />
                <code>{email}</code>
              </span>
              <button className="secondary" type="submit" aria-label={`${say("signIn.as")} ${say(`role.${role}`)}`}>
                {say("signIn.as")}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
