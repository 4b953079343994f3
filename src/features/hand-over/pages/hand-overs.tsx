import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { mayAdminister } from "#features/organisation/permissions.ts"
import { actsAs } from "#shared/actor.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { mayHandOver } from "../permissions.ts"
import { HAND_OVERS_PAGE, readColleagues, readHandOvers } from "../read-hand-overs.server.ts"
import type { Route } from "./+types/hand-overs"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const seesAll = mayAdminister(ctx.actor) || actsAs(ctx.actor, "inspector")
  const { unitId, unitName } = ctx.actor.seat
  const page = pageNumber(request)
  const { handOvers, found } = await readHandOvers(ctx.db, seesAll ? null : unitId, page)
  const mayStart = !seesAll && mayHandOver(ctx.actor, unitId)
  return {
    seesAll,
    unitName,
    handOvers,
    colleagues: mayStart ? await readColleagues(ctx.db, unitId, ctx.today) : [],
    page,
    pages: Math.ceil(found / HAND_OVERS_PAGE),
    search: searchOf(request),
  }
}

/** What was handed over in a unit, what still waits for a successor, and where the head starts. */
export default function HandOvers({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { handOvers, colleagues, seesAll, unitName, page, pages, search } = loaderData
  return (
    <>
      <PageHead title={say("handOver.title")} lead={seesAll ? say("handOver.leadAll") : unitName} />
      {colleagues.length > 0 && (
        <form method="get" action="/ban-giao/moi" className="card">
          <h2>{say("handOver.start")}</h2>
          <p className="hint">{say("handOver.startHint")}</p>
          <div className="row">
            <div className="field grow">
              <label htmlFor="nguoi">{say("handOver.from")}</label>
              <select id="nguoi" name="nguoi">
                {colleagues.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name} ({each.roles.map((role) => say(`role.${role}`)).join(", ")})
                  </option>
                ))}
              </select>
            </div>
            <button type="submit" className="secondary">
              {say("handOver.seeInHand")}
            </button>
          </div>
        </form>
      )}
      {handOvers.length === 0 ? (
        <Empty>{say("handOver.none")}</Empty>
      ) : (
        <TableScroll label={say("handOver.title")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("handOver.from")}</th>
                <th>{say("handOver.to")}</th>
                <th>{say("handOver.why")}</th>
                <th>{say("handOver.madeOn")}</th>
                <th className="number">{say("handOver.items")}</th>
              </tr>
            </thead>
            <tbody>
              {handOvers.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <a href={`/ban-giao/${each.id}`}>{each.fromName}</a>
                    {seesAll && <small> {each.unitName}</small>}
                  </th>
                  <td data-label={say("handOver.to")}>
                    {each.toName ?? <Tag tone="warn">{say("handOver.waiting")}</Tag>}
                  </td>
                  <td data-label={say("handOver.why")}>
                    {say(`handOver.occasion.${each.occasion}`)}: {each.reason}
                  </td>
                  <td data-label={say("handOver.madeOn")}>
                    <Days day={each.madeOn} />
                  </td>
                  <td className="number" data-label={say("handOver.items")}>
                    {each.items}
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
