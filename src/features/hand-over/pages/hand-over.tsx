import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { nameSuccessor } from "../hand-over.server.ts"
import { InHandList, SuccessorField } from "../hand-over-parts.tsx"
import { mayHandOver } from "../permissions.ts"
import { readHandOver } from "../read-hand-overs.server.ts"
import { readCandidates } from "../read-in-hand.server.ts"
import type { Route } from "./+types/hand-over"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const handOver = await readHandOver(ctx, params.handOver)
  const mayName = handOver.toPersonId === null && mayHandOver(ctx.actor, handOver.unitId)
  const { unitId, fromPersonId } = handOver
  return {
    handOver,
    mayName,
    candidates: mayName ? await readCandidates(ctx.db, unitId, fromPersonId, ctx.today) : [],
    form,
  }
}

export const action = formAction(async ({ form: { fields, seenVersion }, ctx, params }) => {
  const input = { handOverId: params.handOver!, seenVersion, toPersonId: fields.successor ?? "" }
  return answerWith(await nameSuccessor(ctx, input), ({ handOverId }) => `/ban-giao/${handOverId}`)
})

/** One hand-over: who, to whom, why, and each thing as it stood that day. */
export default function HandOver({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { handOver, mayName, candidates, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/ban-giao", label: say("handOver.title") }]}
        title={say("handOver.of", { name: handOver.fromName })}
        lead={`${say(`role.${handOver.role}`)}, ${handOver.unitName}`}
      />
      <ErrorSummary state={actionData} />
      {handOver.toPersonId === null && (
        <Message tone="warn" title={say("handOver.waitingTitle")}>
          <p>{say("handOver.waitingText")}</p>
        </Message>
      )}
      <dl className="facts card">
        <dt>{say("handOver.to")}</dt>
        <dd>
          {handOver.toName ?? say("handOver.waiting")}{" "}
          {handOver.namedOn && (
            <small>
              <Days day={handOver.namedOn} />
            </small>
          )}
        </dd>
        <dt>{say("handOver.why")}</dt>
        <dd>
          {say(`handOver.occasion.${handOver.occasion}`)}: {handOver.reason}
        </dd>
        <dt>{say("handOver.madeOn")}</dt>
        <dd>
          <Days day={handOver.madeOn} />
        </dd>
        {handOver.untilOn && (
          <>
            <dt>{say("handOver.untilOn")}</dt>
            <dd>
              <Days day={handOver.untilOn} />
            </dd>
          </>
        )}
      </dl>
      {mayName && candidates.length === 0 && (
        <Message tone="info">
          <p>{say("handOver.nobodyElse")}</p>
        </Message>
      )}
      {mayName && candidates.length > 0 && (
        <PostForm {...form} seenVersion={handOver.version} state={actionData} className="card">
          <h2>{say("handOver.name")}</h2>
          <SuccessorField candidates={candidates} role={handOver.role} mayWait={false} />
          <button type="submit">{say("handOver.nameDo")}</button>
        </PostForm>
      )}
      <h2>{say("handOver.list", { count: handOver.list.length })}</h2>
      <InHandList items={handOver.list} title={say("handOver.list", { count: handOver.list.length })} />
      <p className="actions">
        <a className="button secondary" href={`/ban-giao/${handOver.id}/word`}>
          {say("handOver.word")}
        </a>
      </p>
    </>
  )
}
