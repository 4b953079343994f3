import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { OutcomeTag } from "../outcome-parts.tsx"
import { mayEditPlan } from "../permissions.ts"
import { PlanViews } from "../plan-views.tsx"
import { readPlan } from "../read-plan.server.ts"
import { filterOptions, TaskFilterForm } from "../task-filter.tsx"
import type { TaskLine } from "../task-line.ts"
import { filterTaskLines, taskFilterOf } from "../task-list-filter.ts"
import type { Route } from "./+types/tasks"

const PAGE_SIZE = 50

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const all = await keptTaskLines(ctx, plan.id, ctx.today)
    const query = new URL(request.url).searchParams
    const filter = taskFilterOf(query)
    const found = filterTaskLines(all, filter)
    const size = query.has("tat-ca") ? 1_000 : PAGE_SIZE
    const pages = Math.max(1, Math.ceil(found.length / size))
    const page = Math.min(pageNumber(request), pages)
    return {
      plan: { slug: plan.slug, title: plan.title },
      lines: found.slice((page - 1) * size, page * size),
      count: { found: found.length, all: all.length },
      page,
      pages,
      filter,
      search: searchOf(request),
      options: filterOptions(all),
      mayEdit: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null,
    }
  })
}

export default function Tasks({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, lines, count, page, pages, filter, search, options, mayEdit } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("tasks.title")}
        lead={
          isFiltered
            ? say("tasks.found", { found: count.found, all: count.all })
            : say("tasks.count", { all: count.all })
        }
      />
      <PlanViews slug={plan.slug} current="/nhiem-vu" />
      <TaskFilterForm filter={filter} options={options} here={`${base}/nhiem-vu`} />
      {lines.length === 0 ? (
        <Empty>{say("tasks.none")}</Empty>
      ) : (
        <form method="get" action={`${base}/nhiem-vu/sua`}>
          <TaskTable lines={lines} base={base} hasChoice={mayEdit} />
          {mayEdit && (
            <p className="actions">
              <button type="submit" className="secondary">
                {say("tasks.editChosen")}
              </button>
            </p>
          )}
        </form>
      )}
      <p>
        <a href={`${base}/nhiem-vu/xuat.xlsx${search}`}>{say("tasks.excel", { count: count.found })}</a> ·{" "}
        <a href={`${base}/so-lam-viec.xlsx`}>{say("tasks.workbook")}</a>
      </p>
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

function TaskTable({ lines, base, hasChoice }: { lines: TaskLine[]; base: string; hasChoice: boolean }) {
  const say = useSay()
  return (
    <TableScroll label={say("tasks.title")}>
      <table className="stack">
        <thead>
          <tr>
            {hasChoice && (
              <th>
                <span className="visually-hidden">{say("tasks.choose")}</span>
              </th>
            )}
            <th>{say("task.code")}</th>
            <th>{say("task.title")}</th>
            <th>{say("task.lead")}</th>
            <th>{say("task.deadline")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              {hasChoice && (
                <td>
                  <input
                    type="checkbox"
                    name="task"
                    value={line.id}
                    aria-label={say("tasks.chooseOne", { code: line.code })}
                  />
                </td>
              )}
              <td data-label={say("task.code")}>{line.code}</td>
              <th scope="row">
                <a href={`${base}/nhiem-vu/${line.id}`}>{line.title}</a>
              </th>
              <td data-label={say("task.lead")}>
                {leadText(line) ?? <span className="soft">{say("tasks.noLead")}</span>}
              </td>
              <td data-label={say("task.deadline")}>
                {line.deadline.text ?? <span className="soft">{say("tasks.noDeadline")}</span>}
              </td>
              <td data-label={say("task.state")}>
                <OutcomeTag line={line.line} />{" "}
                {line.members > 1 && line.leadGroupName && <small>{`${line.confirmed}/${line.members}`}</small>}
                {line.workflow === "awaitingConfirmation" && (
                  <Tag tone="warn">{say("workflow.awaitingConfirmation")}</Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** A collective lead stands under its own name; a named list is written out. */
const leadText = (line: TaskLine): string | null =>
  line.leadGroupName ?? (line.leads.length > 0 ? line.leads.map((lead) => lead.name).join("; ") : null)
