import type { ReactNode } from "react"
import { isRouteErrorResponse } from "react-router"
import type { Route } from "./+types/root"
import { LANGUAGE_COOKIE } from "./access/choice-cookies.ts"
import { cookieOf } from "./access/cookies.ts"
import { instanceContext } from "./access/instance.ts"
import { languageContext } from "./access/request-context.ts"
import { SignInForm } from "./access/sign-in-form.tsx"
import { nonceContext } from "./platform/http/nonce.ts"
import css from "./ui/app.css?url"
import { EnhanceContext } from "./ui/enhance.tsx"
import { LanguageContext, useSay } from "./ui/language.tsx"
import type { Language } from "./ui/words.ts"

/** Public pages have one address per language; signed-in pages follow the person's choice. */
export const middleware: Route.MiddlewareFunction[] = [
  ({ request, context }, next) => {
    const { pathname } = new URL(request.url)
    const isEnglish = pathname === "/en" || pathname.startsWith("/en/")
    const chosen = cookieOf(request.headers, LANGUAGE_COOKIE) === "en" ? "en" : "vi"
    const isPublic = pathname === "/" || pathname.startsWith("/cong-khai") || pathname.startsWith("/du-lieu-mo")
    context.set(languageContext, isEnglish ? "en" : isPublic ? "vi" : chosen)
    return next()
  },
]

export function loader({ context }: Route.LoaderArgs) {
  return {
    nonce: context.get(nonceContext),
    enhancements: context.get(instanceContext).enhancements,
  }
}

export function Layout({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={css} />
      </head>
      <body>
        <LanguageContext value={language}>{children}</LanguageContext>
      </body>
    </html>
  )
}

export default function Root({ loaderData, children }: Route.ComponentProps & { children: ReactNode }) {
  const { nonce, enhancements } = loaderData
  return <EnhanceContext value={{ nonce, addresses: enhancements }}>{children}</EnhanceContext>
}

type Kept = { path: string; fields: Record<string, string> }

/** What happened, what was kept, what to do. @param problem the status of a thrown error; the error itself may be hidden by now */
export function ErrorBoundary({ error, problem = 500 }: { error: unknown; problem?: number | undefined }) {
  const say = useSay()
  const status = isRouteErrorResponse(error) ? error.status : problem
  const kept = isRouteErrorResponse(error) ? (error.data as { kept?: Kept } | null)?.kept : undefined
  if (status === 401)
    return (
      <main className="narrow">
        <title>{say("signIn.title")}</title>
        <h1>{say("signIn.expired")}</h1>
        <p>{say("signIn.expiredKept")}</p>
        <SignInForm kept={kept && JSON.stringify(kept)} />
      </main>
    )
  const known = status === 404 || status === 403 || status === 503 || status === 409 ? status : 500
  return (
    <main className="narrow">
      <title>{say(`error.${known}.title`)}</title>
      <h1>{say(`error.${known}.title`)}</h1>
      <p>{say(`error.${known}.text`)}</p>
      {kept && <Resend kept={kept} label={say("error.sendAgain")} />}
      <p>
        <a href="/viec-cua-toi">{say("error.home")}</a>
      </p>
    </main>
  )
}

/** The same post once more, with everything that was typed. */
export const Resend = ({ kept, label, hidden }: { kept: Kept; label: string; hidden?: Record<string, string> }) => (
  <form method="post" action={kept.path}>
    {Object.entries({ ...kept.fields, ...hidden }).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <button type="submit">{label}</button>
  </form>
)
