import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { OutcomeTag } from "../outcome-parts.tsx"
import { PlanViews } from "../plan-views.tsx"
import { type IndicatorLine, readIndicators } from "../read-indicators.server.ts"
import { readPlan } from "../read-plan.server.ts"
import type { TaskLine } from "../task-line.ts"
import { countLines, type Totals } from "../task-outcome.ts"
import type { Route } from "./+types/tree"

/** One group is open at a time, so that the page stays small whatever the plan. */
export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const lines = await keptTaskLines(ctx, plan.id, ctx.today)
    const asked = new URL(request.url).searchParams.get("nhom")
    const groups = [...Map.groupBy(lines, (line) => line.groupId)].map(([id, mine]) => ({
      id,
      code: mine[0]!.groupCode,
      title: mine[0]!.groupTitle,
      totals: countLines(mine.map((line) => line.line)),
    }))
    const open = groups.find((group) => group.code === asked) ?? (groups.length === 1 ? groups[0] : undefined)
    return {
      plan: { slug: plan.slug, title: plan.title },
      groups,
      openCode: open?.code ?? null,
      tasks: open ? lines.filter((line) => line.groupId === open.id) : [],
      indicators: await readIndicators(ctx.db, plan.id),
    }
  })
}

export default function Tree({ loaderData: { plan, groups, openCode, tasks, indicators } }: Route.ComponentProps) {
  const say = useSay()
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("tree.title")}
        lead={say("tree.lead", { groups: groups.length, indicators: indicators.length })}
      />
      <PlanViews slug={plan.slug} current="/cay" />
      <h2>{say("tree.indicators")}</h2>
      {indicators.length === 0 ? (
        <p className="soft">{say("tree.noIndicators")}</p>
      ) : (
        <Indicators indicators={indicators} />
      )}
      <h2>{say("plan.groups")}</h2>
      {groups.length === 0 ? (
        <Empty>{say("tasks.none")}</Empty>
      ) : (
        <ul className="tree">
          {groups.map((group) => (
            <li key={group.code}>
              <a
                href={
                  group.code === openCode ? `${base}/cay` : `${base}/cay?nhom=${encodeURIComponent(group.code)}#nhom`
                }
                aria-expanded={group.code === openCode}
                id={group.code === openCode ? "nhom" : undefined}
              >
                {`${group.code}. ${group.title}`}
              </a>{" "}
              <Counts totals={group.totals} />
              {group.code === openCode && <Tasks tasks={tasks} parentId={null} base={base} />}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Counts({ totals }: { totals: Totals }) {
  const say = useSay()
  return (
    <small className="soft">
      {say("tree.counts", {
        done: totals.completedOnTime + totals.completedLate,
        all: totals.all,
        late: totals.openOverdue,
      })}
    </small>
  )
}

function Tasks({ tasks, parentId, base }: { tasks: readonly TaskLine[]; parentId: string | null; base: string }) {
  const known = new Set(tasks.map((task) => task.id))
  const mine = tasks.filter((task) => (task.parentId && known.has(task.parentId) ? task.parentId : null) === parentId)
  if (mine.length === 0) return null
  return (
    <ul>
      {mine.map((task) => (
        <li key={task.id}>
          <a href={`${base}/nhiem-vu/${task.id}`}>{`${task.code}. ${task.title}`}</a> <OutcomeTag line={task.line} />
          {task.leads.length > 0 && (
            <small className="soft"> {task.leadGroupName ?? task.leads.map((lead) => lead.name).join("; ")}</small>
          )}
          <Tasks tasks={tasks} parentId={task.id} base={base} />
        </li>
      ))}
    </ul>
  )
}

function Indicators({ indicators }: { indicators: readonly IndicatorLine[] }) {
  const roots = indicators.filter((each) => each.parentId === null)
  const item = (indicator: IndicatorLine) => (
    <li key={indicator.id}>
      {[indicator.code, indicator.title].filter(Boolean).join(". ")}
      {indicator.unitOfMeasure && ` (${indicator.unitOfMeasure})`}
      {indicator.targets.length > 0 && (
        <small className="soft">
          {" "}
          {indicator.targets.map((target) => [target.year, target.text].filter(Boolean).join(": ")).join("; ")}
        </small>
      )}
      {indicators.some((each) => each.parentId === indicator.id) && (
        <ul>{indicators.filter((each) => each.parentId === indicator.id).map(item)}</ul>
      )}
    </li>
  )
  return <ul className="tree">{roots.map(item)}</ul>
}
