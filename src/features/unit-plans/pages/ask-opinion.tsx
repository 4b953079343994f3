import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { DayField, ErrorSummary, type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { askOpinion } from "../ask-opinion.server.ts"
import { mayAnswerFor } from "../coordination.ts"
import { readTaskToAskAbout } from "../read-opinions.server.ts"
import type { Route } from "./+types/ask-opinion"

/** Each unit is a field of its own, so that a refused form comes back with every choice. */
const ASKED = "unit."

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!mayAnswerFor(ctx.actor, ctx.actor.seat.unitId)) throw new NotFound("task")
  return { task: await readTaskToAskAbout(ctx.db, params.task, ctx.actor.seat.unitId), form }
}

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const unitIds = Object.keys(fields).flatMap((name) => (name.startsWith(ASKED) ? [name.slice(ASKED.length)] : []))
  const asked = { question: fields.question ?? "", answerBy: fields.answerBy ?? "", unitIds, taskId: params.task! }
  return answerWith(await askOpinion(ctx, asked), ({ opinionId }) => `/y-kien/${opinionId}`)
})

export default function AskOpinion({ loaderData: { task, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const fault = actionData?.refusal?.details?.find((each) => each.field === "unit")
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/y-kien", label: say("opinions.title") },
          { to: `/ke-hoach/${task.slug}/nhiem-vu/${task.id}`, label: task.code },
        ]}
        title={say("opinion.ask")}
        lead={`${task.code}. ${task.title}`}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} state={actionData} className="card">
        <TextArea name="question" label={say("opinion.question")} rows={5} />
        <DayField name="answerBy" label={say("opinion.answerBy")} hint={say("form.dayHint")} />
        <fieldset id="unit" aria-describedby={fault ? "unit-error" : undefined}>
          <legend>{say("opinion.units")}</legend>
          {fault && (
            <p className="error" id="unit-error">
              {sayCode(say, "refusal", fault.code, fault.values)}
            </p>
          )}
          {task.coordinating.length > 0 && (
            <>
              <p className="hint">{say("opinion.coordinatingUnits")}</p>
              <Units units={task.coordinating} state={actionData} />
            </>
          )}
          <details open={task.coordinating.length === 0}>
            <summary>{say("opinion.otherUnits")}</summary>
            <Units units={task.others} state={actionData} />
          </details>
        </fieldset>
        <button type="submit">{say("opinion.ask")}</button>
      </PostForm>
    </>
  )
}

const Units = ({ units, state }: { units: readonly { id: string; name: string }[]; state: FormState | undefined }) =>
  units.map((unit) => (
    <label className="choice" key={unit.id}>
      <input type="checkbox" name={ASKED + unit.id} value="1" defaultChecked={state?.fields[ASKED + unit.id] === "1"} />{" "}
      <span>{unit.name}</span>
    </label>
  ))
