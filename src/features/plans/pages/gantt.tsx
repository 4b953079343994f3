import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, TableScroll } from "#ui/parts.tsx"
import { shapeInWords, shapeOf, type TaskShape, todayShare, windowOf, yearTicks } from "../gantt.ts"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { outcomeFill } from "../outcome-parts.tsx"
import { PlanViews } from "../plan-views.tsx"
import { readPlan } from "../read-plan.server.ts"
import { filterOptions, TaskFilterForm } from "../task-filter.tsx"
import { filterTaskLines, taskFilterOf } from "../task-list-filter.ts"
import type { Route } from "./+types/gantt"

const PAGE_SIZE = 50

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const all = await keptTaskLines(ctx, plan.id, ctx.today)
    const query = new URL(request.url).searchParams
    const filter = taskFilterOf(query)
    const found = filterTaskLines(all, filter).filter((line) => !line.isDropped)
    const window = windowOf(all, plan.startedOn, { from: query.get("tu"), to: query.get("den") })
    const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
    const page = Math.min(pageNumber(request), pages)
    return {
      plan: { slug: plan.slug, title: plan.title },
      lines: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((line) => ({
        id: line.id,
        code: line.code,
        title: line.title,
        line: line.line,
        percentDone: line.percentDone,
        words: shapeInWords(line.deadline),
        shape: shapeOf(line.deadline, plan.startedOn, window),
      })),
      count: { found: found.length, late: found.filter((line) => line.line === "openOverdue").length },
      window,
      ticks: yearTicks(window),
      today: todayShare(window, ctx.today),
      page,
      pages,
      filter,
      options: filterOptions(all),
      search: searchOf(request),
    }
  })
}

/** One unit is a thousandth of the window. */
const WIDTH = 1_000
const ROW = 26

export default function Gantt({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, lines, count, window, ticks, today, page, pages, filter, options, search } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const years = { tu: window.from.slice(0, 4), den: window.to.slice(0, 4) }
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("gantt.title", { late: count.late, count: count.found })}
      />
      <PlanViews slug={plan.slug} current="/thoi-gian" />
      <TaskFilterForm filter={filter} options={options} here={`${base}/thoi-gian`} />
      <form className="filters row" method="get">
        {(["tu", "den"] as const).map((name) => (
          <div className="field" key={name}>
            <label htmlFor={name}>{say(`gantt.${name}`)}</label>
            <input id={name} name={name} inputMode="numeric" size={5} defaultValue={years[name]} />
          </div>
        ))}
        <div className="field">
          <button type="submit" className="secondary">
            {say("versions.find")}
          </button>
        </div>
      </form>
      {lines.length === 0 ? (
        <Empty>{say("tasks.none")}</Empty>
      ) : (
        <TableScroll label={say("view.time")}>
          <table className="gantt">
            <thead>
              <tr>
                <th>{say("task.title")}</th>
                <th>{say("task.deadline")}</th>
                <th className="time">
                  <span className="visually-hidden">{say("view.time")}</span>
                  <div className="axis" aria-hidden="true">
                    <svg viewBox={`0 0 ${WIDTH} ${ROW}`} preserveAspectRatio="none">
                      <title>{say("view.time")}</title>
                      <Ticks ticks={ticks} today={today} />
                    </svg>
                    <svg className="labels" height={ROW} width="100%">
                      <title>{say("view.time")}</title>
                      {ticks.map((tick) => (
                        <text
                          key={tick.label}
                          x={`${tick.x * 100}%`}
                          dx="4"
                          y="17"
                          fontSize="13"
                          fill="var(--ink-soft)"
                        >
                          {tick.label}
                        </text>
                      ))}
                    </svg>
                  </div>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <th scope="row">
                    <a href={`${base}/nhiem-vu/${line.id}`} title={line.title}>
                      {line.code}. {line.title}
                    </a>
                  </th>
                  <td>{line.words || <span className="soft">{say("tasks.noDeadline")}</span>}</td>
                  <td className="time">
                    <svg
                      viewBox={`0 0 ${WIDTH} ${ROW}`}
                      preserveAspectRatio="none"
                      role="img"
                      aria-label={`${line.line ? say(`outcome.${line.line}`) : ""}${line.percentDone === null ? "" : `, ${line.percentDone} %`}`}
                    >
                      <Ticks ticks={ticks} today={today} />
                      <Shape shape={line.shape} fill={outcomeFill(line.line)} percentDone={line.percentDone} />
                    </svg>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <p className="legend">
        {(["completedOnTime", "completedLate", "openInTime", "openOverdue", "untimed"] as const).map((line) => (
          <span key={line}>
            <svg width="14" height="14" aria-hidden="true">
              <rect width="14" height="14" rx="3" fill={outcomeFill(line)} />
            </svg>{" "}
            {say(`outcome.${line}`)}
          </span>
        ))}
        <span>{say("gantt.today")}</span>
      </p>
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

function Ticks({ ticks, today }: { ticks: readonly { x: number; label: string }[]; today: number | null }) {
  return (
    <>
      {ticks.map((tick) => (
        <line
          key={tick.label}
          x1={tick.x * WIDTH}
          x2={tick.x * WIDTH}
          y1="0"
          y2={ROW}
          stroke="var(--line)"
          strokeWidth="1"
        />
      ))}
      {today !== null && (
        <line
          x1={today * WIDTH}
          x2={today * WIDTH}
          y1="0"
          y2={ROW}
          stroke="var(--bad)"
          strokeWidth="2"
          strokeDasharray="4 3"
        />
      )}
    </>
  )
}

function Shape({ shape, fill, percentDone }: { shape: TaskShape; fill: string; percentDone: number | null }) {
  const { bar, marks } = shape
  return (
    <>
      {bar && (
        <rect
          x={bar.x * WIDTH}
          y="7"
          width={bar.width * WIDTH}
          height="12"
          fill={fill}
          fillOpacity={bar.kind === "ongoing" ? 0.35 : 0.45}
        />
      )}
      {bar && bar.kind === "span" && percentDone !== null && percentDone > 0 && (
        <rect x={bar.x * WIDTH} y="7" width={(bar.width * WIDTH * percentDone) / 100} height="12" fill={fill} />
      )}
      {marks.map((mark) => (
        <rect key={mark.day} x={mark.x * WIDTH - 2} y="4" width="4" height="18" fill={fill} />
      ))}
    </>
  )
}
