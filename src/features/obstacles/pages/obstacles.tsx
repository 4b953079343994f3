import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { FilterChoice } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { kinds, listState, listStates } from "../obstacle.ts"
import { ages, obstacleFilterOf, views } from "../obstacle-filter.ts"
import { StateTag } from "../obstacle-parts.tsx"
import { mayRaise } from "../permissions.ts"
import { countObstacles, readObstacleChoices, readObstacles } from "../read-obstacles.server.ts"
import { levels } from "../route.ts"
import type { Route } from "./+types/obstacles"

const PAGE_SIZE = 50

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const filter = obstacleFilterOf(new URL(request.url).searchParams)
  const counts = await countObstacles(ctx, filter)
  const pages = Math.max(1, Math.ceil(counts.found / PAGE_SIZE))
  const page = Math.min(pageNumber(request), pages)
  const lines = await readObstacles(ctx, filter, PAGE_SIZE, (page - 1) * PAGE_SIZE)
  return {
    lines: lines.map((line) => ({ ...line, state: listState(line, ctx.today) })),
    counts,
    page,
    pages,
    filter,
    search: searchOf(request),
    choices: await readObstacleChoices(ctx),
    mayRaise: mayRaise(ctx.actor, [ctx.actor.seat.unitId]),
    isEverything: Object.values(filter).every((value) => value === "" || value === null),
  }
}

/** Obstacles: what waits for this seat first, then its unit's own, then everybody's. */
export default function Obstacles({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { lines, counts, page, pages, search, isEverything } = loaderData
  return (
    <>
      <PageHead title={say("obstacle.title")} lead={say("obstacle.count", counts)} />
      <p className="actions">
        {loaderData.mayRaise && (
          <a className="button" href="/vuong-mac/moi">
            {say("obstacle.raise")}
          </a>
        )}
        {counts.toAnswer > 0 && (
          <a href="?xem=toAnswer">{say("obstacle.waitsForAnswer", { count: counts.toAnswer })}</a>
        )}
        {counts.toJudge > 0 && <a href="?xem=toJudge">{say("obstacle.waitsForJudging", { count: counts.toJudge })}</a>}
        <a href="/huong-dan">{say("guidance.title")}</a>
      </p>
      <Filters loaded={loaderData} />
      {lines.length === 0 ? (
        <Empty>{say(isEverything ? "obstacle.none" : "obstacle.noneFound")}</Empty>
      ) : (
        <Table lines={lines} />
      )}
      {counts.found > 0 && (
        <p>
          <a href={`/vuong-mac/xuat.xlsx${search}`}>{say("obstacle.excel", { count: counts.found })}</a>
        </p>
      )}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Filters({ loaded: { filter, choices, isEverything } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <form className="filters row" method="get">
      <div className="field grow">
        <label htmlFor="tim">{say("obstacle.search")}</label>
        <input id="tim" name="tim" type="search" defaultValue={filter.text} />
      </div>
      <FilterChoice
        name="xem"
        label={say("obstacle.view")}
        value={filter.view}
        options={views.map((value) => ({ value, label: say(`obstacle.view.${value}`) }))}
      />
      <FilterChoice
        name="tinh-trang"
        label={say("task.state")}
        value={filter.state}
        options={(["unsettled", ...listStates] as const).map((value) => ({
          value,
          label: say(`obstacle.state.${value}`),
        }))}
      />
      <FilterChoice
        name="cap"
        label={say("obstacle.level")}
        value={filter.level}
        options={levels.map((value) => ({ value, label: say(`obstacle.level.${value}`) }))}
      />
      <FilterChoice
        name="loai"
        label={say("obstacle.kind")}
        value={filter.kind}
        options={kinds.map((value) => ({ value, label: say(`obstacle.kind.${value}`) }))}
      />
      <FilterChoice
        name="tuoi"
        label={say("obstacle.age")}
        value={String(filter.olderThan ?? "")}
        options={ages.map((days) => ({ value: String(days), label: say("obstacle.olderThan", { days }) }))}
      />
      <FilterChoice name="don-vi" label={say("obstacle.raisedBy")} value={filter.unitId} options={choices.units} />
      {choices.plans.length > 1 && (
        <FilterChoice name="ke-hoach" label={say("nav.plans")} value={filter.planSlug} options={choices.plans} />
      )}
      {filter.taskId && <input type="hidden" name="viec" value={filter.taskId} />}
      <div className="field">
        <button type="submit">{say("tasks.filter")}</button>
      </div>
      {!isEverything && (
        <div className="field">
          <a href="/vuong-mac">{say("tasks.clear")}</a>
        </div>
      )}
    </form>
  )
}

function Table({ lines }: { lines: Loaded["lines"] }) {
  const say = useSay()
  return (
    <TableScroll label={say("obstacle.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th className="number">{say("obstacle.number")}</th>
            <th>{say("obstacle.what")}</th>
            <th>{say("obstacle.raisedBy")}</th>
            <th>{say("obstacle.level")}</th>
            <th>{say("obstacle.answerBy")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="number" data-label={say("obstacle.number")}>
                {line.number}
              </td>
              <th scope="row">
                <a className="clamp" href={`/vuong-mac/${line.id}`}>
                  {line.description}
                </a>
                <small>
                  {say(`obstacle.kind.${line.kind}`)} · {say("task.one")} {line.taskCode}
                </small>
              </th>
              <td data-label={say("obstacle.raisedBy")}>
                {line.unitName}
                <br />
                <small>
                  <Days day={line.raisedOn} />
                </small>
              </td>
              <td data-label={say("obstacle.level")}>
                {say(`obstacle.level.${line.level}`)}
                <br />
                <small>{line.answeringUnitName}</small>
              </td>
              <td data-label={say("obstacle.answerBy")}>
                <Days day={line.status === "open" ? line.answerBy : null} />
              </td>
              <td data-label={say("task.state")}>
                <StateTag state={line.state} />{" "}
                {(line.isToAnswer || line.isToJudge) && <Tag tone="accent">{say("obstacle.yourTurn")}</Tag>}
                {line.leadingNumber !== null && (
                  <small> {say("obstacle.joinedTo", { number: line.leadingNumber })}</small>
                )}
                {line.followers > 0 && <small> {say("obstacle.leads", { count: line.followers })}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
