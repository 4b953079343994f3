import { historyOf } from "#platform/history/read-history.server.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { HistoryList, historyRow } from "../history-list.tsx"
import { assertMaySeeHistory } from "../may-see-history.server.ts"
import { pageOf } from "../page.server.ts"
import type { Route } from "./+types/object-history"

const PAGE = 100

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  await assertMaySeeHistory(ctx, params.subject)
  const before = new URL(request.url).searchParams.get("truoc")
  const lines = await historyOf(ctx.db, params.subject, {
    limit: PAGE,
    ...(before && /^\d+$/.test(before) ? { before: BigInt(before) } : {}),
  })
  return { rows: lines.map(historyRow), more: lines.length === PAGE ? lines.at(-1)!.seq.toString() : null }
}

export default function ObjectHistory({ loaderData: { rows, more } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("plan.history")} lead={say("history.lead")} />
      {rows.length === 0 ? <Empty>{say("history.none")}</Empty> : <HistoryList rows={rows} />}
      {more && <a href={`?truoc=${more}`}>{say("history.older")}</a>}
    </>
  )
}
