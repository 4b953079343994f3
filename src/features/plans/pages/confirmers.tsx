import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, type FormState, PostForm, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { keptTaskLines } from "../kept-task-lines.server.ts"
import { endConfirmer, nameConfirmer } from "../name-confirmer.server.ts"
import { mayEditPlan, seesWholePlan } from "../permissions.ts"
import { readConfirmers } from "../read-confirmers.server.ts"
import { readPlan } from "../read-plan.server.ts"
import type { Route } from "./+types/confirmers"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!seesWholePlan(ctx.actor)) throw new NotFound("plan")
  const mayName = mayEditPlan(ctx.actor, plan) && plan.supersededOn === null
  const named = await readConfirmers(ctx.db, plan.id, ctx.today)
  const query = new URL(request.url).searchParams
  const lines = mayName ? await keptTaskLines(ctx, plan.id, ctx.today) : []
  const groups = [...new Map(lines.map((line) => [line.groupCode, line.groupTitle]))]
  const [group, taskId] = [query.get("nhom"), query.get("viec")]
  const isOffice = new Set(
    lines
      .filter((line) => line.assignments.some((each) => each.unitId === plan.planOfficeUnitId))
      .map((line) => line.id),
  )
  return {
    plan: { slug: plan.slug, title: plan.title, officeName: plan.planOfficeName },
    named: named.map((line) => ({ ...line, form: pageOf(context).form })),
    mayName,
    groups,
    group,
    tasks: lines
      .filter((line) => (taskId ? line.id === taskId : group !== null && line.groupCode === group))
      .map(({ id, code, title, leads, leadGroupName }) => ({
        id,
        label: `${code}. ${title}`,
        leads: leadGroupName ?? leads.map((each) => each.name).join("; "),
        isOffice: isOffice.has(id),
      })),
    units: mayName ? (await readUnitChoices(ctx.db)).units : [],
    today: ctx.today,
    form,
  }
}

export const action = formAction(async ({ form: { fields, seenVersion }, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const here = () => `/ke-hoach/${plan.slug}/don-vi-xac-nhan`
  if (fields.do === "end") {
    const confirmerId = fields.confirmer ?? ""
    const reason = fields[`reason-${confirmerId}`] ?? ""
    return answerWith(await endConfirmer(ctx, { confirmerId, seenVersion, reason }), here)
  }
  const fromOn = parseDay(fields.fromOn ?? "")
  if (!fromOn) return refused("form.noDay", { field: "fromOn", values: { text: fields.fromOn ?? "" } })
  const taskIds = Object.keys(fields).flatMap((name) => (name.startsWith("task-") ? [name.slice(5)] : []))
  const input = { planId: plan.id, taskIds, unitId: fields.unitId ?? "", fromOn, reason: fields.reason ?? "" }
  return answerWith(await nameConfirmer(ctx, input), here)
})

/** For which tasks another unit than the plan office confirms, since when and why; the plan office names it here. */
export default function Confirmers({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, named, mayName } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: `/ke-hoach/${plan.slug}`, label: plan.title }]}
        title={say("confirmers.title")}
        lead={say("confirmers.lead", { office: plan.officeName })}
      />
      <ErrorSummary state={actionData} />
      {named.length === 0 ? (
        <Empty>{say("confirmers.none", { office: plan.officeName })}</Empty>
      ) : (
        <NamedTable loaded={loaderData} state={actionData?.fields.do === "end" ? actionData : undefined} />
      )}
      {mayName && <NameForm loaded={loaderData} state={actionData?.fields.do === "end" ? undefined : actionData} />}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]
type Part = { loaded: Loaded; state: FormState | undefined }

function NamedTable({ loaded: { named, mayName, plan }, state }: Part) {
  const say = useSay()
  return (
    <TableScroll label={say("confirmers.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("task.title")}</th>
            <th>{say("task.confirmer")}</th>
            <th>{say("confirmers.reason")}</th>
            <th className="number">{say("confirmers.awaiting")}</th>
            {mayName && <th>{say("confirmers.end")}</th>}
          </tr>
        </thead>
        <tbody>
          {named.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <a className="clamp" href={`/ke-hoach/${plan.slug}/nhiem-vu/${line.taskId}`}>
                  {line.taskCode}. {line.taskTitle}
                </a>
              </th>
              <td data-label={say("task.confirmer")}>
                {line.unitName}, {say("confirmers.since")} <Days day={line.fromOn} />
                {line.confirmsId !== line.unitId && (
                  <p>
                    <Tag tone="warn">{say("confirmers.notInForce")}</Tag>{" "}
                    {say("confirmers.fallsBack", { unit: line.confirmsName ?? say("task.noConfirmer") })}
                  </p>
                )}
              </td>
              <td data-label={say("confirmers.reason")}>
                {line.reason}
                {line.namedBy && <small> ({line.namedBy})</small>}
              </td>
              <td className="number" data-label={say("confirmers.awaiting")}>
                {line.awaiting}
                {line.waitingSince && (
                  <small>
                    {" "}
                    {say("confirmers.since")} <Days day={line.waitingSince} />
                  </small>
                )}
              </td>
              {mayName && (
                <td data-label={say("confirmers.end")}>
                  <details open={state?.fields.confirmer === line.id}>
                    <summary>
                      {say("confirmers.endDo")}
                      <span className="visually-hidden">: {line.taskCode}</span>
                    </summary>
                    <PostForm
                      {...line.form}
                      seenVersion={line.version}
                      hidden={{ do: "end", confirmer: line.id }}
                      state={state?.fields.confirmer === line.id ? state : undefined}
                    >
                      <TextField name={`reason-${line.id}`} label={say("confirmers.endReason")} />
                      <button type="submit" className="secondary">
                        {say("confirmers.endDo")}
                      </button>
                    </PostForm>
                  </details>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** First the tasks, by group; then the unit, the day and the reason. */
function NameForm({ loaded, state }: Part) {
  const say = useSay()
  const { groups, group, tasks, units, today, form } = loaded
  return (
    <section aria-labelledby="name">
      <h2 id="name">{say("confirmers.name")}</h2>
      <form method="get" className="row card">
        <div className="field grow">
          <label htmlFor="nhom">{say("confirmers.group")}</label>
          <select id="nhom" name="nhom" defaultValue={group ?? ""}>
            {groups.map(([code, title]) => (
              <option key={code} value={code}>
                {`${code}. ${title}`.slice(0, 90)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="secondary">
          {say("confirmers.showTasks")}
        </button>
      </form>
      {tasks.length > 0 && (
        <PostForm {...form} hidden={{ do: "name" }} state={state} className="card">
          <fieldset id="tasks">
            <legend>{say("confirmers.tasks")}</legend>
            {tasks.map((task) => (
              <label key={task.id} className="choice" id={`task-${task.id}`}>
                <input
                  type="checkbox"
                  name={`task-${task.id}`}
                  value="1"
                  defaultChecked={state ? state.fields[`task-${task.id}`] === "1" : tasks.length === 1}
                  disabled={task.isOffice}
                />{" "}
                <span>
                  {task.label} <small>({task.isOffice ? say("confirmers.officeOwn") : task.leads})</small>
                </span>
              </label>
            ))}
          </fieldset>
          <SelectField
            name="unitId"
            label={say("confirmers.unit")}
            hint={say("confirmers.unitHint")}
            options={[{ value: "", label: "–" }, ...units.map((unit) => ({ value: unit.id, label: unit.name }))]}
          />
          <DayField
            name="fromOn"
            label={say("confirmers.from")}
            hint={say("form.dayHint")}
            initial={formatDay(today)}
          />
          <TextArea name="reason" label={say("confirmers.reason")} rows={2} />
          <button type="submit">{say("confirmers.save")}</button>
        </PostForm>
      )}
    </section>
  )
}
