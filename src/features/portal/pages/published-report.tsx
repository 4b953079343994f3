import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { TotalsTable } from "#features/plans/outcome-parts.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { AsOf, Headline, usePortalPath } from "../portal-parts.tsx"
import { readPublication } from "../read-published.server.ts"
import type { Route } from "./+types/published-report"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { report, content } = await readPublication(context.get(instanceContext).db, params.plan, params.round)
  return renderOnly({ report, content: { ...content, tasks: [] } })
}

export default function PublishedReport({ loaderData: { report, content } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const path = usePortalPath()
  const data = `/du-lieu-mo/${report.planSlug}/${encodeURIComponent(report.roundCode)}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: path("/"), label: say("portal.results") },
          { to: path(`/cong-khai/${report.planSlug}`), label: report.planTitle },
        ]}
        title={`${say("report.title")} ${roundName(report.roundName)}`}
      />
      <AsOf report={report} content={content} />
      <Headline content={content} />
      <p>
        {say("figures.sent")}: {content.reports.sent}/{content.reports.owed}.{" "}
        {say("figures.sentNote", { onTime: content.reports.onTime, late: content.reports.late })}
      </p>
      {content.reports.missing.length > 0 && (
        <p>
          <strong>{say("figures.missing", { count: content.reports.missing.length })}:</strong>{" "}
          {content.reports.missing.join("; ")}
        </p>
      )}
      <TotalsTable
        caption={say("figures.byGroup")}
        first={say("plan.group")}
        rows={content.byGroup.map((group) => ({
          key: group.code,
          label: `${group.code}. ${group.title}`,
          totals: group.totals,
        }))}
        sum={content.totals}
      />
      {content.narrative.map((part) => (
        <section key={part.key} aria-labelledby={part.key}>
          <h2 id={part.key}>{say(`narrative.${part.key}`)}</h2>
          <p className="prose" lang="vi">
            {part.body}
          </p>
        </section>
      ))}
      <h2>{say("portal.data")}</h2>
      <ul>
        <li>
          <a href={`${data}/nhiem-vu.csv`}>{say("portal.csv")}</a>
        </li>
        <li>
          <a href={`${data}/nhiem-vu.json`}>{say("portal.json")}</a>
        </li>
        <li>
          <a href={path("/du-lieu-mo")}>{say("portal.dictionary")}</a>
        </li>
      </ul>
      <p className="source">{say("portal.hash", { hash: report.contentHash })}</p>
    </>
  )
}
