import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead } from "#ui/parts.tsx"
import { handOverForLeave } from "../hand-over.server.ts"
import { InHandList, SuccessorField } from "../hand-over-parts.tsx"
import { worksForUnit } from "../in-hand.ts"
import { mayHandOver } from "../permissions.ts"
import { readColleagues } from "../read-hand-overs.server.ts"
import { readCandidates, readInHand } from "../read-in-hand.server.ts"
import type { Route } from "./+types/new-hand-over"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const { unitId, unitName } = ctx.actor.seat
  if (!mayHandOver(ctx.actor, unitId)) throw new NotFound("handOver")
  const colleagues = await readColleagues(ctx.db, unitId, ctx.today)
  const asked = new URL(request.url).searchParams.get("nguoi")
  const person = colleagues.find((each) => each.id === asked)
  if (!person) throw new NotFound("person")
  const role = person.roles.find(worksForUnit) ?? person.roles[0]!
  return {
    unitName,
    person: { id: person.id, name: person.name, role },
    items: await readInHand(ctx.db, { personId: person.id, unitId, role, today: ctx.today }),
    candidates: await readCandidates(ctx.db, unitId, person.id, ctx.today),
    form,
  }
}

export const action = formAction(async ({ form: { fields }, ctx }) => {
  const typed = (fields.untilOn ?? "").trim()
  const untilOn = typed === "" ? null : parseDay(typed)
  if (untilOn === undefined) return refused("form.noDay", { field: "untilOn", values: { text: typed } })
  const outcome = await handOverForLeave(ctx, {
    unitId: ctx.actor.seat.unitId,
    fromPersonId: fields.from ?? "",
    toPersonId: fields.successor ?? "",
    untilOn,
    reason: fields.reason ?? "",
  })
  return answerWith(outcome, ({ handOverId }) => `/ban-giao/${handOverId}`)
})

/** The head looks at what a colleague has in hand and says who goes on with it. */
export default function NewHandOver({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { person, items, candidates, form, unitName } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/ban-giao", label: say("handOver.title") }]}
        title={say("handOver.of", { name: person.name })}
        lead={`${say(`role.${person.role}`)}, ${unitName}`}
      />
      <ErrorSummary state={actionData} />
      <h2>{say("handOver.inHand")}</h2>
      <InHandList items={items} title={say("handOver.inHand")} />
      {items.length > 0 && candidates.length === 0 && (
        <Message tone="warn">
          <p>{say("handOver.nobodyElse")}</p>
        </Message>
      )}
      {items.length > 0 && candidates.length > 0 && (
        <PostForm {...form} state={actionData} hidden={{ from: person.id }} className="card">
          <SuccessorField candidates={candidates} role={person.role} mayWait={false} />
          <DayField
            name="untilOn"
            label={`${say("handOver.untilOn")} (${say("form.optional")})`}
            hint={say("handOver.untilHint")}
          />
          <TextArea name="reason" label={say("handOver.reason")} rows={2} />
          <p className="actions">
            <button type="submit">{say("handOver.do")}</button>
            <a href="/ban-giao">{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}
