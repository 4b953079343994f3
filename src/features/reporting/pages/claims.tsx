import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm, RadioField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead, TableScroll } from "#ui/parts.tsx"
import { decideClaim } from "../decide-claim.server.ts"
import { mayDecideClaim, maySeeRound } from "../permissions.ts"
import { readAwaitingClaims, readClaimsElsewhere } from "../read-claims.server.ts"
import { readEntry } from "../read-entries.server.ts"
import { EvidenceList } from "../report-parts.tsx"
import type { Route } from "./+types/claims"

const AT_ONCE = 20

/** Claims of completion that wait for this unit, oldest first; each with its product and proof. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { unitId, unitName } = ctx.actor.seat
  const all = await readAwaitingClaims(ctx.db, unitId, ctx.today)
  const claims = await Promise.all(
    all
      .slice(0, AT_ONCE)
      .map(async (claim) => ({ ...claim, entry: await readEntry(ctx.db, claim.entryId), form: pageOf(context).form })),
  )
  return {
    claims,
    count: all.length,
    unitName,
    seesRound: maySeeRound(ctx.actor),
    mayDecide: mayDecideClaim(ctx.actor, unitId),
    elsewhere: await readClaimsElsewhere(ctx.db, unitId, ctx.today),
  }
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

export default function Claims({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { claims, count, unitName, seesRound, mayDecide, elsewhere } = loaderData
  return (
    <>
      <PageHead
        crumbs={[
          seesRound
            ? { to: "/tong-hop", label: say("nav.consolidation") }
            : { to: "/viec-cua-toi", label: say("nav.myWork") },
        ]}
        title={say("claims.title")}
        lead={`${unitName}. ${say("claims.count", { count })}`}
      />
      <ErrorSummary state={actionData} />
      {!mayDecide && claims.length > 0 && (
        <Message tone="info">
          <p>{say("claims.headDecides")}</p>
        </Message>
      )}
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
            {mayDecide && (
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
            )}
          </section>
        )
      })}
      {elsewhere.length > 0 && <Elsewhere claims={elsewhere} />}
    </>
  )
}

/** What other units must confirm in the plans of this office, and since when it waits there. */
function Elsewhere({ claims }: { claims: Route.ComponentProps["loaderData"]["elsewhere"] }) {
  const say = useSay()
  return (
    <>
      <h2 id="elsewhere">{say("claims.elsewhere", { count: claims.length })}</h2>
      <TableScroll label={say("claims.elsewhere", { count: claims.length })}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("task.title")}</th>
              <th>{say("task.confirmer")}</th>
              <th>{say("claims.waitingSince")}</th>
              <th>{say("claims.decideBy")}</th>
            </tr>
          </thead>
          <tbody>
            {claims.map((claim) => (
              <tr key={claim.id}>
                <th scope="row">
                  <a href={`/ke-hoach/${claim.planSlug}/nhiem-vu/${claim.taskId}`} className="clamp">
                    {claim.unitName}: {claim.taskCode}. {claim.taskTitle}
                  </a>
                </th>
                <td data-label={say("task.confirmer")}>{claim.confirmerName}</td>
                <td data-label={say("claims.waitingSince")}>
                  <Days day={claim.claimedOn} />
                </td>
                <td data-label={say("claims.decideBy")}>
                  <Days day={claim.decideBy} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}
