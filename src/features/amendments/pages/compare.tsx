import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { type IndicatorFacts, taskDifferences } from "#features/plans/plan-change.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readTaskPairs, type TaskPair } from "#features/plans/read-version-pages.server.ts"
import { readIndicatorFactsAt, readVersion } from "#features/plans/read-versions.server.ts"
import { formatDay } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, Tag } from "#ui/parts.tsx"
import { Differences } from "../change-card.tsx"
import { indicatorDifferences, type ShownDifference } from "../indicator-differences.ts"
import type { Route } from "./+types/compare"

const PAGE_SIZE = 50

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const query = new URL(request.url).searchParams
    const from = await readVersion(ctx.db, plan.id, Number(query.get("tu")))
    const to = await readVersion(ctx.db, plan.id, Number(query.get("den")))
    const page = pageNumber(request)
    const { count, pairs } = await readTaskPairs(
      ctx.db,
      plan.id,
      { from: from.number, to: to.number },
      { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
    )
    return {
      plan: { slug: plan.slug, title: plan.title },
      from: { number: from.number, day: from.effectiveOn },
      to: { number: to.number, day: to.effectiveOn },
      tasks: pairs.map(comparedTask),
      indicators: comparedIndicators(
        await readIndicatorFactsAt(ctx.db, plan.id, from.number),
        await readIndicatorFactsAt(ctx.db, plan.id, to.number),
      ),
      count,
      page,
      pages: Math.max(1, Math.ceil(count / PAGE_SIZE)),
      search: searchOf(request),
    }
  })
}

type Compared = { id: string; title: string; what: "added" | "gone" | "changed"; differences: ShownDifference[] }

const whatOf = (before: unknown, after: unknown) => (!before ? "added" : !after ? "gone" : "changed")

function comparedTask({ id, before, after }: TaskPair): Compared {
  const { code, title } = (after ?? before)!
  const differences = after ? taskDifferences(before, after) : []
  return { id, title: `${code}. ${title}`, what: whatOf(before, after), differences }
}

function comparedIndicators(
  from: ReadonlyMap<string, IndicatorFacts>,
  to: ReadonlyMap<string, IndicatorFacts>,
): Compared[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((id): Compared[] => {
    const [before, after] = [standing(from.get(id)), standing(to.get(id))]
    const known = after ?? before
    if (!known) return []
    const differences = after ? indicatorDifferences(before ?? {}, after) : []
    if (before && after && differences.length === 0) return []
    const title = known.code ? `${known.code}. ${known.title}` : known.title
    return [{ id, title, what: whatOf(before, after), differences }]
  })
}

const standing = (facts: IndicatorFacts | undefined) => (facts && facts.retiredOn === null ? facts : null)

const tones = { added: "good", gone: "bad", changed: "accent" } as const

export default function Compare({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, from, to, tasks, indicators, count, page, pages, search } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const named = (version: { number: number; day: string }) =>
    `${say("versions.number", { number: version.number })} (${formatDay(version.day)})`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/phien-ban`, label: say("versions.title") },
        ]}
        title={say("compare.title", { from: named(from), to: named(to) })}
        lead={say("compare.count", { count, indicators: indicators.length })}
      />
      {count === 0 && indicators.length === 0 && <Empty>{say("compare.none")}</Empty>}
      {page === 1 && indicators.length > 0 && (
        <section>
          <h2>{say("compare.indicators")}</h2>
          {indicators.map((each) => (
            <ComparedCard key={each.id} compared={each} />
          ))}
        </section>
      )}
      {tasks.length > 0 && (
        <section>
          <h2>{say("compare.tasks")}</h2>
          {tasks.map((each) => (
            <ComparedCard key={each.id} compared={each} to={`${base}/nhiem-vu/${each.id}`} />
          ))}
        </section>
      )}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

function ComparedCard({ compared, to }: { compared: Compared; to?: string }) {
  const say = useSay()
  const { title, what, differences } = compared
  return (
    <article className="card">
      <h3>
        <Tag tone={tones[what]}>{say(`compare.what.${what}`)}</Tag> {to ? <a href={to}>{title}</a> : title}
      </h3>
      {differences.length > 0 && <Differences differences={differences} isNew={what === "added"} />}
    </article>
  )
}
