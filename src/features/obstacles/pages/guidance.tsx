import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { FilterChoice } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging } from "#ui/parts.tsx"
import { kinds } from "../obstacle.ts"
import { obstacleFilterOf } from "../obstacle-filter.ts"
import { Guidance } from "../obstacle-parts.tsx"
import { readGuidance } from "../read-guidance.server.ts"
import type { Route } from "./+types/guidance"

const PAGE_SIZE = 20

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { text, kind } = obstacleFilterOf(new URL(request.url).searchParams)
  const page = pageNumber(request)
  const { lines, count } = await readGuidance(ctx.db, { text, kind }, PAGE_SIZE, (page - 1) * PAGE_SIZE)
  return { lines, count, text, kind, page, pages: Math.max(1, Math.ceil(count / PAGE_SIZE)), search: searchOf(request) }
}

/** What was asked and answered before, for every official: solved obstacles that neither side keeps inside. */
export default function GuidancePage({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { lines, count, text, kind, page, pages, search } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/vuong-mac", label: say("obstacle.title") }]}
        title={say("guidance.title")}
        lead={say("guidance.count", { count })}
      />
      <form className="filters row" method="get">
        <div className="field grow">
          <label htmlFor="tim">{say("guidance.search")}</label>
          <input id="tim" name="tim" type="search" defaultValue={text} />
        </div>
        <FilterChoice
          name="loai"
          label={say("obstacle.kind")}
          value={kind}
          options={kinds.map((value) => ({ value, label: say(`obstacle.kind.${value}`) }))}
        />
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
        {(text || kind) && (
          <div className="field">
            <a href="/huong-dan">{say("tasks.clear")}</a>
          </div>
        )}
      </form>
      {lines.length === 0 && <Empty>{say(text || kind ? "guidance.noneFound" : "guidance.none")}</Empty>}
      {lines.map((line) => (
        <Guidance key={line.id} line={line} />
      ))}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}
