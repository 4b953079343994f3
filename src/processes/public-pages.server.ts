import type { Kysely } from "kysely"
import type { DB } from "#platform/db/schema.ts"
import { compress, type Encoding, encodingFor } from "#platform/http/compress.server.ts"

type Kept = { stamp: string; headers: Headers; bytes: Map<Encoding, Uint8Array> }

const AT_MOST = 500
const STAMP_MS = 1_000

/**
 * The portal's pages as bytes, compressed once: they change only when a publication is approved, and depend on no viewer. Served before
 * the router. What was published is asked at most once a second, so that every process shows a new publication within that time.
 */
export function keepPublicPages(db: Kysely<DB>) {
  const pages = new Map<string, Kept>()
  let stamp = ""
  let askedAt = 0

  const currentStamp = async (): Promise<string> => {
    if (performance.now() - askedAt > STAMP_MS) {
      const row = await db
        .selectFrom("publication")
        .select((select) => [select.fn.max("decidedAt").as("last"), select.fn.countAll().as("count")])
        .where("state", "=", "approved")
        .executeTakeFirst()
      stamp = `${row?.last?.toISOString() ?? ""}:${row?.count ?? 0}`
      askedAt = performance.now()
    }
    return stamp
  }

  return async (request: Request, render: () => Promise<Response>): Promise<Response> => {
    const url = new URL(request.url)
    if (request.method !== "GET" || url.search !== "" || !isPublic(url.pathname)) return render()
    const now = await currentStamp()
    const known = pages.get(url.pathname)
    const page = known?.stamp === now ? known : await keep(url.pathname, now, await render())
    return page instanceof Response ? page : answer(page, encodingFor(request.headers.get("accept-encoding")))
  }

  async function keep(path: string, now: string, response: Response): Promise<Kept | Response> {
    if (response.status !== 200) return response
    const bytes = new Uint8Array(await response.arrayBuffer())
    const kept: Kept = { stamp: now, headers: new Headers(response.headers), bytes: new Map([["identity", bytes]]) }
    if (pages.size >= AT_MOST) pages.delete(pages.keys().next().value!)
    pages.set(path, kept)
    return kept
  }
}

async function answer(page: Kept, encoding: Encoding): Promise<Response> {
  const headers = new Headers(page.headers)
  headers.set("Vary", "Accept-Encoding")
  const known = page.bytes.get(encoding)
  const bytes = known ?? (await compress(page.bytes.get("identity")!, encoding, "best"))
  if (!known) page.bytes.set(encoding, bytes)
  if (encoding !== "identity") headers.set("Content-Encoding", encoding)
  return new Response(bytes as BodyInit, { headers })
}

/** The portal's addresses, in both languages (routes.ts). */
const isPublic = (path: string): boolean => /^(\/en)?(\/|\/(cong-khai|du-lieu-mo)(\/.*)?)?$/.test(path) && path !== ""
