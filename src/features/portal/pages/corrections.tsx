import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { registeredAs } from "#features/consolidation/correction.ts"
import { publicDifferences } from "#features/consolidation/edition-differences.ts"
import { Differences } from "#features/consolidation/edition-parts.tsx"
import type { Db } from "#platform/context.server.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead } from "#ui/parts.tsx"
import { usePortalPath } from "../portal-parts.tsx"
import { type PublishedReport, readContent, readEditions, readPublishedCorrections } from "../read-published.server.ts"
import type { Route } from "./+types/corrections"

export async function loader({ context }: Route.LoaderArgs) {
  const { db } = context.get(instanceContext)
  const corrections = []
  for (const report of await readPublishedCorrections(db)) {
    const line = await logLine(db, report)
    if (line) corrections.push(line)
  }
  return renderOnly({ corrections })
}

/** Undefined where the public never saw an earlier version: nothing that it read was corrected. */
async function logLine(db: Db, report: PublishedReport) {
  const former = (await readEditions(db, report.roundId)).find((each) => each.edition < report.edition)
  if (!former) return undefined
  const content = await readContent(db, report.id)
  return {
    report,
    former,
    reason: content.corrects?.reason ?? "",
    differences: publicDifferences(await readContent(db, former.id), content),
  }
}

/** The corrections log: what was published and corrected since, when, why, and what it says differently. */
export default function CorrectionsLog({ loaderData: { corrections } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const path = usePortalPath()
  return (
    <>
      <PageHead
        crumbs={[{ to: path("/"), label: say("portal.results") }]}
        title={say("portal.corrections")}
        lead={say("portal.correctionsLead")}
      />
      {corrections.length === 0 && <Empty>{say("portal.noCorrections")}</Empty>}
      {corrections.map(({ report, former, reason, differences }) => {
        const base = `/cong-khai/${report.planSlug}/bao-cao/${encodeURIComponent(report.roundCode)}`
        return (
          <section key={report.id} className="card" aria-labelledby={`c-${report.id}`}>
            <h2 id={`c-${report.id}`}>
              <a href={path(base)}>
                {say("report.title")} {roundName(report.roundName)}
              </a>
            </h2>
            <p>
              {report.planTitle}
              <br />
              {say("portal.correctedOn")} <Days day={dayOf(report.publishedAt)} />.{" "}
              {say("portal.correctedBy", { number: registeredAs(report), former: registeredAs(former) })}{" "}
              <a href={path(`${base}/ban/${former.edition}`)}>
                {say("portal.formerVersion", { number: registeredAs(former) })}
              </a>
            </p>
            <p>
              {say("portal.correctionReason")} <span lang="vi">{reason}</span>
            </p>
            <Differences differences={differences} first={registeredAs(former)} second={registeredAs(report)} />
          </section>
        )
      })}
    </>
  )
}

/** The day in Vietnam on which leadership approved it. */
const dayOf = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
