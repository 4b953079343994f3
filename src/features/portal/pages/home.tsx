import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead } from "#ui/parts.tsx"
import { AsOf, Headline, usePortalPath } from "../portal-parts.tsx"
import { readContent, readPublished } from "../read-published.server.ts"
import type { Route } from "./+types/home"

export async function loader({ context }: Route.LoaderArgs) {
  const { db } = context.get(instanceContext)
  const reports = await readPublished(db)
  const slugs = [...new Set(reports.map((report) => report.planSlug))].slice(0, 6)
  const plans = await Promise.all(
    slugs.map(async (slug) => {
      const report = reports.find((each) => each.planSlug === slug)!
      const { tasks: _, narrative: __, ...content } = await readContent(db, report.id)
      return { report, content: { ...content, tasks: [], narrative: [] } }
    }),
  )
  return renderOnly({ plans, reports: reports.slice(0, 12) })
}

export default function Home({ loaderData: { plans, reports } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const path = usePortalPath()
  return (
    <>
      <PageHead title={say("portal.title")} lead={say("portal.lead")} />
      {plans.length === 0 && <Empty>{say("portal.empty")}</Empty>}
      {plans.map(({ report, content }) => (
        <section key={report.planSlug} aria-labelledby={report.planSlug}>
          <h2 id={report.planSlug}>
            <a href={path(`/cong-khai/${report.planSlug}`)}>{report.planTitle}</a>
          </h2>
          <Headline content={content} />
          <AsOf report={report} content={content} />
        </section>
      ))}
      {reports.length > 0 && (
        <section aria-labelledby="reports">
          <h2 id="reports">{say("portal.reports")}</h2>
          <ul>
            {reports.map((report) => (
              <li key={report.id}>
                <a href={path(`/cong-khai/${report.planSlug}/bao-cao/${report.roundCode}`)}>
                  {say("report.title")} {roundName(report.roundName)}
                </a>
                {report.number && `, ${report.number}/${report.notation}`} <Days day={report.issuedOn} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
