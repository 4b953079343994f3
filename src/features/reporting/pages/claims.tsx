import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm, RadioField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead } from "#ui/parts.tsx"
import { decideClaim } from "../decide-claim.server.ts"
import { readAwaitingClaims } from "../read-claims.server.ts"
import { readEntry } from "../read-entries.server.ts"
import { EvidenceList } from "../report-parts.tsx"
import type { Route } from "./+types/claims"

const AT_ONCE = 20

/** Claims of completion that wait for this unit, oldest first; each with its product and proof. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const all = await readAwaitingClaims(ctx.db, ctx.actor.seat.unitId)
  const claims = await Promise.all(
    all
      .slice(0, AT_ONCE)
      .map(async (claim) => ({ ...claim, entry: await readEntry(ctx.db, claim.entryId), form: pageOf(context).form })),
  )
  return { claims, count: all.length }
}

export const action = formAction(async ({ form, ctx }) => {
  const { fields } = form
  const outcome = await decideClaim(ctx, {
    claimId: fields.claimId ?? "",
    seenVersion: form.seenVersion,
    decision: fields.decision ?? "",
    reason: fields.reason ?? "",
  })
  return answerWith(outcome, () => "/tong-hop/xac-nhan")
})

export default function Claims({ loaderData: { claims, count }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[{ to: "/tong-hop", label: say("nav.consolidation") }]}
        title={say("claims.title")}
        lead={say("claims.count", { count })}
      />
      <ErrorSummary state={actionData} />
      {claims.length === 0 && <Empty>{say("claims.none")}</Empty>}
      {claims.map((claim) => {
        const isThis = actionData?.fields.claimId === claim.id
        return (
          <section key={claim.id} className="card" aria-labelledby={`claim-${claim.id}`}>
            <h2 id={`claim-${claim.id}`}>
              <a href={`/ke-hoach/${claim.planSlug}/nhiem-vu/${claim.taskId}`}>
                {claim.unitName}: {claim.taskCode}. {claim.taskTitle}
              </a>
            </h2>
            <dl className="facts">
              <dt>{say("entry.product")}</dt>
              <dd>{claim.product}</dd>
              <dt>{say("claims.completedOn")}</dt>
              <dd>
                <Days day={claim.completedOn} />
              </dd>
              <dt>{say("claims.decideBy")}</dt>
              <dd>
                <Days day={claim.decideBy} />
              </dd>
            </dl>
            <EvidenceList entry={claim.entry} />
            <PostForm
              {...claim.form}
              seenVersion={claim.version}
              hidden={{ claimId: claim.id }}
              state={isThis ? actionData : undefined}
            >
              <RadioField
                name="decision"
                label={say("claims.decision")}
                options={(["confirmed", "supplement", "notDone"] as const).map((value) => ({
                  value,
                  label: say(`claims.${value}`),
                }))}
              />
              <TextArea name="reason" id={`reason-${claim.id}`} label={say("claims.reason")} rows={2} />
              <button type="submit">{say("claims.save")}</button>
            </PostForm>
          </section>
        )
      })}
    </>
  )
}
