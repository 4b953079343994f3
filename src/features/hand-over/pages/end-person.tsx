import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { adminPage } from "#features/organisation/admin-page.server.ts"
import { readPerson } from "#features/organisation/read-people.server.ts"
import { requiredDay } from "#features/organisation/typed-fields.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { endPersonHandingOver } from "../end-with-hand-over.server.ts"
import { InHandList, SuccessorField } from "../hand-over-parts.tsx"
import { worksForUnit } from "../in-hand.ts"
import { readCandidates, readInHand } from "../read-in-hand.server.ts"
import type { Route } from "./+types/end-person"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const person = await readPerson(ctx, params.person, context.get(instanceContext).accounts)
  const seats = person.seats.filter((seat) => seat.toOn === null || seat.toOn >= ctx.today)
  const { id, name, version } = person
  const { db, today } = ctx
  // one seat for each unit: the one that works on what the unit owes, where there are several
  const byUnit = new Map(
    [...seats]
      .sort((a, b) => Number(worksForUnit(a.role)) - Number(worksForUnit(b.role)))
      .map((seat) => [seat.unitId, seat]),
  )
  const units = await Promise.all(
    [...byUnit.values()].map(async ({ unitId, unitName, role }) => ({
      unitId,
      unitName,
      role,
      items: await readInHand(db, { personId: id, unitId, role, today }),
      candidates: await readCandidates(db, unitId, id, today),
    })),
  )
  return { person: { id, name, version }, seats, units, today, form }
}

export const action = formAction(async ({ form, ctx, params, context }) => {
  const endedOn = requiredDay(form.fields, "endedOn")
  if (!endedOn.ok) return endedOn
  const input = {
    personId: params.person!,
    seenVersion: form.seenVersion,
    endedOn: endedOn.value,
    reason: form.fields.reason ?? "",
    successors: Object.fromEntries(
      Object.entries(form.fields).flatMap(([name, value]) =>
        name.startsWith("successor-") ? [[name.slice(10), value]] : [],
      ),
    ),
  }
  return answerWith(
    await endPersonHandingOver(ctx, context.get(instanceContext).accounts, input),
    ({ personId }) => `/quan-tri/nguoi-dung/${personId}`,
  )
})

export default function EndPerson({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { person, seats, units, today, form } = loaderData
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
        {units.map((unit) => (
          <section key={unit.unitId} aria-label={unit.unitName}>
            <h2>
              {say("handOver.inHand")}: {unit.unitName}
            </h2>
            <InHandList items={unit.items} title={`${say("handOver.inHand")}: ${unit.unitName}`} />
            {unit.items.length > 0 && (
              <SuccessorField name={`successor-${unit.unitId}`} candidates={unit.candidates} role={unit.role} mayWait />
            )}
          </section>
        ))}
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
