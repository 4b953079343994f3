import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { type FieldDifference, taskDifferences } from "#features/plans/plan-change.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readFactsAt, readVersion } from "#features/plans/read-versions.server.ts"
import { formatDay } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, Tag } from "#ui/parts.tsx"
import { Differences } from "../change-card.tsx"
import type { Route } from "./+types/compare"

const PAGE_SIZE = 50
type ComparedTask = { id: string; title: string; what: "added" | "gone" | "changed"; differences: FieldDifference[] }

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const query = new URL(request.url).searchParams
  const from = await readVersion(ctx.db, plan.id, Number(query.get("tu")))
  const to = await readVersion(ctx.db, plan.id, Number(query.get("den")))
  const before = await readFactsAt(ctx.db, plan.id, from.number)
  const after = await readFactsAt(ctx.db, plan.id, to.number)
  const compared: ComparedTask[] = [...new Set([...before.keys(), ...after.keys()])].flatMap((id): ComparedTask[] => {
    const [old, fresh] = [standing(before.get(id)), standing(after.get(id))]
    if (!old && !fresh) return []
    const title = [(fresh ?? old)!.code, (fresh ?? old)!.title].join(". ")
    if (!old) return [{ id, title, what: "added", differences: taskDifferences(null, fresh) }]
    if (!fresh) return [{ id, title, what: "gone", differences: [] }]
    const differences = taskDifferences(old, fresh)
    return differences.length > 0 ? [{ id, title, what: "changed", differences }] : []
  })
  const pages = Math.max(1, Math.ceil(compared.length / PAGE_SIZE))
  const page = Math.min(pageNumber(request), pages)
  return {
    plan: { slug: plan.slug, title: plan.title },
    from: { number: from.number, day: from.effectiveOn },
    to: { number: to.number, day: to.effectiveOn },
    lines: compared.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    count: compared.length,
    same: [...after.values()].filter((facts) => facts.retiredOn === null).length,
    page,
    pages,
    search: searchOf(request),
  }
}

/** A task that a version has dropped or merged away is no longer in it. */
const standing = <Facts extends { retiredOn: string | null; droppedOn: string | null }>(facts: Facts | undefined) =>
  facts && facts.retiredOn === null && facts.droppedOn === null ? facts : null

const tones = { added: "good", gone: "bad", changed: "accent" } as const

export default function Compare({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, from, to, lines, count, page, pages, search } = loaderData
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
        lead={say("compare.count", { count })}
      />
      {lines.length === 0 ? (
        <Empty>{say("compare.none")}</Empty>
      ) : (
        lines.map((line) => (
          <article key={line.id} className="card">
            <h2>
              <Tag tone={tones[line.what]}>{say(`compare.what.${line.what}`)}</Tag>{" "}
              <a href={`${base}/nhiem-vu/${line.id}`}>{line.title}</a>
            </h2>
            {line.differences.length > 0 && (
              <Differences differences={line.differences} isNew={line.what === "added"} />
            )}
          </article>
        ))
      )}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}
