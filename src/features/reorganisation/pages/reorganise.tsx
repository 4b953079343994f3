import { answerWith, formAction } from "#access/post.server.ts"
import { adminPage } from "#features/organisation/admin-page.server.ts"
import { readUnit, readUnitChoices, readUnitUse } from "#features/organisation/read-units.server.ts"
import { requiredDay } from "#features/organisation/typed-fields.ts"
import { readOpenTasksOfUnit } from "#features/plans/move-duties.server.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, PostForm, RadioField, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, number, PageHead } from "#ui/parts.tsx"
import { reorganiseUnits } from "../reorganise-units.server.ts"
import { kindOf, successorsOf, taskTargetsOf } from "../typed-reorganisation.ts"
import type { Route } from "./+types/reorganise"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = adminPage(context)
  const kind = kindOf(new URL(request.url).searchParams.get("loai"))
  const { units } = await readUnitChoices(ctx.db)
  return {
    unit: await readUnit(ctx.db, params.unit),
    use: await readUnitUse(ctx.db, params.unit, ctx.today),
    kind,
    others: units.filter((each) => each.id !== params.unit),
    tasks: kind === "split" ? await readOpenTasksOfUnit(ctx.db, params.unit) : [],
    today: ctx.today,
    form,
  }
}

export const action = formAction(async ({ form: { fields }, ctx, params, request }) => {
  const kind = kindOf(new URL(request.url).searchParams.get("loai")) ?? "merge"
  const onDay = requiredDay(fields, "onDay")
  if (!onDay.ok) return onDay
  const outcome = await reorganiseUnits(ctx, {
    kind,
    onDay: onDay.value,
    reason: fields.reason ?? "",
    fromUnitIds: [params.unit!],
    to: successorsOf(kind, fields),
    taskTargets: taskTargetsOf(fields),
  })
  return answerWith(outcome, ({ unitId }) => `/quan-tri/don-vi/${unitId}`)
})

const kinds = ["merge", "rename", "split"] as const
const places = [1, 2, 3, 4] as const

export default function Reorganise({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { unit, use, kind, others, tasks, today, form } = loaderData
  const base = `/quan-tri/don-vi/${unit.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/quan-tri/don-vi", label: say("units.title") },
          { to: base, label: unit.name },
        ]}
        title={say("reorganisation.title", { name: unit.name })}
        lead={say("reorganisation.lead")}
      />
      <ErrorSummary state={actionData} />
      {unit.endedOn && (
        <Message tone="warn">
          <p>{say("refusal.organisation.unitOver")}</p>
        </Message>
      )}
      {!unit.endedOn && kind === null && (
        <ul className="plain-list">
          {kinds.map((each) => (
            <li key={each} className="card">
              <a href={`${base}/sap-xep?loai=${each}`}>{say(`reorganisation.kind.${each}`)}</a>
              <p className="hint">{say(`reorganisation.hint.${each}`)}</p>
            </li>
          ))}
        </ul>
      )}
      {!unit.endedOn && kind !== null && (
        <PostForm {...form} state={actionData} className="card">
          <h2>{say(`reorganisation.kind.${kind}`)}</h2>
          <p>{say("reorganisation.moves", { seats: number(use.seats), tasks: number(use.openAssignments) })}</p>
          {kind === "merge" && (
            <SelectField
              name="to"
              label={say("reorganisation.into")}
              options={[
                { value: "", label: say("editTasks.empty") },
                ...others.map((each) => ({ value: each.id, label: each.name })),
              ]}
            />
          )}
          {kind === "rename" && (
            <>
              <TextField name="name1" id="to" label={say("reorganisation.newName")} />
              <TextField name="code1" label={`${say("reorganisation.newCode")} (${say("form.optional")})`} />
            </>
          )}
          {kind === "split" && <SplitFields tasks={tasks} />}
          <DayField
            name="onDay"
            label={say("reorganisation.onDay")}
            hint={say("form.dayHint")}
            initial={formatDay(today)}
          />
          <TextArea
            name="reason"
            label={say("reorganisation.reason")}
            hint={say("reorganisation.reasonHint")}
            rows={2}
          />
          <p className="actions">
            <button type="submit" className="danger">
              {say(`reorganisation.do.${kind}`)}
            </button>
            <a href={base}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}

type Tasks = Route.ComponentProps["loaderData"]["tasks"]

/** The successors, and for each open task which of them takes it. */
function SplitFields({ tasks }: { tasks: Tasks }) {
  const say = useSay()
  return (
    <>
      <fieldset id="to">
        <legend>{say("reorganisation.successors")}</legend>
        {places.map((place) => (
          <div className="row" key={place}>
            <TextField name={`name${place}`} label={say("reorganisation.successor", { place })} />
            <TextField name={`code${place}`} label={say("reorganisation.newCode")} />
          </div>
        ))}
      </fieldset>
      {tasks.map((task) => (
        <RadioField
          key={task.id}
          name={`task-${task.id}`}
          label={`${task.code}. ${task.title}`}
          initial="1"
          options={places.map((place) => ({ value: String(place), label: say("reorganisation.successor", { place }) }))}
        />
      ))}
    </>
  )
}
