import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { NotFound } from "#platform/errors.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { assignTasks, type TaskChange, typedDeadline } from "../assign-tasks.server.ts"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import { TargetSelects, targetsOf } from "../target-selects.tsx"
import type { Route } from "./+types/edit-tasks"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan)) throw new NotFound("plan")
  const chosen = new Set(new URL(request.url).searchParams.getAll("task"))
  const tasks = (await keptTaskLines(ctx, plan.id, ctx.today)).filter((line) => chosen.has(line.id))
  return { plan: { slug: plan.slug, title: plan.title }, tasks, choices: await readUnitChoices(ctx.db), form }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { fields } = form
  const change: TaskChange = {}
  if (fields.setLeads) change.leads = targetsOf(form.all("lead"))
  if (fields.setCoordinating) change.coordinating = targetsOf(form.all("coordinating"))
  if (fields.setProduct) change.product = fields.product?.trim() ?? ""
  if (fields.setDeadline) {
    const deadline = typedDeadline(fields.deadline ?? "")
    if (!deadline) return refused("form.noDay", { field: "deadline", values: { text: fields.deadline ?? "" } })
    change.deadline = deadline
  }
  if (Object.keys(change).length === 0) return refused("plan.nothingToChange")
  const taskIds = form.all("task")
  const seenVersions = Object.fromEntries(taskIds.map((id) => [id, Number(fields[`version-${id}`] ?? 0)]))
  const outcome = await assignTasks(ctx, { planId: plan.id, taskIds, seenVersions, change })
  return answerWith(outcome, () =>
    taskIds.length === 1 ? `/ke-hoach/${plan.slug}/nhiem-vu/${taskIds[0]}` : `/ke-hoach/${plan.slug}/nhiem-vu`,
  )
})

export default function EditTasks({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, tasks, choices, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const single = tasks.length === 1 ? tasks[0] : undefined
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/nhiem-vu`, label: say("tasks.title") },
        ]}
        title={say("editTasks.title", { count: tasks.length })}
        lead={say("editTasks.lead")}
      />
      <ErrorSummary state={actionData} />
      {tasks.length === 0 ? (
        <p>
          {say("editTasks.none")} <a href={`${base}/nhiem-vu`}>{say("tasks.title")}</a>
        </p>
      ) : (
        <PostForm {...form} state={actionData}>
          <details className="card" open={tasks.length <= 3}>
            <summary>{say("editTasks.chosen", { count: tasks.length })}</summary>
            <ul>
              {tasks.map((task) => (
                <li key={task.id}>
                  <input type="hidden" name="task" value={task.id} />
                  <input type="hidden" name={`version-${task.id}`} value={task.version} />
                  {task.code}. {task.title}
                </li>
              ))}
            </ul>
          </details>
          {(["lead", "coordinating"] as const).map((duty) => (
            <fieldset key={duty}>
              <legend>{say(`task.${duty}`)}</legend>
              <label className="choice">
                <input type="checkbox" name={duty === "lead" ? "setLeads" : "setCoordinating"} value="1" />{" "}
                <span>{say("editTasks.replace")}</span>
              </label>
              {duty === "lead" && <p className="hint">{say("editTasks.leadHint")}</p>}
              <TargetSelects
                name={duty}
                label={say(`task.${duty}`)}
                choices={choices}
                chosen={duty === "lead" && single && !single.leadGroupName ? single.leads : []}
              />
            </fieldset>
          ))}
          <fieldset>
            <legend>{say("task.product")}</legend>
            <label className="choice">
              <input type="checkbox" name="setProduct" value="1" /> <span>{say("editTasks.replace")}</span>
            </label>
            <TextField name="product" label={say("task.product")} initial={single?.product} />
          </fieldset>
          <fieldset>
            <legend>{say("task.deadline")}</legend>
            <label className="choice">
              <input type="checkbox" name="setDeadline" value="1" /> <span>{say("editTasks.replace")}</span>
            </label>
            <DayField name="deadline" label={say("task.lastDay")} hint={say("form.dayHint")} />
          </fieldset>
          <p className="actions">
            <button type="submit">{say("editTasks.save")}</button>
            <a href={`${base}/nhiem-vu`}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}
