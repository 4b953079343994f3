import { pageOf } from "#access/page.server.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, TableScroll } from "#ui/parts.tsx"
import { readItemsOfUnit } from "../read-samples.server.ts"
import { itemState } from "../sample-check.ts"
import { FindingTag, ItemStateTag } from "../sample-parts.tsx"
import type { Route } from "./+types/unit-samples"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const items = await readItemsOfUnit(ctx.db, ctx.actor.seat.unitId, 100)
  return {
    unitName: ctx.actor.seat.unitName,
    items: items.map((item) => ({ ...item, state: itemState(item, ctx.today) })),
  }
}

/** What was checked of a unit's results, and what it is asked to explain. */
export default function UnitSamples({ loaderData: { items, unitName } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <>
      <PageHead crumbs={[{ to: "/bao-cao", label: say("nav.reports") }]} title={say("sample.title")} lead={unitName} />
      <p>{say("sample.unitLead")}</p>
      {items.length === 0 ? (
        <Empty>{say("sample.unitNone")}</Empty>
      ) : (
        <TableScroll label={say("sample.title")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("task.title")}</th>
                <th>{say("round.name")}</th>
                <th>{say("sample.findingTitle")}</th>
                <th>{say("sample.explainBy")}</th>
                <th>{say("task.state")}</th>
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
                  <td data-label={say("round.name")}>{roundName(item.roundName)}</td>
                  <td data-label={say("sample.findingTitle")}>
                    <FindingTag finding={item.result ?? item.finding!} />
                  </td>
                  <td data-label={say("sample.explainBy")}>
                    <Days day={item.explainBy} />
                  </td>
                  <td data-label={say("task.state")}>
                    <ItemStateTag state={item.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  )
}
