import { Writable } from "node:stream"
import { renderToPipeableStream } from "react-dom/server"
import { type EntryContext, isRouteErrorResponse, type RouterContextProvider, ServerRouter } from "react-router"
import { instanceContext } from "./access/instance.ts"
import { nonceContext } from "./platform/http/nonce.ts"
import { problemContext, statusOf } from "./platform/http/problem.ts"

/** The keys under which processes/web.ts hands over what it holds open; they must be these very objects. */
export const contexts = { instanceContext, nonceContext, problemContext }

const TIMEOUT_MS = 10_000

/**
 * Renders a page whole and sends it in one piece: pages wait for nothing after their loaders, and one write costs less than fifty.
 * No page sends the framework's script; one that asks for an enhancement is marked, and gets a nonce for it (processes/web.ts).
 */
export default function handle(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  load: RouterContextProvider,
) {
  const nonce = load.get(nonceContext)
  headers.set("Content-Type", "text/html; charset=utf-8")
  if (context.staticHandlerContext.matches.some((match) => asksForScript(match.route.id, context)))
    headers.set("x-tiendo-script", "1")
  return new Promise<Response>((resolve, reject) => {
    const chunks: Buffer[] = []
    const body = new Writable({
      write(chunk, _encoding, next) {
        chunks.push(Buffer.from(chunk))
        next()
      },
      final(next) {
        resolve(new Response(Buffer.concat(chunks), { status, headers }))
        next()
      },
    })
    const { pipe, abort } = renderToPipeableStream(<ServerRouter context={context} url={request.url} nonce={nonce} />, {
      nonce,
      onAllReady() {
        clearTimeout(timer)
        pipe(body)
      },
      onShellError: reject,
      onError: (error) => console.error(error),
    })
    const timer = setTimeout(() => abort(), TIMEOUT_MS)
  })
}

const asksForScript = (routeId: string, context: EntryContext): boolean =>
  Boolean((context.routeModules[routeId]?.handle as { enhance?: string[] } | undefined)?.enhance)

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
