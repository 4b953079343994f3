import { randomBytes } from "node:crypto"
import type { Server } from "node:http"
import { resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { createAdaptorServer } from "@hono/node-server"
import { serveStatic } from "@hono/node-server/serve-static"
import { type Context, Hono } from "hono"
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router"
import type { Instance } from "../access/instance.ts"
import { openAccessLog } from "../platform/http/access-log.server.ts"
import { type Answer, compressed } from "../platform/http/compress.server.ts"
import { clientAddress, isForeignPost } from "../platform/http/request-origin.server.ts"
import { safeHeaders } from "../platform/http/safe-headers.ts"
import { keepPublicPages } from "./public-pages.server.ts"

const BUILD = resolve(import.meta.dirname, "../../build")
const BODY_LIMIT = 1_000_000

type WebOptions = {
  /** The pages; the built ones unless development brings its own. */
  build?: () => Promise<ServerBuild>
  /** False in development, where a page may change without a publication. */
  keepsPublicPages?: boolean
}

/** Answers every request: assets, health, pages. @returns the server, not yet listening, and what it answers with */
export async function openWeb(
  instance: Instance,
  { build = productionBuild(), keepsPublicPages = true }: WebOptions = {},
) {
  const app = new Hono()
  const log = openAccessLog(instance.db)
  const kept = keepPublicPages(instance.db)
  const immutable = (_path: string, c: Context) => c.header("Cache-Control", "public, max-age=31536000, immutable")
  app.use("/assets/*", serveStatic({ root: `${BUILD}/client`, precompressed: true, onFound: immutable }))
  const asked = (_path: string, c: Context) => {
    c.header("Cache-Control", "no-cache")
    c.header("Content-Security-Policy", "default-src 'none'; connect-src 'self'")
  }
  app.get("/service-worker.js", serveStatic({ root: `${BUILD}/client`, precompressed: true, onFound: asked }))
  app.get("/favicon.svg", serveStatic({ root: `${BUILD}/client` }))
  app.get("/healthz", (c) => c.text("ok"))
  app.get("/readyz", (c) =>
    isReady(instance).then((ready) => c.text(ready ? "ok" : "database unavailable", ready ? 200 : 503)),
  )
  app.all("*", async (c) => {
    const refusal = refuseEarly(c.req.raw, instance)
    if (refusal) return refusal
    const render = async () => answer(c.req.raw, instance, await build())
    const page = keepsPublicPages ? await kept(c.req.raw, c.req.path, render) : await render()
    const response = await compressed(page, c.req.raw.headers.get("accept-encoding"))
    const address = clientAddress(
      c.req.raw.headers,
      (c.env as { incoming?: { socket: { remoteAddress?: string } } }).incoming?.socket.remoteAddress ?? "",
      instance.settings.trustedProxies,
    )
    const personId = response.headers.get(PERSON_HEADER)
    response.headers.delete(PERSON_HEADER)
    if (personId)
      log.note({
        at: instance.clock(),
        personId,
        method: c.req.method,
        path: c.req.path,
        status: response.status,
        address,
      })
    return response
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  return { server, fetch: app.fetch, close: () => close(server, log.close) }
}

/** Set by the gate on answers to a signed-in person, taken off here; never leaves the process. */
const PERSON_HEADER = "x-tiendo-person"

const productionBuild = (): (() => Promise<ServerBuild>) => {
  const loaded = import(pathToFileURL(`${BUILD}/server/index.js`).href) as Promise<ServerBuild>
  return () => loaded
}

const handlers = new WeakMap<ServerBuild, ReturnType<typeof createRequestHandler>>()

/** Made once for a build: making it compiles every route. */
function handlerOf(build: ServerBuild): ReturnType<typeof createRequestHandler> {
  const known = handlers.get(build) ?? createRequestHandler(build, "production")
  handlers.set(build, known)
  return known
}

async function answer(request: Request, instance: Instance, build: ServerBuild): Promise<Answer> {
  const { contexts } = build.entry.module as unknown as { contexts: typeof import("../entry.server.tsx").contexts }
  const nonce = randomBytes(16).toString("base64")
  const context = new RouterContextProvider()
  context.set(contexts.nonceContext, nonce)
  context.set(contexts.instanceContext, instance)
  const problem: { status?: number } = {}
  context.set(contexts.problemContext, problem)
  const answered = await handlerOf(build)(request, context)
  const { headers } = answered
  safeHeaders(headers, nonce, instance.settings.publicUrl)
  const status = problem.status && answered.status === 500 ? problem.status : answered.status
  const html = contexts.pageBodies.get(answered)
  return { status, headers, body: html === undefined ? answered.body : Buffer.from(html) }
}

function refuseEarly(request: Request, instance: Instance): Response | undefined {
  if (request.method === "GET" || request.method === "HEAD") return undefined
  if (isForeignPost(request, instance.settings.publicUrl))
    return new Response("Yêu cầu không đến từ trang của hệ thống này. (Cross-site request refused.)", { status: 403 })
  const isUpload = request.headers.get("content-type")?.startsWith("multipart/form-data")
  if (!isUpload && Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT)
    return new Response("Nội dung gửi lên quá lớn. (Request too large.)", { status: 413 })
  return undefined
}

async function isReady(instance: Instance): Promise<boolean> {
  try {
    await instance.db.selectFrom("setting").select("key").limit(1).execute()
    return true
  } catch {
    return false
  }
}

async function close(server: Server, closeLog: () => Promise<void>): Promise<void> {
  await new Promise<void>((done) => {
    server.close(() => done())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 3_000).unref()
  })
  await closeLog()
}
