import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { registeredAs } from "#features/consolidation/correction.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { usePortalPath } from "../portal-parts.tsx"
import { readEditions, readPublication } from "../read-published.server.ts"
import { ReportContent } from "../report-parts.tsx"
import type { Route } from "./+types/published-report"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = context.get(instanceContext)
  const { report, content } = await readPublication(db, params.plan, params.round)
  const formers = (await readEditions(db, report.roundId)).filter((each) => each.edition < report.edition)
  return renderOnly({ report, content: { ...content, tasks: [] }, formers })
}

/** The report of a round in the version that counts; a corrected one says what it corrects and where the former stands. */
export default function PublishedReportPage({ loaderData: { report, content, formers } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const path = usePortalPath()
  const base = `/cong-khai/${report.planSlug}/bao-cao/${encodeURIComponent(report.roundCode)}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: path("/"), label: say("portal.results") },
          { to: path(`/cong-khai/${report.planSlug}`), label: report.planTitle },
        ]}
        title={`${say("report.title")} ${roundName(report.roundName)}`}
      />
      {content.corrects && (
        <Message tone="info" title={say("portal.corrected", { edition: report.edition })}>
          <p>
            {say("portal.corrects", { number: registeredAs(content.corrects) })}{" "}
            <Days day={content.corrects.issuedOn} />. {say("portal.correctionReason")} {content.corrects.reason}
          </p>
          <ul>
            {formers.map((former) => (
              <li key={former.id}>
                <a href={path(`${base}/ban/${former.edition}`)}>
                  {say("portal.formerVersion", { number: registeredAs(former) })}
                </a>
              </li>
            ))}
            <li>
              <a href={path("/dinh-chinh")}>{say("portal.corrections")}</a>
            </li>
          </ul>
        </Message>
      )}
      <ReportContent
        report={report}
        content={content}
        data={`/du-lieu-mo/${report.planSlug}/${encodeURIComponent(report.roundCode)}`}
      />
    </>
  )
}
