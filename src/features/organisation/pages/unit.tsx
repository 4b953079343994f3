import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { changeUnit } from "../change-units.server.ts"
import { readSuccessions, readUnits } from "../read-units.server.ts"
import { typedUnit } from "../typed-fields.ts"
import { UnitFields } from "../unit-form.tsx"
import type { Route } from "./+types/unit"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const units = await readUnits(ctx.db)
  const unit = units.find((each) => each.id === params.unit)
  if (!unit) throw new NotFound("unit")
  const parents = units
    .filter((each) => each.id !== unit.id && (each.endedOn === null || each.id === unit.parentId))
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, "vi"))
  return {
    unit,
    parents,
    successions: await readSuccessions(ctx.db, unit.id),
    isSaved: new URL(request.url).searchParams.has("da-luu"),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const typed = typedUnit(form.fields, ctx.today)
  if (!typed.ok) return typed
  const outcome = await changeUnit(ctx, { unitId: params.unit!, seenVersion: form.seenVersion, facts: typed.value })
  return answerWith(outcome, ({ unitId }) => `/quan-tri/don-vi/${unitId}?da-luu=1`)
})

export default function UnitPage({
  loaderData: { unit, parents, successions, isSaved, form },
  actionData,
}: Route.ComponentProps) {
  const say = useSay()
  const base = `/quan-tri/don-vi/${unit.id}`
  return (
    <>
      <PageHead
        crumbs={[{ to: "/quan-tri/don-vi", label: say("units.title") }]}
        title={unit.name}
        lead={say(`unitKind.${unit.kind}`)}
      />
      <p className="actions">
        <a href={`/quan-tri/nguoi-dung?don-vi=${unit.id}`}>{say("unit.peopleHere")}</a>
        <a href={`/lich-su/${unit.id}`}>{say("plan.history")}</a>
        <a href={`/quan-tri/don-vi/them?cap-tren=${unit.id}`}>{say("units.addBelow")}</a>
      </p>
      {isSaved && !actionData && (
        <Message tone="good">
          <p>{say("form.saved")}</p>
        </Message>
      )}
      {unit.endedOn && (
        <Message tone="warn">
          <p>
            {say("unit.endedOn")} <Days day={unit.endedOn} />: {unit.endedReason}
          </p>
        </Message>
      )}
      {successions.length > 0 && (
        <ul>
          {successions.map((each) => (
            <li key={each.id}>
              {say(each.isSuccessor ? "reorganisation.goesOnIn" : "reorganisation.carriesOn")}{" "}
              <a href={`/quan-tri/don-vi/${each.id}`}>{each.name}</a>, <Days day={each.onDay} />
            </li>
          ))}
        </ul>
      )}
      <ErrorSummary state={actionData} />
      <PostForm {...form} seenVersion={unit.version} state={actionData}>
        <UnitFields unit={unit} parents={parents} />
        <p className="actions">
          <button type="submit">{say("unit.save")}</button>
          {!unit.endedOn && <a href={`${base}/sap-xep`}>{say("reorganisation.open")}</a>}
          {!unit.endedOn && <a href={`${base}/ket-thuc`}>{say("unit.end")}</a>}
          <a href="/quan-tri/don-vi">{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}
