import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { ErrorSummary, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, Message, PageHead } from "#ui/parts.tsx"
import { yearReason } from "../annual-plan.ts"
import { readAnnualPlans } from "../link-tasks.server.ts"
import { makeAnnualPlan } from "../make-annual-plan.server.ts"
import { mayEditPlan } from "../permissions.ts"
import { readEstimateTotals } from "../read-estimates.server.ts"
import { readPlan } from "../read-plan.server.ts"
import { readTaskLines } from "../read-task-lines.server.ts"
import type { Route } from "./+types/annual"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const typed = Number(new URL(request.url).searchParams.get("nam"))
  const year = typed >= 2000 && typed <= 2100 ? typed : Number(ctx.today.slice(0, 4)) + 1
  const mayEdit = mayEditPlan(ctx.actor, plan) && plan.supersededOn === null && plan.kind === "decision"
  const lines = mayEdit ? await readTaskLines(ctx.db, plan.id, ctx.today) : []
  return renderOnly({
    plan: { slug: plan.slug, title: plan.title },
    years: await Promise.all(
      (await readAnnualPlans(ctx.db, plan.id)).map(async ({ id, ...each }) => ({
        ...each,
        estimated: (await readEstimateTotals(ctx.db, id)).all,
      })),
    ),
    year,
    mayEdit,
    tasks: lines.flatMap((line) => {
      const reason = yearReason(line, year)
      return reason ? [{ id: line.id, code: line.code, title: line.title, reason }] : []
    }),
    form,
  })
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const outcome = await makeAnnualPlan(ctx, {
    parentPlanId: plan.id,
    year: Number(form.fields.year),
    title: form.fields.title ?? "",
    taskIds: form.all("task"),
  })
  return answerWith(outcome, ({ slug }) => `/ke-hoach/${slug}`)
})

export default function Annual({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, years, year, mayEdit, tasks, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("annual.title")}
        lead={say("annual.lead")}
      />
      <ErrorSummary state={actionData} />
      {years.length === 0 ? (
        <Empty>{say("annual.none")}</Empty>
      ) : (
        <ul>
          {years.map((each) => (
            <li key={each.slug}>
              <a href={`/ke-hoach/${each.slug}`}>{`${each.year}: ${each.title}`}</a> ·{" "}
              <a href={`/ke-hoach/${each.slug}/du-toan`}>
                {each.estimated === "0"
                  ? say("estimates.nothingYet")
                  : say("estimates.amountIs", { amount: each.estimated })}
              </a>
            </li>
          ))}
        </ul>
      )}
      {mayEdit && years.some((each) => each.year === year) && (
        <Message tone="info">
          <p>{say("refusal.annual.exists", { year })}</p>
        </Message>
      )}
      {mayEdit && (
        <>
          <h2>{say("annual.make", { year })}</h2>
          <form method="get" className="filters row">
            <div className="field">
              <label htmlFor="nam">{say("documents.year")}</label>
              <input id="nam" name="nam" inputMode="numeric" size={5} defaultValue={year} />
            </div>
            <div className="field">
              <button type="submit" className="secondary">
                {say("versions.find")}
              </button>
            </div>
          </form>
          <PostForm {...form} state={actionData} hidden={{ year: String(year) }} className="card">
            <TextField name="title" label={say("annual.planTitle")} initial={say("annual.titleOf", { year })} />
            <fieldset id="task">
              <legend>{say("annual.tasks", { count: tasks.length })}</legend>
              {tasks.map((task) => (
                <label className="choice" key={task.id}>
                  <input type="checkbox" name="task" value={task.id} defaultChecked />{" "}
                  <span>
                    {`${task.code}. ${task.title}`} <small>{say(`annual.reason.${task.reason}`)}</small>
                  </span>
                </label>
              ))}
            </fieldset>
            <button type="submit">{say("annual.create")}</button>
          </PostForm>
        </>
      )}
    </>
  )
}
