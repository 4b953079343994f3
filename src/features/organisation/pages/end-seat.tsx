import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { addDays } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { DayField, ErrorSummary, PostForm, RadioField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { endSeatNow } from "../manage-people.server.ts"
import { readPerson } from "../read-people.server.ts"
import { requiredDay } from "../typed-fields.ts"
import type { Route } from "./+types/end-seat"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const { id, name, seats } = await readPerson(ctx, params.person, context.get(instanceContext).accounts)
  const seat = seats.find((each) => each.id === params.seat)
  if (!seat) throw new NotFound("seat")
  return { person: { id, name }, seat, form }
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
  }
  return answerWith(
    await endSeatNow(ctx, context.get(instanceContext).accounts, input),
    ({ personId }) => `/quan-tri/nguoi-dung/${personId}?da-luu=1`,
  )
})

export default function EndSeat({ loaderData: { person, seat, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
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
