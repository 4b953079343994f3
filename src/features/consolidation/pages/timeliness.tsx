import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { readRounds } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { momentAt } from "#shared/day.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { ROUNDS_AT_ONCE, readTimeliness, UNITS_AT_ONCE } from "../read-timeliness.server.ts"
import type { GridCell, GridColumn } from "../timeliness-grid.ts"
import type { Route } from "./+types/timeliness"

export function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const now = momentAt(ctx.now, ctx.timeZone)
  // what is due turns with the clock, at most once a minute
  return remembered(
    ctx,
    request,
    async () => {
      if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
      const query = new URL(request.url).searchParams
      const earlier = Math.min(1_000, Math.max(0, Math.trunc(Number(query.get("lui")) || 0)))
      const rounds = await readRounds(ctx.db)
      const plans = [...new Map(rounds.map((round) => [round.planSlug, round])).values()]
      const plan = plans.find((each) => each.planSlug === query.get("ke-hoach")) ?? plans[0]
      const page = pageNumber(request)
      const grid = plan && (await readTimeliness(ctx.db, { planId: plan.planId, page, earlier, now }))
      return {
        clock: now.clock,
        plan: plan ? { slug: plan.planSlug, title: plan.planTitle } : null,
        plans: plans.map((each) => ({ slug: each.planSlug, title: each.planTitle })),
        grid: grid ?? null,
        earlier,
        hasEarlier: grid ? grid.rounds > (earlier + 1) * ROUNDS_AT_ONCE : false,
        page,
        pages: grid ? Math.ceil(grid.units / UNITS_AT_ONCE) : 0,
        search: searchOf(request),
      }
    },
    (data) => data.clock === now.clock,
  )
}

/** Units × rounds: who reported when it was due, and how much of the report was filled in. Each cell opens the report. */
export default function Timeliness({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, plans, grid, earlier, hasEarlier, page, pages, search } = loaderData
  if (!plan || !grid || grid.columns.length === 0)
    return (
      <>
        <PageHead
          crumbs={[{ to: "/tong-hop", label: say("nav.consolidation") }]}
          title={say("grid.title")}
          lead={plan?.title}
        />
        <Empty>{say(earlier > 0 ? "grid.noEarlier" : "consolidation.noRounds")}</Empty>
      </>
    )
  const to = (back: number) => `?ke-hoach=${plan.slug}${back > 0 ? `&lui=${back}` : ""}`
  return (
    <>
      <PageHead
        crumbs={[{ to: "/tong-hop", label: say("nav.consolidation") }]}
        title={say("grid.title")}
        lead={plan.title}
      />
      {plans.length > 1 && <OtherPlans plans={plans} current={plan.slug} />}
      <p>
        <strong>{finding(say, grid)}</strong> {say("grid.how")}
      </p>
      <nav className="actions" aria-label={say("grid.rounds")}>
        {hasEarlier && <a href={to(earlier + 1)}>{say("grid.earlier")}</a>}
        {earlier > 0 && <a href={to(earlier - 1)}>{say("grid.later")}</a>}
      </nav>
      <TableScroll label={say("grid.title")}>
        <table className="stack heat">
          <GridHead columns={grid.columns} />
          <tbody>
            {grid.rows.map((row) => (
              <tr key={row.unitId}>
                <th scope="row">{row.name}</th>
                {row.cells.map((cell, index) => (
                  <Cell key={grid.columns[index]!.round.id} unit={row.name} column={grid.columns[index]!} cell={cell} />
                ))}
                <td className="number" data-label={say("grid.troubled")}>
                  {row.troubled || "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

/** What the grid shows, in one sentence above it. */
function finding(say: ReturnType<typeof useSay>, grid: { columns: GridColumn[]; rows: { troubled: number }[] }) {
  const onTime = grid.columns.reduce((sum, column) => sum + column.onTime, 0)
  const judged = grid.columns.reduce((sum, column) => sum + column.judged, 0)
  if (judged === 0) return say("grid.nothingDue")
  const often = grid.rows.filter((row) => row.troubled > 1).length
  return say("grid.finding", { onTime, judged, share: Math.round((onTime / judged) * 100), often })
}

function GridHead({ columns }: { columns: GridColumn[] }) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <thead>
      <tr>
        <th scope="col">{say("unit.name")}</th>
        {columns.map(({ round, onTime, judged }) => (
          <th scope="col" key={round.id}>
            <a href={`/tong-hop/${round.id}`}>{roundName(round.name)}</a>
            <br />
            <small>
              <Days day={round.dueOn} />
              <br />
              {say("grid.column", { onTime, judged })}
            </small>
          </th>
        ))}
        <th scope="col" className="number">
          {say("grid.troubled")}
        </th>
      </tr>
    </thead>
  )
}

const tones = {
  onTime: "good",
  onTimeExtended: "good",
  late: "warn",
  missing: "bad",
  waiting: "calm",
  invited: "calm",
  closed: "calm",
} as const

/** Colour by timeliness, and the same in words with the share of answered entries. */
function Cell({ unit, column, cell }: { unit: string; column: GridColumn; cell: GridCell | null }) {
  const say = useSay()
  const roundName = useRoundName()
  const name = roundName(column.round.name)
  if (!cell)
    return (
      <td className="calm" data-label={name}>
        {say("grid.none")}
      </td>
    )
  const words = say(`report.standing.${cell.standing}`)
  return (
    <td className={tones[cell.standing]} data-label={name}>
      {cell.wasSent ? (
        <a href={`/tong-hop/${column.round.id}/bao-cao/${cell.reportId}`}>
          {words}
          <span className="visually-hidden">
            : {unit}, {name}
          </span>
        </a>
      ) : (
        words
      )}{" "}
      <small>{say("grid.answered", { answered: cell.answered, entries: cell.entries })}</small>
    </td>
  )
}

function OtherPlans({ plans, current }: { plans: { slug: string; title: string }[]; current: string }) {
  const say = useSay()
  return (
    <details>
      <summary>{say("grid.otherPlans", { count: plans.length - 1 })}</summary>
      <ul>
        {plans
          .filter((plan) => plan.slug !== current)
          .map((plan) => (
            <li key={plan.slug}>
              <a href={`?ke-hoach=${plan.slug}`}>{plan.title}</a>
            </li>
          ))}
      </ul>
    </details>
  )
}
