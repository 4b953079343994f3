import type { PublicSnapshot } from "#features/consolidation/snapshot.ts"
import { OutcomeBar, RateFigures } from "#features/plans/outcome-parts.tsx"
import { outcomeLines } from "#features/plans/task-outcome.ts"
import { useLanguage, useSay } from "#ui/language.tsx"
import { Days, number } from "#ui/parts.tsx"
import type { PublishedReport } from "./read-published.server.ts"

/** Addresses of the portal in the language of the page. */
export function usePortalPath(): (path: string) => string {
  const prefix = useLanguage() === "en" ? "/en" : ""
  return (path) => `${prefix}${path}`
}

/** Where the figures come from and as of which day: stands under every number that the public sees. */
export function AsOf({ report, content }: { report: PublishedReport; content: PublicSnapshot }) {
  const say = useSay()
  return (
    <p className="source">
      {say("portal.source", { number: report.number ? `${report.number}/${report.notation}` : "" })}{" "}
      <Days day={report.issuedOn} />. {say("portal.asOf")} <Days day={content.round.asOfOn} />.
      {content.plan.isIllustrative && ` ${say("portal.illustrative")}`}
    </p>
  )
}

/** What was promised, what is done, what is late, in one look; each rate with its denominator. */
export function Headline({ content }: { content: PublicSnapshot }) {
  const say = useSay()
  const { totals, rates } = content
  return (
    <>
      <dl className="figures">
        <div>
          <dt>{say("figures.allTasks")}</dt>
          <dd>{number(totals.all)}</dd>
        </div>
        <RateFigures rates={rates} />
      </dl>
      <OutcomeBar totals={totals} />
      <dl className="figures">
        {outcomeLines.map((line) => (
          <div key={line}>
            <dt>{say(`outcome.${line}`)}</dt>
            <dd>{number(totals[line])}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
