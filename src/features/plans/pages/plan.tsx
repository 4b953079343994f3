import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { formatDay } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Message, number, PageHead, Tag } from "#ui/parts.tsx"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { Figure, OutcomeBar, RateFigures, TotalsTable } from "../outcome-parts.tsx"
import { mayEditPlan } from "../permissions.ts"
import { PlanActions } from "../plan-actions.tsx"
import { PlanViews } from "../plan-views.tsx"
import { readSuccessor } from "../read-carry-over.server.ts"
import { readPlan } from "../read-plan.server.ts"
import { readPlanParts } from "../read-plan-parts.server.ts"
import { completionRates, countLines } from "../task-outcome.ts"
import { hasWorkBegun } from "../undo-import.server.ts"
import type { Route } from "./+types/plan"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    const plan = await readPlan(ctx.db, params.plan)
    const lines = await keptTaskLines(ctx, plan.id, ctx.today)
    const parts = await readPlanParts(ctx.db, plan.id)
    const totals = countLines(lines.map((line) => line.line))
    const groups = parts.groups.map((group) => {
      const mine = lines.filter((line) => line.groupId === group.id)
      return { ...group, count: mine.length, totals: countLines(mine.map((line) => line.line)) }
    })
    return {
      plan,
      parts,
      groups,
      totals,
      rates: completionRates(totals),
      counts: {
        tasks: lines.length,
        provisional: lines.filter((line) => line.isProvisional).length,
        withoutLead: lines.filter((line) => line.members === 0).length,
      },
      supersededBy: await readSuccessor(ctx.db, plan.id),
      mayEdit: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null,
      mayUndo: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null && !(await hasWorkBegun(ctx.db, plan.id)),
      today: ctx.today,
    }
  })
}

export default function Plan({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, parts, groups, totals, rates, counts, supersededBy, mayEdit, mayUndo, today } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead crumbs={[{ to: "/ke-hoach", label: say("nav.plans") }]} title={plan.title}>
        <p className="lead">
          {plan.number && `${say("plans.decision")} ${plan.number}/${plan.notation}, `}
          <Days day={plan.issuedOn} /> · {plan.issuer} · {say("plan.office")}: {plan.planOfficeName}{" "}
          {plan.isIllustrative && <Tag tone="warn">{say("plan.illustrative")}</Tag>}
        </p>
      </PageHead>
      <PlanViews slug={plan.slug} current="" />
      {supersededBy && (
        <Message tone="warn">
          <p>
            {say("plan.supersededOn", { day: formatDay(supersededBy.on) })}{" "}
            <a href={`/ke-hoach/${supersededBy.slug}`}>{say("plan.supersededBy")}</a>
          </p>
        </Message>
      )}
      <PlanActions base={base} planId={plan.id} isAnnual={plan.kind === "annual"} mayEdit={mayEdit} mayUndo={mayUndo} />
      <ReadingWarnings declared={plan.declared} counts={counts} issues={parts.issues} slug={plan.slug} />
      <h2>
        {say("plan.standing")} <Days day={today} />
      </h2>
      <dl className="figures">
        <RateFigures rates={rates} />
        <Figure
          label={say("outcome.openOverdue")}
          value={number(totals.openOverdue)}
          note={say("figures.ofAll", { m: totals.all })}
        />
        <Figure
          label={say("plan.withoutLead")}
          value={number(counts.withoutLead)}
          note={say("figures.ofAll", { m: counts.tasks })}
        />
      </dl>
      <OutcomeBar totals={totals} />
      <TotalsTable
        caption={say("plan.groups")}
        first={say("plan.group")}
        rows={groups.map((group) => ({
          key: group.code,
          label: `${group.code}. ${group.title}`,
          to: `${base}/nhiem-vu?nhom=${encodeURIComponent(group.code)}`,
          totals: group.totals,
        }))}
        sum={totals}
      />
      <Duties duties={parts.duties} />
      <Reporting rules={parts.rules} slug={plan.slug} />
      <Relations relations={parts.relations} />
    </>
  )
}

type Parts = Awaited<ReturnType<typeof readPlanParts>>

/** What the reading could not settle; the declared count is said as the text's own claim and never mixed with what was read (rule 4). */
function ReadingWarnings({
  declared,
  counts,
  issues,
  slug,
}: {
  declared: { tasks: number | null }
  counts: { tasks: number; provisional: number }
  issues: Parts["issues"]
  slug: string
}) {
  const say = useSay()
  if (counts.provisional === 0 && issues.length === 0) return null
  return (
    <Message tone="warn" title={say("plan.warnings")}>
      {counts.provisional > 0 && (
        <p>
          {declared.tasks === null
            ? say("plan.provisional", { count: counts.provisional })
            : say("plan.provisionalDeclared", { count: counts.provisional, declared: declared.tasks })}
        </p>
      )}
      {issues.length > 0 && (
        <details>
          <summary>{say("plan.issues", { count: issues.length })}</summary>
          <ul>
            {issues.map((issue, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is frozen with the plan
              <li key={index}>
                {issue.message}
                {issue.source?.line && (
                  <>
                    {" "}
                    (
                    <a href={`/ke-hoach/${slug}/nguon?dong=${issue.source.line}#dong-${issue.source.line}`}>
                      {say("plan.line", { line: issue.source.line })}
                    </a>
                    )
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Message>
  )
}

function Duties({ duties }: { duties: Parts["duties"] }) {
  const say = useSay()
  if (duties.length === 0) return null
  const units = [...new Set(duties.map((duty) => duty.unitText))]
  return (
    <section aria-labelledby="duties">
      <h2 id="duties">{say("plan.duties")}</h2>
      {units.map((unit) => (
        <details key={unit} className="card">
          <summary>{unit}</summary>
          <ul>
            {duties
              .filter((duty) => duty.unitText === unit)
              .map((duty) => (
                <li key={duty.id}>{duty.text}</li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  )
}

function Reporting({ rules, slug }: { rules: Parts["rules"]; slug: string }) {
  const say = useSay()
  return (
    <section aria-labelledby="reporting">
      <h2 id="reporting">{say("plan.reporting")}</h2>
      {rules.length === 0 ? (
        <p>{say("plan.noRules")}</p>
      ) : (
        <ul>
          {rules.map((rule) => (
            <li key={rule.id}>
              <strong>{say(rule.tier === "unit" ? "plan.tier.unit" : "plan.tier.planOffice")}</strong>: {rule.text}{" "}
              <span className="source">{rule.source}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={`/ke-hoach/${slug}/dot-bao-cao`}>{say("plan.rounds")}</a>
      </p>
    </section>
  )
}

function Relations({ relations }: { relations: Parts["relations"] }) {
  const say = useSay()
  if (relations.length === 0) return null
  return (
    <section aria-labelledby="relations">
      <h2 id="relations">{say("plan.relations")}</h2>
      <ul>
        {relations.map((relation) => (
          <li key={relation.position}>
            <strong>{say(`relation.${relation.relation}`)}</strong>: {relation.text}
          </li>
        ))}
      </ul>
    </section>
  )
}
