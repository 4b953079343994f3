import { NotFound } from "#platform/errors.ts"
import { historyHead, recentHistory } from "#platform/history/read-history.server.ts"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { HistoryList, historyRow } from "../history-list.tsx"
import { seesAllHistory } from "../may-see-history.server.ts"
import { pageOf } from "../page.server.ts"
import type { Route } from "./+types/recent-history"

const PAGE = 100

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!seesAllHistory(ctx)) throw new NotFound("history")
  const before = new URL(request.url).searchParams.get("truoc")
  const lines = await recentHistory(ctx.db, {
    limit: PAGE,
    ...(before && /^\d+$/.test(before) ? { before: BigInt(before) } : {}),
  })
  const head = await historyHead(ctx.db)
  return {
    rows: lines.map(historyRow),
    more: lines.length === PAGE ? lines.at(-1)!.seq.toString() : null,
    head: { seq: head.seq.toString(), hash: head.hash },
  }
}

export default function RecentHistory({ loaderData: { rows, more, head } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("nav.history")} lead={say("history.recentLead")} />
      <p className="source">{say("history.head", { seq: head.seq, hash: head.hash })}</p>
      <HistoryList rows={rows} />
      {more && <a href={`?truoc=${more}`}>{say("history.older")}</a>}
    </>
  )
}
