import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { endPersonNow } from "../manage-people.server.ts"
import { readPerson } from "../read-people.server.ts"
import { requiredDay } from "../typed-fields.ts"
import type { Route } from "./+types/end-person"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const person = await readPerson(ctx, params.person, context.get(instanceContext).accounts)
  const seats = person.seats.filter((seat) => seat.toOn === null || seat.toOn >= ctx.today)
  return { person: { id: person.id, name: person.name, version: person.version }, seats, today: ctx.today, form }
}

export const action = formAction(async ({ form, ctx, params, context }) => {
  const endedOn = requiredDay(form.fields, "endedOn")
  if (!endedOn.ok) return endedOn
  const input = {
    personId: params.person!,
    seenVersion: form.seenVersion,
    endedOn: endedOn.value,
    reason: form.fields.reason ?? "",
  }
  return answerWith(
    await endPersonNow(ctx, context.get(instanceContext).accounts, input),
    ({ personId }) => `/quan-tri/nguoi-dung/${personId}`,
  )
})

export default function EndPerson({ loaderData: { person, seats, today, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/quan-tri/nguoi-dung/${person.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/quan-tri/nguoi-dung", label: say("people.title") },
          { to: base, label: person.name },
        ]}
        title={say("person.endTitle", { name: person.name })}
        lead={say("person.endLead")}
      />
      <ErrorSummary state={actionData} />
      <p>{say("person.endSeats", { count: seats.length })}</p>
      <ul>
        {seats.map((seat) => (
          <li key={seat.id}>
            {say(`role.${seat.role}`)}, {seat.unitName}
          </li>
        ))}
      </ul>
      <PostForm {...form} seenVersion={person.version} state={actionData}>
        <DayField name="endedOn" label={say("person.endFrom")} hint={say("form.dayHint")} initial={formatDay(today)} />
        <TextArea name="reason" label={say("unit.endReason")} hint={say("seat.reasonHint")} rows={2} />
        <p className="actions">
          <button type="submit" className="danger">
            {say("person.endConfirm")}
          </button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
