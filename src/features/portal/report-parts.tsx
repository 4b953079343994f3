import type { PublicSnapshot } from "#features/consolidation/snapshot.ts"
import { TotalsTable } from "#features/plans/outcome-parts.tsx"
import { useSay } from "#ui/language.tsx"
import { AsOf, Headline, usePortalPath } from "./portal-parts.tsx"
import type { PublishedReport } from "./read-published.server.ts"

/** A published report as it was frozen: figures, text, data files. @param data the address that its files stand below */
export function ReportContent({
  report,
  content,
  data,
}: {
  report: PublishedReport
  content: PublicSnapshot
  data: string
}) {
  const say = useSay()
  const path = usePortalPath()
  return (
    <>
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
