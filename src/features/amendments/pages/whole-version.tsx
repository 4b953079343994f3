import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readVersionTasks } from "#features/plans/read-version-pages.server.ts"
import { readVersion } from "#features/plans/read-versions.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import type { Route } from "./+types/whole-version"

const PAGE_SIZE = 50

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const version = await readVersion(ctx.db, plan.id, Number(params.number))
    if (version.appliedAt === null) throw new NotFound("planVersion")
    const text = new URL(request.url).searchParams.get("tim") ?? ""
    const words = folded(text).split(" ").filter(Boolean)
    const { all, found, tasks } = await readVersionTasks(ctx.db, plan.id, version.number, {
      words,
      offset: (pageNumber(request) - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    return {
      plan: { slug: plan.slug, title: plan.title },
      number: version.number,
      effectiveOn: version.effectiveOn,
      tasks,
      count: { found, all },
      text,
      page: pageNumber(request),
      pages: Math.max(1, Math.ceil(found / PAGE_SIZE)),
      search: searchOf(request),
    }
  })
}

/** The plan as one of its versions had it, under the names that units had then. */
export default function WholeVersion({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, number, effectiveOn, tasks, count, text, page, pages, search } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/phien-ban`, label: say("versions.title") },
          { to: `${base}/phien-ban/${number}`, label: say("versions.number", { number }) },
        ]}
        title={say("versions.asOf", { number, day: formatDay(effectiveOn) })}
        lead={
          text ? say("tasks.found", { found: count.found, all: count.all }) : say("tasks.count", { all: count.all })
        }
      />
      <form className="filters row" method="get">
        <div className="field grow">
          <label htmlFor="tim">{say("tasks.search")}</label>
          <input id="tim" name="tim" type="search" defaultValue={text} />
        </div>
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
      </form>
      {tasks.length === 0 ? (
        <Empty>{say("tasks.none")}</Empty>
      ) : (
        <TableScroll label={say("tasks.title")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("task.code")}</th>
                <th>{say("task.title")}</th>
                <th>{say("task.lead")}</th>
                <th>{say("task.deadline")}</th>
                <th>{say("task.product")}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <td data-label={say("task.code")}>{task.code}</td>
                  <th scope="row">
                    <a href={`${base}/nhiem-vu/${task.id}`}>{task.title}</a>{" "}
                    {task.droppedOn && <Tag tone="calm">{say("outcome.dropped")}</Tag>}
                  </th>
                  <td data-label={say("task.lead")}>{task.leads.map((lead) => lead.name).join("; ") || "–"}</td>
                  <td data-label={say("task.deadline")}>{task.deadline.text ?? "–"}</td>
                  <td data-label={say("task.product")}>{task.product ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}
