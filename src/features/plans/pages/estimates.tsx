import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, type FormState, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging } from "#ui/parts.tsx"
import { removeEstimate, saveEstimate } from "../enter-estimates.server.ts"
import { fundingSources, mayEnterEstimate } from "../estimate.ts"
import { EstimateTable, EstimateTotalsTables } from "../estimate-parts.tsx"
import { readEstimates, readEstimateTotals, readUnitsOfTask } from "../read-estimates.server.ts"
import { readPlan } from "../read-plan.server.ts"
import { readTaskLines } from "../read-task-lines.server.ts"
import type { Route } from "./+types/estimates"

const PAGE_SIZE = 30

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (plan.kind !== "annual") throw new NotFound("estimates")
  const lines = (await readTaskLines(ctx.db, plan.id, ctx.today)).filter((line) => !line.isDropped)
  const byTask = Map.groupBy(await readEstimates(ctx.db, plan.id), (each) => each.taskId)
  const chosenId = new URL(request.url).searchParams.get("viec")
  const chosen = lines.find((line) => line.id === chosenId)
  const mayEnter = (unitId: string) => plan.supersededOn === null && mayEnterEstimate(ctx.actor, plan, unitId)
  const page = pageNumber(request)
  return {
    plan: { slug: plan.slug, title: plan.title },
    totals: await readEstimateTotals(ctx.db, plan.id),
    count: { all: lines.length, estimated: lines.filter((line) => byTask.has(line.id)).length },
    tasks: lines.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map((line) => ({
      id: line.id,
      code: line.code,
      title: line.title,
      mayAdd: line.assignments.some((each) => mayEnter(each.unitId)) || mayEnter(""),
      estimates: (byTask.get(line.id) ?? []).map(({ amountVnd: _, ...each }) => ({
        ...each,
        form: mayEnter(each.unitId) ? pageOf(context).form : null,
      })),
    })),
    chosen: chosen
      ? {
          id: chosen.id,
          code: chosen.code,
          title: chosen.title,
          units: (await readUnitsOfTask(ctx.db, chosen.id)).filter((unit) => mayEnter(unit.id)),
        }
      : null,
    page,
    pages: Math.ceil(lines.length / PAGE_SIZE),
    search: searchOf(request),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { fields, seenVersion } = form
  const there = () => `/ke-hoach/${plan.slug}/du-toan`
  if (fields.do === "remove") {
    const gone = { planId: plan.id, estimateId: fields.estimate ?? "", seenVersion }
    return answerWith(await removeEstimate(ctx, gone), there)
  }
  const outcome = await saveEstimate(ctx, {
    planId: plan.id,
    taskId: fields.task ?? "",
    unitId: fields.unit ?? "",
    source: fields.source ?? "",
    amount: fields.amount ?? "",
    basis: fields.basis ?? "",
  })
  return answerWith(outcome, ({ taskId }) => `${there()}?viec=${taskId}`)
})

/** What the plan of a year is estimated to cost: by group, unit and source, then task by task. */
export default function Estimates({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, totals, count, tasks, chosen, page, pages, search } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("estimates.title")}
        lead={say("estimates.lead", count)}
      />
      <ErrorSummary state={actionData} />
      {chosen && chosen.units.length > 0 && <EstimateForm {...loaderData} chosen={chosen} state={actionData} />}
      <EstimateTotalsTables totals={totals} />
      <h2>{say("estimates.byTask")}</h2>
      {tasks.length === 0 && <Empty>{say("tasks.none")}</Empty>}
      {tasks.map((task) => (
        <section key={task.id} className="card" aria-labelledby={`task-${task.id}`}>
          <h3 id={`task-${task.id}`}>
            <a href={`${base}/nhiem-vu/${task.id}`}>{`${task.code}. ${task.title}`}</a>
          </h3>
          <EstimateTable estimates={task.estimates} label={`${say("estimates.title")} ${task.code}`} />
          {task.mayAdd && (
            <p>
              <a href={`${base}/du-toan?viec=${task.id}`}>
                {say("estimate.enter")}
                <span className="visually-hidden">: {task.code}</span>
              </a>
            </p>
          )}
        </section>
      ))}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function EstimateForm({
  plan,
  chosen,
  form,
  state,
}: Loaded & { chosen: NonNullable<Loaded["chosen"]>; state: FormState | undefined }) {
  const say = useSay()
  return (
    <section aria-labelledby="enter">
      <h2 id="enter">{`${say("estimate.enter")}: ${chosen.code}. ${chosen.title}`}</h2>
      <PostForm {...form} hidden={{ task: chosen.id }} state={state} className="card">
        <SelectField
          name="unit"
          label={say("unit.name")}
          options={chosen.units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
        <SelectField
          name="source"
          label={say("estimate.source")}
          options={fundingSources.map((each) => ({ value: each, label: say(`estimate.source.${each}`) }))}
        />
        <TextField
          name="amount"
          label={say("estimate.amount")}
          hint={say("estimate.amountHint")}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextArea name="basis" label={say("estimate.basis")} hint={say("estimate.basisHint")} />
        <p className="actions">
          <button type="submit">{say("estimate.save")}</button>
          <a href={`/ke-hoach/${plan.slug}/du-toan`}>{say("form.cancel")}</a>
        </p>
      </PostForm>
    </section>
  )
}
