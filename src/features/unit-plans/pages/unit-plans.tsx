import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { actsAs } from "#shared/actor.ts"
import { ErrorSummary, PostForm, SelectField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import {
  type CoverageLine,
  readCoverage,
  readCoverageTotals,
  readTasksWithoutStep,
  type UncoveredTask,
} from "../read-coverage.server.ts"
import { readPlansOfUnit } from "../read-unit-plans.server.ts"
import { mayWriteUnitPlan, seesUnitPlans, startableYears } from "../unit-plan.ts"
import { UnitPlanStatusTag } from "../unit-plan-parts.tsx"
import { startUnitPlan } from "../write-unit-plan.server.ts"
import type { Route } from "./+types/unit-plans"

const views = ["don-vi", "chua-co", "nhiem-vu"] as const
type View = (typeof views)[number]

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const { unitId, unitName } = ctx.actor.seat
  const query = new URL(request.url).searchParams
  const years = startableYears(ctx.today)
  const year = years.find((each) => String(each) === query.get("nam")) ?? years[0]!
  const view = views.find((each) => each === query.get("xem")) ?? "don-vi"
  const mayStart = mayWriteUnitPlan(ctx.actor, unitId)
  const own = mayStart ? await readPlansOfUnit(ctx.db, unitId) : []
  const page = pageNumber(request)
  return {
    unitName,
    mayStart,
    own,
    free: mayStart ? years.filter((each) => own.every((plan) => plan.year !== each)) : [],
    coverage: seesUnitPlans(ctx.actor) ? await coverageOf(ctx.db, year, view, page) : null,
    seesDisputes: actsAs(ctx.actor, "planOffice", "director"),
    years: years.toSorted(),
    year,
    view,
    page,
    search: searchOf(request),
    form,
  }
}

async function coverageOf(db: Parameters<typeof readCoverage>[0], year: number, view: View, page: number) {
  const totals = await readCoverageTotals(db, year)
  if (view === "nhiem-vu") {
    const { lines, hasMore } = await readTasksWithoutStep(db, year, page)
    return { totals, units: [], tasks: lines, hasMore }
  }
  const { lines, hasMore } = await readCoverage(db, year, { isMissingOnly: view === "chua-co", page })
  return { totals, units: lines, tasks: [], hasMore }
}

export const action = formAction(async ({ form, ctx }) =>
  answerWith(
    await startUnitPlan(ctx, { year: Number(form.fields.year) }),
    ({ unitPlanId }) => `/ke-hoach-don-vi/${unitPlanId}`,
  ),
)

export default function UnitPlans({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { unitName, mayStart, own, free, coverage, form } = loaderData
  return (
    <>
      <PageHead title={say("unitPlans.title")} lead={say("unitPlans.lead")} />
      <ErrorSummary state={actionData} />
      {mayStart && (
        <section aria-labelledby="own">
          <h2 id="own">{unitName}</h2>
          {own.length === 0 ? <Empty>{say("unitPlans.none")}</Empty> : <OwnPlans own={own} />}
          {free.length > 0 && (
            <PostForm {...form} state={actionData} className="card">
              <SelectField
                name="year"
                label={say("unitPlan.year")}
                hint={say("unitPlans.startHint")}
                options={free.map((year) => ({ value: String(year), label: String(year) }))}
              />
              <button type="submit">{say("unitPlans.start")}</button>
            </PostForm>
          )}
        </section>
      )}
      {coverage && <Coverage {...loaderData} coverage={coverage} />}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function OwnPlans({ own }: { own: Loaded["own"] }) {
  const say = useSay()
  return (
    <TableScroll label={say("unitPlans.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("unitPlan.year")}</th>
            <th>{say("task.state")}</th>
            <th className="number">{say("unitPlan.edition")}</th>
            <th className="number">{say("unitPlan.stepsDone")}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((plan) => (
            <tr key={plan.id}>
              <th scope="row">
                <a href={`/ke-hoach-don-vi/${plan.id}`}>{say("unitPlan.ofYear", { year: plan.year })}</a>
              </th>
              <td data-label={say("task.state")}>
                <UnitPlanStatusTag status={plan.status} />
              </td>
              <td className="number" data-label={say("unitPlan.edition")}>
                {plan.edition || "–"}
              </td>
              <td className="number" data-label={say("unitPlan.stepsDone")}>
                {plan.doneSteps}/{plan.steps}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function Coverage({
  coverage,
  year,
  years,
  view,
  page,
  search,
  seesDisputes,
}: Omit<Loaded, "coverage"> & { coverage: NonNullable<Loaded["coverage"]> }) {
  const say = useSay()
  const { totals, units, tasks, hasMore } = coverage
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage">{say("unitPlans.coverage", { year })}</h2>
      <form className="filters row" method="get">
        <div className="field">
          <label htmlFor="nam">{say("unitPlan.year")}</label>
          <select id="nam" name="nam" defaultValue={String(year)}>
            {years.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
        <div className="field grow">
          <label htmlFor="xem">{say("unitPlans.view")}</label>
          <select id="xem" name="xem" defaultValue={view}>
            {views.map((each) => (
              <option key={each} value={each}>
                {say(`unitPlans.view.${each}`)}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
      </form>
      <p>{say("unitPlans.totals", totals)}</p>
      {seesDisputes && (
        <p>
          <a href="/phoi-hop?xem=phan-hoi">{say("coordination.view.phan-hoi")}</a>
        </p>
      )}
      {units.length === 0 && tasks.length === 0 && <Empty>{say("unitPlans.nothing")}</Empty>}
      {units.length > 0 && <UnitTable units={units} />}
      {tasks.length > 0 && <TaskTable tasks={tasks} />}
      <Paging page={page} pages={hasMore ? page + 1 : page} search={search} />
    </section>
  )
}

function UnitTable({ units }: { units: readonly CoverageLine[] }) {
  const say = useSay()
  return (
    <TableScroll label={say("unitPlans.view.don-vi")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("unit.name")}</th>
            <th>{say("unitPlans.title")}</th>
            <th className="number">{say("unitPlans.tasksWithStep")}</th>
          </tr>
        </thead>
        <tbody>
          {units.map((line) => (
            <tr key={line.unitId}>
              <th scope="row">
                {line.unitPlanId ? <a href={`/ke-hoach-don-vi/${line.unitPlanId}`}>{line.unitName}</a> : line.unitName}
              </th>
              <td data-label={say("unitPlans.title")}>
                <Tag tone={line.isApproved ? "good" : "warn"}>
                  {say(line.isApproved ? "unitPlans.hasPlan" : "unitPlans.hasNoPlan")}
                </Tag>
              </td>
              <td className="number" data-label={say("unitPlans.tasksWithStep")}>
                {line.withStep}/{line.tasks}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function TaskTable({ tasks }: { tasks: readonly UncoveredTask[] }) {
  const say = useSay()
  return (
    <TableScroll label={say("unitPlans.view.nhiem-vu")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("task.title")}</th>
            <th>{say("task.lead")}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <a href={`/ke-hoach/${line.slug}/nhiem-vu/${line.taskId}`}>{`${line.code}. ${line.title}`}</a>
              </th>
              <td data-label={say("task.lead")}>{line.unitName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
