import type { Kysely } from "kysely"
import type { DB } from "#platform/db/schema.ts"
import { type RecentlyUsed, recentlyUsed } from "#shared/recently-used.ts"
import type { Language } from "#ui/words.ts"
import { renderOnly } from "./render-only.ts"
import type { PersonCtx } from "./request-context.ts"

/** Pages that one process remembers; the one that was not asked for longest is forgotten first. */
const MOST_PAGES = 40

type Remembered = { historyHead: string; today: string; data: object }
const byDatabase = new WeakMap<Kysely<DB>, RecentlyUsed<Remembered>>()
const markups = new WeakMap<object, Map<Language, string>>()

/**
 * What a page that only shows things showed last time to this seat under this address, as long as it is the same day and nothing at all
 * has been recorded since: every command appends to the history in its own transaction, so an unmoved head means unmoved data
 * (docs/decisions/0013). What the page was rendered to is kept beside it.
 * Not for pages with a form that carries a request id, and not for data that differs between persons who share a seat.
 * @param load reads what the page shows; who may see it is asked before, or inside
 * @param isStillTrue for a page on which a clock time can pass without anything being recorded
 */
export async function remembered<Data extends object>(
  ctx: PersonCtx,
  request: Request,
  load: () => Promise<Data>,
  isStillTrue: (data: Data) => boolean = () => true,
): Promise<Data> {
  const { pathname, search } = new URL(request.url)
  const key = `${ctx.actor.seat.id} ${pathname}${search}`
  const pages = pagesOf(ctx.db)
  const last = pages.get(key)
  if (last?.historyHead === ctx.historyHead && last.today === ctx.today && isStillTrue(last.data as Data))
    return last.data as Data
  const data = renderOnly(await load())
  markups.set(data, new Map())
  pages.set(key, { historyHead: ctx.historyHead, today: ctx.today, data })
  return data
}

function pagesOf(db: Kysely<DB>): RecentlyUsed<Remembered> {
  const pages = byDatabase.get(db) ?? recentlyUsed<Remembered>(MOST_PAGES)
  byDatabase.set(db, pages)
  return pages
}

/** The markup of a remembered page, by language; undefined when the data is not remembered. */
export const rememberedMarkup = (data: unknown): Map<Language, string> | undefined =>
  typeof data === "object" && data !== null ? markups.get(data) : undefined
