import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { outcomeColumns, TotalsCells } from "#features/plans/outcome-parts.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead, TableScroll } from "#ui/parts.tsx"
import { AsOf, Headline, usePortalPath } from "../portal-parts.tsx"
import { readPublication, readPublished } from "../read-published.server.ts"
import type { Route } from "./+types/published-plan"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = context.get(instanceContext)
  const { report, content } = await readPublication(db, params.plan)
  return renderOnly({
    report,
    content: { ...content, tasks: [], narrative: [] },
    reports: await readPublished(db, params.plan),
  })
}

export default function PublishedPlan({ loaderData: { report, content, reports } }: Route.ComponentProps) {
  const say = useSay()
  const path = usePortalPath()
  const base = `/cong-khai/${report.planSlug}`
  return (
    <>
      <PageHead crumbs={[{ to: path("/"), label: say("portal.results") }]} title={report.planTitle} />
      <p className="lead">
        {content.plan.number && `${say("plans.decision")} ${content.plan.number}/${content.plan.notation}, `}
        <Days day={content.plan.issuedOn} /> · {content.plan.issuer} · {say("plan.office")}: {content.plan.office}
      </p>
      <Headline content={content} />
      <AsOf report={report} content={content} />
      <TableScroll label={say("figures.byGroup")}>
        <table className="stack">
          <caption>{say("figures.byGroup")}</caption>
          <thead>
            <tr>
              <th>{say("plan.group")}</th>
              {outcomeColumns(say).map((column) => (
                <th key={column} className="number">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {content.byGroup.map((group) => (
              <tr key={group.code}>
                <th scope="row">
                  <a href={path(`${base}/nhom/${encodeURIComponent(group.code)}`)}>
                    {group.code}. {group.title}
                  </a>
                </th>
                <TotalsCells totals={group.totals} />
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{say("figures.total")}</th>
              <TotalsCells totals={content.totals} />
            </tr>
          </tbody>
        </table>
      </TableScroll>
      <h2>{say("portal.reports")}</h2>
      <ul>
        {reports.map((each) => (
          <li key={each.id}>
            <a href={path(`${base}/bao-cao/${each.roundCode}`)}>
              {say("report.title")} {each.roundName}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href={path("/du-lieu-mo")}>{say("portal.openData")}</a>
      </p>
    </>
  )
}
