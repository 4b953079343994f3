import { PassThrough } from "node:stream"
import { createReadableStreamFromReadable } from "@react-router/node"
import { renderToPipeableStream } from "react-dom/server"
import { type EntryContext, type RouterContextProvider, ServerRouter } from "react-router"
import { instanceContext } from "./access/instance.ts"
import { nonceContext } from "./platform/http/nonce.ts"

/** The keys under which processes/web.ts hands over what it holds open; they must be these very objects. */
export const contexts = { instanceContext, nonceContext }

const TIMEOUT_MS = 10_000

/** Streams a page. No page sends the framework's script; one that asks for an enhancement gets a nonce for it (processes/web.ts). */
export default function handle(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  load: RouterContextProvider,
) {
  const nonce = load.get(nonceContext)
  headers.set("Content-Type", "text/html; charset=utf-8")
  if (context.staticHandlerContext.matches.some((match) => asksForScript(match.route.id, context))) headers.set("x-tiendo-script", "1")
  return new Promise<Response>((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(<ServerRouter context={context} url={request.url} nonce={nonce} />, {
      nonce,
      onAllReady() {
        clearTimeout(timer)
        const body = new PassThrough()
        resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
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

/** Everything that is no answer for a person is a bug and is written down; refusals and redirects never come here. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted || (error instanceof Error && ["NotFound", "Stale"].includes(error.name))) return
  if (typeof error === "object" && error !== null && "status" in error && Number(error.status) < 500) return
  console.error(`${request.method} ${new URL(request.url).pathname}`, error)
}
