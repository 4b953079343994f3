import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { TotalsTable } from "#features/plans/outcome-parts.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
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
  const roundName = useRoundName()
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
      <TotalsTable
        caption={say("figures.byGroup")}
        first={say("plan.group")}
        rows={content.byGroup.map((group) => ({
          key: group.code,
          label: `${group.code}. ${group.title}`,
          to: path(`${base}/nhom/${encodeURIComponent(group.code)}`),
          totals: group.totals,
        }))}
        sum={content.totals}
      />
      <h2>{say("portal.reports")}</h2>
      <ul>
        {reports.map((each) => (
          <li key={each.id}>
            <a href={path(`${base}/bao-cao/${each.roundCode}`)}>
              {say("report.title")} {roundName(each.roundName)}
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
