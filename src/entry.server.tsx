import type { ComponentType, ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { type EntryContext, isRouteErrorResponse, type RouterContextProvider } from "react-router"
import { instanceContext } from "./access/instance.ts"
import { rememberedMarkup } from "./access/remembered.server.ts"
import { languageContext } from "./access/request-context.ts"
import { nonceContext } from "./platform/http/nonce.ts"
import { pageBodies } from "./platform/http/page-body.ts"
import { problemContext, statusOf } from "./platform/http/problem.ts"
import { ErrorBoundary, Layout } from "./root.tsx"
import { LanguageContext } from "./ui/language.tsx"
import type { Language } from "./ui/words.ts"

/** The keys under which processes/web.ts hands over what it holds open, and what comes back; they must be these very objects. */
export const contexts = { instanceContext, nonceContext, pageBodies, problemContext }

/**
 * Renders a page whole and sends it in one piece: pages wait for nothing after their loaders. No page runs React in the browser, so
 * the matched components are rendered as plain markup, without the framework's router around them (docs/decisions/0009).
 * A page that asks for an enhancement is marked, and gets a nonce for it (processes/web.ts).
 */
export default function handle(
  _request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  load: RouterContextProvider,
) {
  const { matches, errors } = context.staticHandlerContext
  headers.set("Content-Type", "text/html; charset=utf-8")
  if (matches.some((match) => asksFor("enhance", match.route.id, context))) headers.set("x-tiendo-script", "1")
  if (matches.some((match) => asksFor("showsFile", match.route.id, context))) headers.set("x-tiendo-frame", "1")
  const error = errors && Object.values(errors)[0]
  const { status: problem } = load.get(problemContext)
  const language = load.get(languageContext)
  const html = errors
    ? whole(<ErrorBoundary error={error} problem={problem} />, language)
    : matchedPages(context, language)
  const response = new Response(null, { status, headers })
  pageBodies.set(response, `<!DOCTYPE html>${html}`)
  return response
}

const whole = (page: ReactNode, language: Language): string =>
  renderToStaticMarkup(<Layout language={language}>{page}</Layout>)

type Page = ComponentType<{
  loaderData: unknown
  actionData: unknown
  params: Record<string, string | undefined>
  children: ReactNode
}>

/**
 * The page inside its frame inside the root, each with the props that the framework would hand over; a frame shows its `children`.
 * A page whose data is remembered is rendered once for each language and put into its frame as text.
 */
function matchedPages(
  { staticHandlerContext: { matches, loaderData, actionData }, routeModules }: EntryContext,
  language: Language,
): string {
  let page: ReactNode = null
  let kept: string | undefined
  for (const { route, params } of matches.toReversed()) {
    const Component = routeModules[route.id]?.default as Page | undefined
    if (!Component) continue
    const data = { loaderData: loaderData[route.id], actionData: actionData?.[route.id], params }
    const markups = page === null && !data.actionData ? rememberedMarkup(data.loaderData) : undefined
    page = <Component {...data}>{page}</Component>
    if (markups) {
      kept = markups.get(language) ?? renderToStaticMarkup(<LanguageContext value={language}>{page}</LanguageContext>)
      markups.set(language, kept)
      page = PLACE
    }
  }
  const html = whole(page, language)
  return kept === undefined ? html : inserted(html, kept)
}

/** Stands where a remembered page goes; a text that nobody can type, since it is another one in each process. */
const PLACE = `page ${crypto.randomUUID()}`

/** React puts a page's title into the head; of a page rendered alone it stands first. */
function inserted(frame: string, page: string): string {
  const title = /^<title>[^<]*<\/title>/.exec(page)?.[0] ?? ""
  const [before = "", after = ""] = frame.split(PLACE)
  const headEnd = before.indexOf("</head>")
  return before.slice(0, headEnd) + title + before.slice(headEnd) + page.slice(title.length) + after
}

type Handle = { enhance?: string[]; showsFile?: boolean }
const asksFor = (what: keyof Handle, routeId: string, context: EntryContext): boolean =>
  Boolean((context.routeModules[routeId]?.handle as Handle | undefined)?.[what])

/**
 * Not found, stale and a database that is away get their status; everything else is a bug and is written down with a reference.
 * Refusals and redirects never come here.
 */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
) {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  const status = statusOf(error)
  context.get(problemContext).status = status
  if (status === 500) console.error(`${request.method} ${new URL(request.url).pathname}`, error)
}
