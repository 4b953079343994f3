import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { AWAY_SECONDS, LEAST_SECONDS } from "#features/reporting/work-time.ts"
import { NotFound } from "#platform/errors.ts"
import { actsAs } from "#shared/actor.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Empty, number, PageHead, Paging, TableScroll } from "#ui/parts.tsx"
import { inMinutes } from "../burden.ts"
import { BurdenChart } from "../burden-chart.tsx"
import { readBurden } from "../read-burden.server.ts"
import type { Route } from "./+types/burden"

const UNITS = 50

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!actsAs(ctx.actor, "planOffice", "director", "inspector")) throw new NotFound("burden")
  const found = await readBurden(ctx, new URL(request.url).searchParams.get("dot"))
  const page = pageNumber(request)
  if (!found) return null
  const { units, rounds, ...rest } = found
  return {
    ...rest,
    rounds: rounds.map(({ id, name, planTitle }) => ({ id, name, planTitle })),
    all: units.length,
    units: units.slice((page - 1) * UNITS, page * UNITS),
    page,
    pages: Math.ceil(units.length / UNITS),
    search: searchOf(request),
  }
}

/** What reports take the units: median, nine of ten, the longest, and how it went over the rounds. */
export default function BurdenPage({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const head = (
    <PageHead
      crumbs={[{ to: "/tong-hop", label: say("nav.consolidation") }]}
      title={say("burden.title")}
      lead={loaderData ? roundName(loaderData.round.documentName) : undefined}
    />
  )
  if (!loaderData)
    return (
      <>
        {head}
        <Empty>{say("consolidation.noRounds")}</Empty>
      </>
    )
  const { round, rounds, burden, trend } = loaderData
  const excel = `/tong-hop/thoi-gian-lam.xlsx?dot=${round.id}`
  return (
    <>
      {head}
      <form method="get" className="row card">
        <div className="field grow">
          <label htmlFor="dot">{say("round.name")}</label>
          <select id="dot" name="dot" defaultValue={round.id}>
            {rounds.map((each) => (
              <option key={each.id} value={each.id}>
                {roundName(each.name)} · {each.planTitle.slice(0, 60)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="secondary">
          {say("burden.show")}
        </button>
      </form>
      {burden.measured === 0 ? (
        <Empty>{say("burden.nothing", { sent: burden.sent })}</Empty>
      ) : (
        <>
          <Summary burden={burden} />
          <Trend trend={trend} />
          <Units loaded={loaderData} />
          <p className="actions">
            <a href={excel}>{say("burden.excel")}</a>
          </p>
        </>
      )}
      <section aria-labelledby="how" className="card">
        <h2 id="how">{say("burden.how")}</h2>
        <p>{say("burden.howMeasured", { away: AWAY_SECONDS / 60, least: LEAST_SECONDS })}</p>
        <p>{say("burden.howNot")}</p>
        <p>{say("burden.howFor")}</p>
      </section>
    </>
  )
}

type Loaded = NonNullable<Route.ComponentProps["loaderData"]>

function Summary({ burden }: { burden: Loaded["burden"] }) {
  const say = useSay()
  const minutes = (seconds: number | null) =>
    seconds === null ? "–" : say("burden.minutes", { n: number(inMinutes(seconds)) })
  return (
    <dl className="figures compact">
      <div>
        <dt>{say("burden.median")}</dt>
        <dd>{minutes(burden.medianSeconds)}</dd>
      </div>
      <div>
        <dt>{say("burden.p90")}</dt>
        <dd>{minutes(burden.p90Seconds)}</dd>
      </div>
      <div>
        <dt>{say("burden.perEntry")}</dt>
        <dd>{minutes(burden.secondsPerEntry)}</dd>
      </div>
      <div>
        <dt>{say("burden.total")}</dt>
        <dd>{say("burden.hours", { n: number(Math.round(burden.totalSeconds / 360) / 10) })}</dd>
      </div>
      <div>
        <dt>{say("burden.measured")}</dt>
        <dd>
          {burden.measured}/{burden.sent}
        </dd>
      </div>
    </dl>
  )
}

function Trend({ trend }: { trend: Loaded["trend"] }) {
  const say = useSay()
  const roundName = useRoundName()
  const measured = trend.filter((each) => each.burden.medianSeconds !== null)
  const [first, last] = [measured[0]?.burden.medianSeconds, measured.at(-1)?.burden.medianSeconds]
  const title =
    measured.length < 2 || first == null || last == null
      ? say("burden.trendOne")
      : say("burden.trend", { from: inMinutes(first), to: inMinutes(last), rounds: measured.length })
  return (
    <>
      <h2 id="trend">{title}</h2>
      <p className="hint">{say("burden.chart")}</p>
      <BurdenChart
        title={title}
        bars={trend.map(({ round, burden }) => ({ ...burden, key: round.id, label: roundName(round.name) }))}
      />
      <TableScroll label={title}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("round.name")}</th>
              <th className="number">{say("burden.median")}</th>
              <th className="number">{say("burden.p90")}</th>
              <th className="number">{say("burden.perEntry")}</th>
              <th className="number">{say("burden.measured")}</th>
            </tr>
          </thead>
          <tbody>
            {[...trend].reverse().map(({ round, burden }) => (
              <tr key={round.id}>
                <th scope="row">
                  <a href={`/tong-hop/thoi-gian-lam?dot=${round.id}`}>{roundName(round.name)}</a>
                </th>
                <Minutes seconds={burden.medianSeconds} label={say("burden.median")} />
                <Minutes seconds={burden.p90Seconds} label={say("burden.p90")} />
                <Minutes seconds={burden.secondsPerEntry} label={say("burden.perEntry")} />
                <td className="number" data-label={say("burden.measured")}>
                  {burden.measured}/{burden.sent}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}

function Minutes({ seconds, label }: { seconds: number | null; label: string }) {
  const say = useSay()
  return (
    <td className="number" data-label={label}>
      {seconds === null ? "–" : say("burden.minutes", { n: number(inMinutes(seconds)) })}
    </td>
  )
}

function Units({ loaded: { units, page, pages, search, all } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <>
      <h2 id="units">{say("burden.byUnit", { count: all })}</h2>
      <TableScroll label={say("burden.byUnit", { count: all })}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("unit.name")}</th>
              <th className="number">{say("burden.time")}</th>
              <th className="number">{say("matrix.entries")}</th>
              <th className="number">{say("burden.perEntry")}</th>
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.unitId}>
                <th scope="row">{unit.unitName}</th>
                {unit.seconds === null ? (
                  <td className="number" data-label={say("burden.time")}>
                    {say("burden.notMeasured")}
                  </td>
                ) : (
                  <Minutes seconds={unit.seconds} label={say("burden.time")} />
                )}
                <td className="number" data-label={say("matrix.entries")}>
                  {unit.entries}
                </td>
                <Minutes
                  seconds={unit.seconds === null || unit.entries === 0 ? null : unit.seconds / unit.entries}
                  label={say("burden.perEntry")}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}
