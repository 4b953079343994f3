import { pageOf } from "#access/page.server.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Tag } from "#ui/parts.tsx"
import { mayImportPlan } from "../permissions.ts"
import { readPlans } from "../read-plan.server.ts"
import type { Route } from "./+types/plans"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return { plans: await readPlans(ctx.db), mayImport: mayImportPlan(ctx.actor, ctx.actor.seat.unitId) }
}

export default function Plans({ loaderData: { plans, mayImport } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead title={say("plans.title")} lead={say("plans.count", { count: plans.length })} />
      {mayImport && (
        <p className="actions">
          <a className="button" href="/nhap-ke-hoach">
            {say("plans.import")}
          </a>
        </p>
      )}
      {plans.length === 0 ? (
        <Empty>{say("plans.empty")}</Empty>
      ) : (
        <ul className="plain-list">
          {plans.map((plan) => (
            <li key={plan.id} className="card">
              <h2>
                <a href={`/ke-hoach/${plan.slug}`}>{plan.title}</a>
              </h2>
              <p>
                {plan.number && `${say("plans.decision")} ${plan.number}/${plan.notation}, `}
                <Days day={plan.issuedOn} /> · {plan.issuer}{" "}
                {plan.isIllustrative && <Tag tone="warn">{say("plan.illustrative")}</Tag>}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
