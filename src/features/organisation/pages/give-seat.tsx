import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { roles } from "#shared/actor.ts"
import { formatDay } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, SelectField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { readPerson } from "../read-people.server.ts"
import { readUnitChoices } from "../read-units.server.ts"
import { addSeat } from "../save-seats.server.ts"
import { typedDay } from "../typed-fields.ts"
import type { Route } from "./+types/give-seat"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const { id, name, seats } = await readPerson(ctx, params.person, context.get(instanceContext).accounts)
  return {
    person: { id, name, isNew: seats.length === 0 },
    units: (await readUnitChoices(ctx.db)).units,
    today: ctx.today,
    form,
  }
}

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const fromOn = typedDay(fields, "fromOn", ctx.today)
  const toOn = typedDay(fields, "toOn", null)
  if (!fromOn.ok) return fromOn
  if (!toOn.ok) return toOn
  if (!isId(fields.unitId)) return refused("organisation.noUnit", { field: "unitId" })
  const seat = {
    role: fields.role ?? "",
    unitId: fields.unitId,
    fromOn: fromOn.value,
    toOn: toOn.value,
    isActing: fields.isActing === "1",
  }
  return answerWith(
    await addSeat(ctx, { personId: params.person!, ...seat }),
    () => `/quan-tri/nguoi-dung/${params.person}?da-luu=1`,
  )
})

export default function GiveSeat({ loaderData: { person, units, today, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/quan-tri/nguoi-dung/${person.id}`
  const chosen = actionData?.fields.role
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/quan-tri/nguoi-dung", label: say("people.title") },
          { to: base, label: person.name },
        ]}
        title={say("seat.giveTo", { name: person.name })}
        lead={person.isNew ? say("seat.firstLead") : say("seat.giveLead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData}>
        <fieldset id="role">
          <legend>{say("seat.role")}</legend>
          {actionData?.refusal?.field === "role" && (
            <p className="error">{say(`refusal.${actionData.refusal.code as "organisation.noRole"}`)}</p>
          )}
          {roles.map((role) => (
            <label className="choice" key={role}>
              <input type="radio" name="role" value={role} defaultChecked={role === chosen} />
              <span>
                {say(`role.${role}`)}
                <br />
                <small>{say(`role.${role}.job`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <SelectField
          name="unitId"
          label={say("unit.name")}
          options={[{ value: "", label: "–" }, ...units.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <DayField name="fromOn" label={say("seat.from")} hint={say("form.dayHint")} initial={formatDay(today)} />
        <DayField name="toOn" label={`${say("seat.to")} (${say("form.optional")})`} hint={say("seat.toHint")} />
        <label className="choice field">
          <input type="checkbox" name="isActing" value="1" defaultChecked={actionData?.fields.isActing === "1"} />
          <span>{say("seat.acting")}</span>
        </label>
        <p className="actions">
          <button type="submit">{say("seat.give")}</button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
