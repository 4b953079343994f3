import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, TableScroll } from "#ui/parts.tsx"
import { outcomeColumns, TotalsCells } from "../outcome-parts.tsx"
import { PlanViews } from "../plan-views.tsx"
import { readPlan } from "../read-plan.server.ts"
import { readUnitTotals } from "../read-unit-totals.server.ts"
import type { Route } from "./+types/by-unit"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    return {
      plan: { slug: plan.slug, title: plan.title },
      units: await readUnitTotals(ctx.db, plan.id, ctx.today),
    }
  })
}

/** Unit totals count assignments and are never added up (rule 1): one task may stand under several units. */
export default function ByUnit({ loaderData: { plan, units } }: Route.ComponentProps) {
  const say = useSay()
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("byUnit.title", { count: units.length })}
        lead={say("byUnit.lead")}
      />
      <PlanViews slug={plan.slug} current="/theo-don-vi" />
      {units.length === 0 ? (
        <Empty>{say("byUnit.none")}</Empty>
      ) : (
        <TableScroll label={say("view.units")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("unit.name")}</th>
                {outcomeColumns(say).map((column) => (
                  <th key={column} className="number">
                    {column}
                  </th>
                ))}
                <th className="number">{say("task.coordinating")}</th>
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.id}>
                  <th scope="row">
                    <a href={`${base}/nhiem-vu?don-vi=${unit.id}`}>{unit.name}</a>
                  </th>
                  <TotalsCells totals={unit.totals} />
                  <td className="number" data-label={say("task.coordinating")}>
                    {unit.coordinating}
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
