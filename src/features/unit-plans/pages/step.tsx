import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { planName } from "#features/documents/official-names.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay } from "#shared/day.ts"
import { DayField, ErrorSummary, type FormState, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { type LedTask, readLedTasks, readPeopleOfUnit, readUnitPlan } from "../read-unit-plans.server.ts"
import { canChangeSteps, mayWriteUnitPlan } from "../unit-plan.ts"
import { addStep, changeStep, removeStep } from "../write-unit-plan.server.ts"
import type { Route } from "./+types/step"

/** Each task is a field of its own, so that a refused form comes back with every choice. */
const CHOSEN = "assignment."

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readUnitPlan(ctx, params.unitPlan)
  if (!mayWriteUnitPlan(ctx.actor, plan.unitId) || !canChangeSteps(plan.status)) throw new NotFound("unitPlan")
  const step = params.step ? plan.steps.find((each) => each.id === params.step) : null
  if (step === undefined) throw new NotFound("step")
  const first = new URL(request.url).searchParams.get("viec")
  const chosen = step?.assignmentIds ?? (first ? [first] : [])
  const tasks = await readLedTasks(ctx.db, plan.unitId, ctx.today)
  return {
    plan: { id: plan.id, year: plan.year, unitName: plan.unitName },
    step: step ?? null,
    chosen,
    tasks: tasks.filter((task) => task.workflow !== "completed" || chosen.includes(task.assignmentId)),
    people: await readPeopleOfUnit(ctx.db, plan.unitId, ctx.today),
    form,
    removeForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const { fields, seenVersion } = form
  const unitPlanId = params.unitPlan!
  const there = () => `/ke-hoach-don-vi/${unitPlanId}`
  const seen = { unitPlanId, stepId: params.step ?? "", seenVersion }
  if (fields.do === "remove" && params.step) return answerWith(await removeStep(ctx, seen), there)
  const step = {
    title: fields.title ?? "",
    startsOn: fields.startsOn ?? "",
    dueOn: fields.dueOn ?? "",
    personId: fields.personId ?? "",
    personName: fields.personName ?? "",
    product: fields.product ?? "",
    isMilestone: fields.isMilestone === "1",
    assignmentIds: Object.keys(fields).flatMap((name) => (name.startsWith(CHOSEN) ? [name.slice(CHOSEN.length)] : [])),
  }
  return params.step
    ? answerWith(await changeStep(ctx, { ...seen, step }), there)
    : answerWith(await addStep(ctx, { unitPlanId, step }), there)
})

export default function StepPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, step, tasks, chosen, people, form, removeForm } = loaderData
  const base = `/ke-hoach-don-vi/${plan.id}`
  const wasTyped = Object.keys(actionData?.fields ?? {}).length > 0
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach-don-vi", label: say("unitPlans.title") },
          { to: base, label: `${say("unitPlan.ofYear", plan)}: ${plan.unitName}` },
        ]}
        title={say(step ? "unitPlan.changeStep" : "unitPlan.addStep")}
      />
      <ErrorSummary state={actionData} />
      <PostForm {...form} {...(step ? { seenVersion: step.version } : {})} state={actionData} className="card">
        <TextArea name="title" label={say("unitPlan.step")} hint={say("unitPlan.stepHint")} initial={step?.title} />
        <DayField
          name="startsOn"
          label={say("unitPlan.startsOn")}
          hint={say("form.dayHint")}
          initial={step?.startsOn && formatDay(step.startsOn)}
        />
        <DayField
          name="dueOn"
          label={say("unitPlan.dueOn")}
          hint={say("form.dayHint")}
          initial={step?.dueOn && formatDay(step.dueOn)}
        />
        <SelectField
          name="personId"
          label={say("unitPlan.who")}
          initial={step?.personId}
          options={[
            { value: "", label: say("unitPlan.nobodyChosen") },
            ...people.map((person) => ({ value: person.id, label: person.name })),
          ]}
        />
        <TextField
          name="personName"
          label={say("unitPlan.personName")}
          hint={say("unitPlan.personNameHint")}
          initial={step?.personId ? "" : step?.personName}
          autoComplete="off"
        />
        <TextField name="product" label={say("task.product")} initial={step?.product} autoComplete="off" />
        <label className="choice">
          <input
            type="checkbox"
            name="isMilestone"
            value="1"
            defaultChecked={wasTyped ? actionData?.fields.isMilestone === "1" : step?.isMilestone}
          />{" "}
          <span>{say("unitPlan.isMilestone")}</span>
        </label>
        <TaskChoice
          tasks={tasks}
          isChosen={(id) => (wasTyped ? actionData?.fields[CHOSEN + id] === "1" : chosen.includes(id))}
          state={actionData}
        />
        <p className="actions">
          <button type="submit">{say("unitPlan.saveStep")}</button>
          <a href={base}>{say("form.cancel")}</a>
        </p>
      </PostForm>
      {step && (
        <PostForm {...removeForm} seenVersion={step.version} hidden={{ do: "remove" }}>
          <button type="submit" className="plain">
            {say("unitPlan.removeStep")}
          </button>
        </PostForm>
      )}
    </>
  )
}

function TaskChoice({
  tasks,
  isChosen,
  state,
}: {
  tasks: readonly LedTask[]
  isChosen: (assignmentId: string) => boolean
  state: FormState | undefined
}) {
  const say = useSay()
  const fault = state?.refusal?.details?.find((each) => each.field === "assignment")
  const plans = Map.groupBy(tasks, (task) => task.planTitle)
  return (
    <fieldset id="assignment" aria-describedby={fault ? "assignment-error" : "assignment-hint"}>
      <legend>{say("unitPlan.serves")}</legend>
      <p className="hint" id="assignment-hint">
        {say("unitPlan.servesHint")}
      </p>
      {fault && (
        <p className="error" id="assignment-error">
          {sayCode(say, "refusal", fault.code, fault.values)}
        </p>
      )}
      {[...plans].map(([title, ofPlan]) => (
        <div key={title}>
          {plans.size > 1 && <p className="soft">{planName(title)}</p>}
          {ofPlan.map((task) => (
            <label className="choice" key={task.assignmentId}>
              <input
                type="checkbox"
                name={`${CHOSEN}${task.assignmentId}`}
                value="1"
                defaultChecked={isChosen(task.assignmentId)}
              />{" "}
              <span>
                {`${task.code}. ${task.title}`}
                {task.lastDay && (
                  <>
                    {" "}
                    ({say("task.lastDay")} <Days day={task.lastDay} />)
                  </>
                )}
              </span>
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  )
}
