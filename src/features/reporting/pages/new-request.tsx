import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitGroups } from "#features/organisation/read-unit-groups.server.ts"
import { readUnits } from "#features/organisation/read-units.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { openRequest } from "../open-request.server.ts"
import { mayOpenRound } from "../permissions.ts"
import { questionKinds, typedQuestions } from "../request.ts"
import { typedTime } from "../typed-rule.ts"
import type { Route } from "./+types/new-request"

const KINDS = ["agency", "commune", "front"] as const
const SHOWN_ROWS = 4
const ROWS = 20

const unitsOf = async (db: Db) =>
  (await readUnits(db))
    .filter((unit) => unit.endedOn === null && KINDS.some((kind) => kind === unit.kind))
    .map(({ id, name, kind }) => ({ id, name, kind }))

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayOpenRound(ctx.actor, plan) || plan.supersededOn !== null) throw new NotFound("plan")
  const groups = (await readUnitGroups(ctx.db)).filter((group) => group.memberIds.length > 0)
  return {
    plan: { slug: plan.slug, title: plan.title },
    units: await unitsOf(ctx.db),
    groups: groups.map(({ id, name, memberIds }) => ({ id, name, count: memberIds.length })),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { fields } = form
  const dueOn = parseDay(fields.dueOn ?? "")
  if (!dueOn) return refused("form.noDay", { field: "dueOn", values: { text: fields.dueOn ?? "" } })
  const time = typedTime(fields.dueTime)
  if (time === null) return refused("calendar.noTime", { field: "dueTime", values: { text: fields.dueTime ?? "" } })
  const questions = typedQuestions(fields)
  if (!questions.ok) return questions
  const [units, groups] = [await unitsOf(ctx.db), await readUnitGroups(ctx.db)]
  const kinds = form.all("kind")
  const chosenGroups = form.all("group")
  const unitIds = [
    ...form.all("unit").filter((id) => units.some((unit) => unit.id === id)),
    ...units.filter((unit) => kinds.includes(unit.kind)).map((unit) => unit.id),
    ...groups.filter((group) => chosenGroups.includes(group.id)).flatMap((group) => group.memberIds),
  ]
  const outcome = await openRequest(ctx, {
    planId: plan.id,
    title: fields.title ?? "",
    request: fields.request ?? "",
    dueOn,
    dueTime: time ?? null,
    unitIds,
    questions: questions.value,
  })
  return answerWith(outcome, ({ roundId }) => `/tong-hop/${roundId}`)
})

/** A report outside the calendar: what is asked, of whom, by when, with which questions. */
export default function NewRequest({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, units, groups, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/dot-bao-cao`, label: say("rounds.title") },
        ]}
        title={say("request.new")}
        lead={say("request.newLead")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} className="card">
        <TextField name="title" label={say("request.title")} hint={say("request.titleHint")} maxLength={300} />
        <TextArea name="request" label={`${say("request.text")} (${say("form.optional")})`} rows={3} />
        <div className="row">
          <DayField name="dueOn" label={say("request.dueOn")} hint={say("request.dueOnHint")} />
          <TextField
            name="dueTime"
            label={`${say("request.dueTime")} (${say("form.optional")})`}
            hint={say("calendar.timeHint")}
            maxLength={12}
          />
        </div>
        <UnitChoice units={units} groups={groups} />
        <h2>{say("request.questions")}</h2>
        {rowsFrom(1, SHOWN_ROWS).map((row) => (
          <QuestionRow key={row} row={row} />
        ))}
        <details open={rowsFrom(SHOWN_ROWS + 1, ROWS).some((row) => actionData?.fields[`q${row}-label`])}>
          <summary>{say("request.moreQuestions")}</summary>
          {rowsFrom(SHOWN_ROWS + 1, ROWS).map((row) => (
            <QuestionRow key={row} row={row} />
          ))}
        </details>
        <p className="actions">
          <button type="submit">{say("request.open")}</button>
          <a href={`${base}/dot-bao-cao`}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </>
  )
}

const rowsFrom = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

type Loaded = Route.ComponentProps["loaderData"]

function UnitChoice({ units, groups }: Pick<Loaded, "units" | "groups">) {
  const say = useSay()
  const kinds = KINDS.filter((kind) => units.some((unit) => unit.kind === kind))
  return (
    <fieldset id="unit">
      <legend>{say("request.units")}</legend>
      {kinds.map((kind) => (
        <label className="choice" key={kind}>
          <input type="checkbox" name="kind" value={kind} />{" "}
          <span>
            {say("request.allOf", {
              kind: say(`unitKind.${kind}`),
              count: units.filter((unit) => unit.kind === kind).length,
            })}
          </span>
        </label>
      ))}
      {groups.map((group) => (
        <label className="choice" key={group.id}>
          <input type="checkbox" name="group" value={group.id} />{" "}
          <span>
            {group.name} ({group.count})
          </span>
        </label>
      ))}
      {kinds.map((kind) => (
        <details key={kind}>
          <summary>{say("request.someOf", { kind: say(`unitKind.${kind}`) })}</summary>
          {units
            .filter((unit) => unit.kind === kind)
            .map((unit) => (
              <label className="choice" key={unit.id}>
                <input type="checkbox" name="unit" value={unit.id} /> <span>{unit.name}</span>
              </label>
            ))}
        </details>
      ))}
    </fieldset>
  )
}

function QuestionRow({ row }: { row: number }) {
  const say = useSay()
  return (
    <fieldset>
      <legend>{say("request.question", { n: row })}</legend>
      <TextField name={`q${row}-label`} label={say("request.questionLabel")} maxLength={500} />
      <div className="row">
        <SelectField
          name={`q${row}-kind`}
          label={say("request.questionKind")}
          options={questionKinds.map((kind) => ({ value: kind, label: say(`request.kind.${kind}`) }))}
        />
        <SelectField
          name={`q${row}-required`}
          label={say("request.isRequired")}
          options={[
            { value: "yes", label: say("answer.yes") },
            { value: "no", label: say("answer.no") },
          ]}
        />
        <TextField name={`q${row}-unit`} label={say("request.unitOfMeasure")} maxLength={40} />
        <TextField name={`q${row}-choices`} label={say("request.choices")} maxLength={1000} />
      </div>
    </fieldset>
  )
}
