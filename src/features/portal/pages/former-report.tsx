import { instanceContext } from "#access/instance.ts"
import { renderOnly } from "#access/render-only.ts"
import { registeredAs } from "#features/consolidation/correction.ts"
import { editionOf } from "#features/consolidation/edition-address.server.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { usePortalPath } from "../portal-parts.tsx"
import { readEdition } from "../read-published.server.ts"
import { ReportContent } from "../report-parts.tsx"
import type { Route } from "./+types/former-report"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = context.get(instanceContext)
  const { report, content, replacedBy } = await readEdition(db, params.plan, params.round, editionOf(params)!)
  return renderOnly({ report, content: { ...content, tasks: [] }, replacedBy })
}

/** A published report as it was before its correction: for who cited it, named as replaced above all. */
export default function FormerReport({ loaderData: { report, content, replacedBy } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const path = usePortalPath()
  const code = encodeURIComponent(report.roundCode)
  const present = `/cong-khai/${report.planSlug}/bao-cao/${code}`
  const name = `${say("report.title")} ${roundName(report.roundName)}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: path("/"), label: say("portal.results") },
          { to: path(`/cong-khai/${report.planSlug}`), label: report.planTitle },
          { to: path(present), label: name },
        ]}
        title={say("portal.versionTitle", { name, edition: report.edition })}
      />
      {replacedBy && (
        <Message tone="warn" title={say("portal.replaced")}>
          <p>
            {say("portal.replacedBy", { number: registeredAs(replacedBy) })} <Days day={replacedBy.issuedOn} />.{" "}
            <a href={path(present)}>{say("portal.toPresent")}</a>
          </p>
        </Message>
      )}
      <ReportContent
        report={report}
        content={content}
        data={`/du-lieu-mo/${report.planSlug}/${code}/ban/${report.edition}`}
      />
    </>
  )
}
