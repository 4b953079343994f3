import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll } from "#ui/parts.tsx"
import { lastDayInForce } from "../deadline.ts"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { OutcomeTag } from "../outcome-parts.tsx"
import { PlanViews } from "../plan-views.tsx"
import { readPlan } from "../read-plan.server.ts"
import type { Route } from "./+types/by-deadline"

const PAGE_SIZE = 50

/** "2027-Q2" for a last day; tasks without one stand under "none". */
const bucketOf = (last: string | null): string =>
  last ? `${last.slice(0, 4)}-Q${Math.ceil(Number(last.slice(5, 7)) / 3)}` : "none"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const lines = (await keptTaskLines(ctx, plan.id, ctx.today))
      .filter((line) => !line.isDropped)
      .map((line) => ({ ...line, last: lastDayInForce(line.deadline, ctx.today) }))
    const buckets = [...Map.groupBy(lines, (line) => bucketOf(line.last))]
      .map(([key, mine]) => ({
        key,
        all: mine.length,
        open: mine.filter((line) => line.workflow !== "completed").length,
        late: mine.filter((line) => line.line === "openOverdue").length,
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    const asked = new URL(request.url).searchParams.get("ky")
    const chosen = buckets.find((bucket) => bucket.key === asked)?.key ?? null
    const listed = lines
      .filter((line) => (chosen ? bucketOf(line.last) === chosen : line.last !== null && line.workflow !== "completed"))
      .sort((a, b) => (a.last === b.last ? a.position - b.position : (a.last ?? "9999") < (b.last ?? "9999") ? -1 : 1))
    const pages = Math.max(1, Math.ceil(listed.length / PAGE_SIZE))
    const page = Math.min(pageNumber(request), pages)
    return {
      plan: { slug: plan.slug, title: plan.title },
      buckets,
      chosen,
      count: listed.length,
      lines: listed.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
      page,
      pages,
      search: searchOf(request),
    }
  })
}

export default function ByDeadline({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, buckets, chosen, count, lines, page, pages, search } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const nameOf = (key: string) =>
    key === "none"
      ? say("byDeadline.none")
      : say("byDeadline.quarter", { quarter: key.slice(6), year: key.slice(0, 4) })
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={chosen ? say("byDeadline.in", { count, when: nameOf(chosen) }) : say("byDeadline.open", { count })}
      />
      <PlanViews slug={plan.slug} current="/theo-thoi-han" />
      <ul className="row plain-list buckets">
        {buckets.map((bucket) => (
          <li key={bucket.key}>
            <a
              href={bucket.key === chosen ? `${base}/theo-thoi-han` : `${base}/theo-thoi-han?ky=${bucket.key}`}
              aria-current={bucket.key === chosen ? "true" : undefined}
            >
              {nameOf(bucket.key)}: {say("byDeadline.counts", bucket)}
            </a>
          </li>
        ))}
      </ul>
      {lines.length === 0 ? (
        <Empty>{say("tasks.none")}</Empty>
      ) : (
        <TableScroll label={say("view.deadlines")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("task.lastDay")}</th>
                <th>{say("task.title")}</th>
                <th>{say("task.lead")}</th>
                <th>{say("task.state")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td data-label={say("task.lastDay")}>
                    {line.last ? <Days day={line.last} /> : (line.deadline.text ?? "–")}
                  </td>
                  <th scope="row">
                    <a href={`${base}/nhiem-vu/${line.id}`}>{`${line.code}. ${line.title}`}</a>
                  </th>
                  <td data-label={say("task.lead")}>
                    {line.leadGroupName ?? (line.leads.map((lead) => lead.name).join("; ") || say("tasks.noLead"))}
                  </td>
                  <td data-label={say("task.state")}>
                    <OutcomeTag line={line.line} />
                  </td>
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
