import type { Kysely } from "kysely"
import type { DB } from "#platform/db/schema.ts"
import { type Answer, compress, type Encoding, encodingFor, readWhole } from "#platform/http/compress.server.ts"

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

  return async (request: Request, path: string, render: () => Promise<Answer>): Promise<Answer> => {
    if (request.method !== "GET" || !isPublic(path) || request.url.includes("?")) return render()
    const now = await currentStamp()
    const known = pages.get(path)
    const page = known?.stamp === now ? known : await keep(path, now, await render())
    return "bytes" in page ? answer(page, encodingFor(request.headers.get("accept-encoding"))) : page
  }

  async function keep(path: string, now: string, { status, headers, body }: Answer): Promise<Kept | Answer> {
    if (status !== 200 || !body) return { status, headers, body }
    const bytes = body instanceof Uint8Array ? body : await readWhole(body)
    headers.set("Vary", "Accept-Encoding")
    const kept: Kept = { stamp: now, headers, bytes: new Map([["identity", bytes]]) }
    if (pages.size >= AT_MOST) pages.delete(pages.keys().next().value!)
    pages.set(path, kept)
    return kept
  }
}

async function answer(page: Kept, encoding: Encoding): Promise<Answer> {
  const known = page.bytes.get(encoding)
  const body = known ?? (await compress(page.bytes.get("identity")!, encoding, "best"))
  if (!known) page.bytes.set(encoding, body)
  const headers = new Headers(page.headers)
  if (encoding !== "identity") headers.set("Content-Encoding", encoding)
  return { status: 200, headers, body }
}

/** The portal's addresses, in both languages (routes.ts). */
const isPublic = (path: string): boolean =>
  /^(\/en)?(\/|\/(cong-khai|du-lieu-mo|dinh-chinh)(\/.*)?)?$/.test(path) && path !== ""
