import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { scopeOf } from "#features/sample-checks/permissions.ts"
import {
  ITEMS_PAGE,
  readDraws,
  readSampleItems,
  readSampleSummary,
} from "#features/sample-checks/read-samples.server.ts"
import { itemState, itemStates } from "#features/sample-checks/sample-check.ts"
import { FindingTag, ItemStateTag, SampleFigures } from "#features/sample-checks/sample-parts.tsx"
import { NotFound } from "#platform/errors.ts"
import { dayAt } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Paging, TableScroll } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/samples"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const round = await readRound(ctx.db, params.round)
  if (!maySeeConsolidation(ctx.actor) && !scopeOf(ctx.actor, round)) throw new NotFound("consolidation")
  const query = new URL(request.url).searchParams
  const state = itemStates.find((each) => each === query.get("tinh-trang"))
  const number = Number(query.get("lan")) || undefined
  const isMine = query.get("cua-toi") === "1"
  const page = pageNumber(request)
  const filter = {
    roundId: round.id,
    ...(state && { state }),
    ...(number && { sampleNumber: number }),
    ...(isMine && { checkerId: ctx.actor.personId }),
  }
  const { items, found } = await readSampleItems(ctx.db, filter, ctx.today, page)
  const draws = await readDraws(ctx.db, round.id)
  return {
    round,
    summary: await readSampleSummary(ctx.db, round.id),
    draws: draws.map(({ drawnAt, ...each }) => ({ ...each, drawnOn: dayAt(drawnAt, ctx.timeZone) })),
    items: items.map((item) => ({ ...item, state: itemState(item, ctx.today) })),
    found,
    page,
    pages: Math.ceil(found / ITEMS_PAGE),
    search: searchOf(request),
    filter: { state: state ?? null, number: number ?? null, isMine },
    mayDraw: scopeOf(ctx.actor, round) !== null && round.kind === "calendar",
  }
}

/** The samples that were drawn in a round, how each was drawn, and what the checks came to. */
export default function Samples({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { round, summary, draws, items, found, page, pages, search, filter, mayDraw } = loaderData
  const base = `/tong-hop/${round.id}/kiem-tra-mau`
  return (
    <RoundFrame round={round} current="/kiem-tra-mau">
      <p>{say("sample.lead")}</p>
      {mayDraw && (
        <p className="actions">
          <a className="button" href={`${base}/rut`}>
            {say("sample.drawTitle")}
          </a>
        </p>
      )}
      {draws.length === 0 ? (
        <Empty>{say("sample.noDraws")}</Empty>
      ) : (
        <>
          <SampleFigures summary={summary} />
          <nav className="actions" aria-label={say("sample.filters")}>
            <a href={base}>{say("sample.all")}</a>
            {mayDraw && <a href={`${base}?cua-toi=1`}>{say("sample.mine")}</a>}
            {itemStates.map((each) => (
              <a
                key={each}
                href={`${base}?tinh-trang=${each}`}
                aria-current={filter.state === each ? "page" : undefined}
              >
                {say(`sample.state.${each}`)}
              </a>
            ))}
          </nav>
          <p>{say("sample.found", { found, all: summary.items })}</p>
          {items.length > 0 && <Items items={items} />}
          <Paging page={page} pages={pages} search={search} />
          <Draws draws={draws} base={base} />
        </>
      )}
    </RoundFrame>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Items({ items }: { items: Loaded["items"] }) {
  const say = useSay()
  return (
    <TableScroll label={say("sample.items")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("task.title")}</th>
            <th>{say("unit.name")}</th>
            <th>{say("task.state")}</th>
            <th>{say("sample.findingTitle")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <a className="clamp" href={`/kiem-tra-mau/${item.id}`}>
                  {item.taskCode}. {item.taskTitle}
                </a>
              </th>
              <td data-label={say("unit.name")}>
                {item.unitName}
                <br />
                <small>
                  {say("sample.checker")}: {item.checkerName ?? say("sample.noCheckerYet")}
                </small>
              </td>
              <td data-label={say("task.state")}>
                <ItemStateTag state={item.state} />{" "}
                {item.state === "explaining" && (
                  <small>
                    {say("sample.until")} <Days day={item.explainBy} />
                  </small>
                )}
              </td>
              <td data-label={say("sample.findingTitle")}>
                {item.finding ? (
                  <FindingTag finding={item.result ?? item.finding} />
                ) : (
                  <span aria-hidden="true">–</span>
                )}
                {item.isWithdrawn && <small> {say("sample.withdrawnShort")}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** How each sample came about: with the seed and the kept list anybody can draw it again. */
function Draws({ draws, base }: { draws: Loaded["draws"]; base: string }) {
  const say = useSay()
  return (
    <section aria-labelledby="draws">
      <h2 id="draws">{say("sample.draws")}</h2>
      <p className="hint">{say("sample.fair")}</p>
      <ul className="plain-list">
        {draws.map((each) => (
          <li key={each.number} className="card">
            <h3>
              <a href={`${base}?lan=${each.number}`}>{say("sample.drawNumber", { number: each.number })}</a>
            </h3>
            <dl className="facts">
              <dt>{say("sample.drawnOn")}</dt>
              <dd>
                <Days day={each.drawnOn} /> {each.drawnBy && `· ${each.drawnBy}, ${each.unitName}`}
              </dd>
              <dt>{say("sample.what")}</dt>
              <dd>
                {say(`sample.subject.${each.subject}`)}: {say("sample.of", { items: each.items, all: each.population })}
              </dd>
              <dt>{say("sample.how")}</dt>
              <dd>
                {each.method === "random" ? (
                  <>
                    {say("sample.atRandom")}, {say(`sample.stratify.${each.stratifyBy}`)}; {say("sample.seed")}{" "}
                    <code>{each.seed}</code>
                  </>
                ) : (
                  say("sample.byHand")
                )}
              </dd>
              {each.reason && (
                <>
                  <dt>{say("sample.note")}</dt>
                  <dd>{each.reason}</dd>
                </>
              )}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}
