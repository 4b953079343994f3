import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import { addDays, type Day, formatDay, parseDay } from "#shared/day.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import { DayField, ErrorSummary, PostForm, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead, TableScroll } from "#ui/parts.tsx"
import { mayArrange } from "../permissions.ts"
import { countWaiting, readRoutes } from "../read-route.server.ts"
import {
  arrivalAt,
  checkRoute,
  type Level,
  levels,
  type Route as ObstacleRoute,
  type RouteLevel,
  routeOn,
} from "../route.ts"
import { saveObstacleRoute } from "../save-route.server.ts"
import type { Route } from "./+types/route"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const routes = await readRoutes(ctx.db, plan.id)
  const { units } = await readUnitChoices(ctx.db)
  const route = routeOn(routes, ctx.today)
  return {
    plan: { slug: plan.slug, title: plan.title },
    route,
    preview: preview(route.levels, ctx.today, await readCalendar(ctx.db)),
    routes: [...routes].reverse(),
    units,
    leadershipName: units.find((unit) => unit.id === plan.leadershipUnitId)?.name ?? null,
    waiting: await countWaiting(ctx.db, plan.id),
    today: formatDay(ctx.today),
    mayEdit: mayArrange(ctx.actor, plan) && plan.supersededOn === null,
    form,
  }
}

type Preview = { level: Level; from: Day; answerBy: Day | null }[]

/** What is raised on a day and never answered: where it stands when. Rising happens on the day after the answer day. */
function preview(route: readonly RouteLevel[], on: Day, calendar: WorkingCalendar): Preview {
  const lines: Preview = []
  let from = on
  for (const each of route) {
    const { answerBy } = arrivalAt(each, from, calendar, { competentUnitId: "", leadershipUnitId: null })
    lines.push({ level: each.level, from, answerBy })
    if (answerBy === null) break
    from = addDays(answerBy, 1)
  }
  return lines
}

export const action = formAction<{ preview: Preview }>(async ({ form: { fields }, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const typed = typedLevels(fields)
  if (fields.do !== "save") {
    const checked = checkRoute(typed)
    if (!checked.ok) return checked
    const from = parseDay(fields.validFrom ?? "") ?? ctx.today
    return { shown: { preview: preview(checked.value, from, await readCalendar(ctx.db)) } }
  }
  const { validFrom = "", source = "" } = fields
  const outcome = await saveObstacleRoute(ctx, { planId: plan.id, levels: typed, validFrom, source })
  return answerWith(outcome, () => `/ke-hoach/${plan.slug}/cap-giai-quyet`)
})

/** A level is on the route when it has its days; the central one, which has none, when it is ticked. */
const typedLevels = (fields: Record<string, string>): RouteLevel[] =>
  levels.flatMap((level): RouteLevel[] => {
    const days = (fields[`days-${level}`] ?? "").trim()
    const unitId = fields[`unit-${level}`] || null
    if (level === "central") return fields.central === "yes" ? [{ level, days: null, unitId: null }] : []
    return days === "" && level !== "competent" ? [] : [{ level, days: days === "" ? null : Number(days), unitId }]
  })

/** Who answers obstacles of a plan, level by level, and within how many working days. */
export default function RoutePage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, route, mayEdit, leadershipName } = loaderData
  const isChecked = actionData?.beside !== undefined
  const shown = actionData?.beside?.preview ?? loaderData.preview
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: `/ke-hoach/${plan.slug}`, label: plan.title },
        ]}
        title={say("obstacleRoute.title")}
        lead={
          route.validFrom
            ? say("obstacleRoute.since", { day: formatDay(route.validFrom), source: route.source })
            : say("obstacleRoute.default")
        }
      />
      <p>
        <a href={`/vuong-mac?ke-hoach=${plan.slug}`}>{say("obstacleRoute.list")}</a>
      </p>
      <ErrorSummary state={actionData} />
      <Levels route={route} units={loaderData.units} leadershipName={leadershipName} />
      <section className="card" aria-labelledby="preview">
        <h2 id="preview">{say(isChecked ? "obstacleRoute.previewNew" : "obstacleRoute.preview")}</h2>
        <ol>
          {shown.map((each) => (
            <li key={each.level}>
              {say(`obstacle.level.${each.level}`)}:{" "}
              {each.answerBy ? (
                <>
                  <Days day={each.from} /> – <Days day={each.answerBy} />
                </>
              ) : (
                say("obstacleRoute.onlyByDocument")
              )}
            </li>
          ))}
        </ol>
        {isChecked && (
          <Message tone="info">
            <p>{say("obstacleRoute.waiting", { count: loaderData.waiting })}</p>
          </Message>
        )}
      </section>
      {mayEdit && <RouteForm loaded={loaderData} state={actionData} isChecked={isChecked} />}
      {loaderData.routes.length > 0 && <Earlier routes={loaderData.routes} />}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Levels({
  route,
  units,
  leadershipName,
}: {
  route: ObstacleRoute
  units: Loaded["units"]
  leadershipName: string | null
}) {
  const say = useSay()
  const nameOf = (each: RouteLevel) =>
    each.level === "competent"
      ? say("obstacleRoute.chosen")
      : (units.find((unit) => unit.id === each.unitId)?.name ?? leadershipName ?? say("obstacleRoute.nobody"))
  return (
    <TableScroll label={say("obstacleRoute.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("obstacle.level")}</th>
            <th>{say("obstacleRoute.who")}</th>
            <th className="number">{say("obstacleRoute.days")}</th>
          </tr>
        </thead>
        <tbody>
          {route.levels.map((each) => (
            <tr key={each.level}>
              <th scope="row">{say(`obstacle.level.${each.level}`)}</th>
              <td data-label={say("obstacleRoute.who")}>{each.level === "central" ? "–" : nameOf(each)}</td>
              <td className="number" data-label={say("obstacleRoute.days")}>
                {each.days ?? "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

function RouteForm({
  loaded,
  state,
  isChecked,
}: {
  loaded: Loaded
  state: Route.ComponentProps["actionData"]
  isChecked: boolean
}) {
  const say = useSay()
  const { route, units, leadershipName, form, today } = loaded
  const of = (level: Level) => route.levels.find((each) => each.level === level)
  return (
    <details open={state !== undefined}>
      <summary>{say("obstacleRoute.change")}</summary>
      <PostForm {...form} state={state} className="card">
        <p>{say("obstacleRoute.hint")}</p>
        {(["competent", "steering", "provincial"] as const).map((level) => (
          <div className="row" key={level}>
            <div className="grow">
              <TextField
                name={`days-${level}`}
                label={say("obstacleRoute.daysOf", { level: say(`obstacle.level.${level}`) })}
                initial={of(level)?.days ?? ""}
                inputMode="numeric"
              />
            </div>
            {level !== "competent" && (
              <div className="grow">
                <SelectField
                  name={`unit-${level}`}
                  label={say("obstacleRoute.whoOf", { level: say(`obstacle.level.${level}`) })}
                  initial={of(level)?.unitId ?? ""}
                  options={[
                    { value: "", label: leadershipName ?? say("obstacleRoute.nobody") },
                    ...units.map((unit) => ({ value: unit.id, label: unit.name })),
                  ]}
                />
              </div>
            )}
          </div>
        ))}
        <SelectField
          name="central"
          label={say("obstacle.level.central")}
          initial={of("central") ? "yes" : "no"}
          options={[
            { value: "yes", label: say("obstacleRoute.onlyByDocument") },
            { value: "no", label: say("obstacleRoute.notUsed") },
          ]}
        />
        <DayField name="validFrom" label={say("obstacleRoute.validFrom")} hint={say("form.dayHint")} initial={today} />
        <TextField name="source" label={say("obstacleRoute.source")} hint={say("obstacleRoute.sourceHint")} />
        <p className="actions">
          {isChecked && (
            <button type="submit" name="do" value="save">
              {say("obstacleRoute.save")}
            </button>
          )}
          <button type="submit" name="do" value="check" className={isChecked ? "secondary" : undefined}>
            {say("obstacleRoute.check")}
          </button>
        </p>
      </PostForm>
    </details>
  )
}

function Earlier({ routes }: { routes: Loaded["routes"] }) {
  const say = useSay()
  return (
    <>
      <h2>{say("obstacleRoute.saved")}</h2>
      <ul>
        {routes.map((each) => (
          <li key={each.id}>
            <Days day={each.validFrom} />:{" "}
            {each.levels.map((level) => `${say(`obstacle.level.${level.level}`)} ${level.days ?? "–"}`).join("; ")} (
            {each.source}
            {each.savedBy && `, ${each.savedBy}`})
          </li>
        ))}
      </ul>
    </>
  )
}
