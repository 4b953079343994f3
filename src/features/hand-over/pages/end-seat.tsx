import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { adminPage } from "#features/organisation/admin-page.server.ts"
import { readPerson } from "#features/organisation/read-people.server.ts"
import { requiredDay } from "#features/organisation/typed-fields.ts"
import { NotFound } from "#platform/errors.ts"
import { addDays } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { DayField, ErrorSummary, PostForm, RadioField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { endSeatHandingOver } from "../end-with-hand-over.server.ts"
import { InHandList, SuccessorField } from "../hand-over-parts.tsx"
import { readCandidates, readInHand } from "../read-in-hand.server.ts"
import type { Route } from "./+types/end-seat"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const { id, name, seats } = await readPerson(ctx, params.person, context.get(instanceContext).accounts)
  const seat = seats.find((each) => each.id === params.seat)
  if (!seat) throw new NotFound("seat")
  const { unitId, role } = seat
  return {
    person: { id, name },
    seat,
    items: await readInHand(ctx.db, { personId: id, unitId, role, today: ctx.today }),
    candidates: await readCandidates(ctx.db, unitId, id, ctx.today),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params, context }) => {
  if (!isId(params.seat)) throw new NotFound("seat")
  const lastDay =
    form.fields.when === "later"
      ? requiredDay(form.fields, "toOn")
      : ({ ok: true, value: addDays(ctx.today, -1) } as const)
  if (!lastDay.ok) return lastDay
  const input = {
    seatId: params.seat,
    seenVersion: form.seenVersion,
    toOn: lastDay.value,
    reason: form.fields.reason ?? "",
    successorId: form.fields.successor ?? "",
  }
  return answerWith(
    await endSeatHandingOver(ctx, context.get(instanceContext).accounts, input),
    ({ personId }) => `/quan-tri/nguoi-dung/${personId}?da-luu=1`,
  )
})

export default function EndSeat({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { person, seat, items, candidates, form } = loaderData
  const base = `/quan-tri/nguoi-dung/${person.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/quan-tri/nguoi-dung", label: say("people.title") },
          { to: base, label: person.name },
        ]}
        title={say("seat.endTitle")}
        lead={say("seat.endLead")}
      />
      <ErrorSummary state={actionData} />
      <dl className="facts card">
        <dt>{say("person.name")}</dt>
        <dd>{person.name}</dd>
        <dt>{say("seat.role")}</dt>
        <dd>
          {say(`role.${seat.role}`)}
          {seat.isActing && ` (${say("role.acting")})`}
          <br />
          <small>{say(`role.${seat.role}.job`)}</small>
        </dd>
        <dt>{say("unit.name")}</dt>
        <dd>{seat.unitName}</dd>
        <dt>{say("seat.from")}</dt>
        <dd>
          <Days day={seat.fromOn} />
        </dd>
      </dl>
      <h2>{say("handOver.inHand")}</h2>
      <InHandList items={items} title={say("handOver.inHand")} />
      <PostForm {...form} seenVersion={seat.version} state={actionData}>
        <RadioField
          name="when"
          label={say("seat.when")}
          initial="now"
          options={[
            { value: "now", label: say("seat.when.now") },
            { value: "later", label: say("seat.when.later") },
          ]}
        />
        <DayField name="toOn" label={say("seat.lastDay")} hint={say("form.dayHint")} />
        <TextArea name="reason" label={say("unit.endReason")} hint={say("seat.reasonHint")} rows={2} />
        {items.length > 0 && <SuccessorField candidates={candidates} role={seat.role} mayWait />}
        <p className="actions">
          <button type="submit" className="danger">
            {say("seat.end")}
          </button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
