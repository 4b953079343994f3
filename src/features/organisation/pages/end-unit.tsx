import { instanceContext } from "#access/instance.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, number, PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { endUnitNow } from "../manage-people.server.ts"
import { readUnit, readUnitUse } from "../read-units.server.ts"
import { requiredDay } from "../typed-fields.ts"
import type { Route } from "./+types/end-unit"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  return {
    unit: await readUnit(ctx.db, params.unit),
    use: await readUnitUse(ctx.db, params.unit, ctx.today),
    today: ctx.today,
    form,
  }
}

export const action = formAction(async ({ form, ctx, params, context }) => {
  const endedOn = requiredDay(form.fields, "endedOn")
  if (!endedOn.ok) return endedOn
  const input = {
    unitId: params.unit!,
    seenVersion: form.seenVersion,
    endedOn: endedOn.value,
    reason: form.fields.reason ?? "",
  }
  return answerWith(
    await endUnitNow(ctx, context.get(instanceContext).accounts, input),
    ({ unitId }) => `/quan-tri/don-vi/${unitId}`,
  )
})

export default function EndUnit({ loaderData: { unit, use, today, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/quan-tri/don-vi/${unit.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/quan-tri/don-vi", label: say("units.title") },
          { to: base, label: unit.name },
        ]}
        title={say("unit.endTitle", { name: unit.name })}
        lead={say("unit.endLead")}
      />
      <ErrorSummary state={actionData} />
      {use.children > 0 && (
        <Message tone="warn">
          <p>{say("refusal.organisation.unitsBelow", { count: use.children })}</p>
        </Message>
      )}
      <dl className="facts card">
        <dt>{say("unit.useChildren")}</dt>
        <dd>{number(use.children)}</dd>
        <dt>{say("unit.useSeats")}</dt>
        <dd>
          {number(use.seats)}{" "}
          {use.seats > 0 && <a href={`/quan-tri/nguoi-dung?don-vi=${unit.id}`}>{say("unit.peopleHere")}</a>}
        </dd>
        <dt>{say("unit.useAssignments")}</dt>
        <dd>{number(use.openAssignments)}</dd>
      </dl>
      <PostForm {...form} seenVersion={unit.version} state={actionData}>
        <DayField name="endedOn" label={say("unit.endFrom")} hint={say("form.dayHint")} initial={formatDay(today)} />
        <TextArea name="reason" label={say("unit.endReason")} hint={say("unit.endReasonHint")} />
        <p className="actions">
          <button type="submit" className="danger">
            {say("unit.endConfirm")}
          </button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
