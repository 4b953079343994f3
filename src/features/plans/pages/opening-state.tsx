import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { DayField, ErrorSummary, PostForm, RadioField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, Message, PageHead, TableScroll } from "#ui/parts.tsx"
import { enterOpeningState, readOpeningLines, readOpeningUnits } from "../enter-opening-state.server.ts"
import type { OpeningLine, OpenLine } from "../opening-state.ts"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import type { Route } from "./+types/opening-state"

const unitOf = (request: Request): string | null => new URL(request.url).searchParams.get("don-vi")

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan) || plan.supersededOn) throw new NotFound("plan")
  const units = await readOpeningUnits(ctx.db, plan.id)
  const unit = units.find((each) => each.id === unitOf(request)) ?? null
  return {
    plan: { slug: plan.slug, title: plan.title },
    units,
    unit,
    lines: unit ? await readOpeningLines(ctx.db, plan.id, unit.id) : [],
    isSaved: new URL(request.url).searchParams.has("da-luu"),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params, request }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const unitId = unitOf(request) ?? ""
  const lines: OpeningLine[] = []
  for (const id of form.all("assignment")) {
    const line = typedLine(id, form.fields)
    if (!line.ok) return line
    lines.push(line.value)
  }
  const outcome = await enterOpeningState(ctx, { planId: plan.id, unitId, lines })
  return answerWith(outcome, () => `/ke-hoach/${plan.slug}/hien-trang?don-vi=${unitId}&da-luu=1`)
})

function typedLine(assignmentId: string, fields: Readonly<Record<string, string>>): Outcome<OpeningLine> {
  const text = (name: string) => (fields[`${name}-${assignmentId}`] ?? "").trim()
  const state = text("state")
  const typedDay = text("issuedOn")
  const issuedOn = typedDay === "" ? null : parseDay(typedDay)
  if (issuedOn === undefined)
    return refused("form.noDay", { field: `issuedOn-${assignmentId}`, values: { text: typedDay } })
  const percent = text("percent").replace("%", "").trim()
  return done({
    assignmentId,
    state: state === "inProgress" || state === "completed" ? state : "none",
    percentDone: percent === "" ? null : Number(percent),
    number: text("number"),
    issuedOn,
    title: text("title"),
  })
}

export default function OpeningState({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, units, unit, lines, isSaved, form } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          ...(unit ? [{ to: `${base}/hien-trang`, label: say("openingState.title") }] : []),
        ]}
        title={unit ? say("openingState.of", { name: unit.name }) : say("openingState.title")}
        lead={say("openingState.lead")}
      />
      <ErrorSummary state={actionData} />
      {isSaved && !actionData && (
        <Message tone="good">
          <p>{say("form.saved")}</p>
        </Message>
      )}
      {!unit && units.length === 0 && <Empty>{say("openingState.none")}</Empty>}
      {!unit && units.length > 0 && (
        <p>
          {say("openingState.byUnit")} <a href={`${base}/hien-trang/excel`}>{say("openingState.excel")}</a>
        </p>
      )}
      {!unit && units.length > 0 && (
        <TableScroll label={say("openingState.title")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("unit.name")}</th>
                <th className="number">{say("openingState.open")}</th>
                <th className="number">{say("openingState.entered")}</th>
              </tr>
            </thead>
            <tbody>
              {units.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <a href={`${base}/hien-trang?don-vi=${each.id}`}>{each.name}</a>
                  </th>
                  <td className="number" data-label={say("openingState.open")}>
                    {each.all}
                  </td>
                  <td className="number" data-label={say("openingState.entered")}>
                    {each.entered}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {unit && (
        <PostForm {...form} state={actionData}>
          {lines.map((line) => (
            <Line key={line.assignmentId} line={line} />
          ))}
          <p className="actions">
            <button type="submit">{say("openingState.save")}</button>
            <a href={`${base}/hien-trang`}>{say("form.cancel")}</a>
          </p>
        </PostForm>
      )}
    </>
  )
}

function Line({ line }: { line: OpenLine }) {
  const say = useSay()
  const id = line.assignmentId
  return (
    <fieldset className="card">
      <legend>{`${line.code}. ${line.title}`}</legend>
      <input type="hidden" name="assignment" value={id} />
      <p className="soft">
        {say("task.deadline")}: {line.deadlineText ?? say("tasks.noDeadline")}
      </p>
      <RadioField
        name={`state-${id}`}
        label={say("task.state")}
        initial={line.workflow ?? "none"}
        options={[
          { value: "none", label: say("workflow.notStarted") },
          { value: "inProgress", label: say("workflow.inProgress") },
          { value: "completed", label: say("workflow.completed") },
        ]}
      />
      <div className="row">
        <TextField name={`percent-${id}`} label={say("entry.percent")} inputMode="numeric" initial={line.percentDone} />
        <TextField name={`number-${id}`} label={say("openingState.number")} initial={line.documentNumber} />
        <DayField
          name={`issuedOn-${id}`}
          label={say("document.issuedOn")}
          initial={line.documentIssuedOn && formatDay(line.documentIssuedOn)}
        />
      </div>
      <TextField
        name={`title-${id}`}
        label={`${say("document.title")} (${say("form.optional")})`}
        initial={line.documentTitle}
      />
    </fieldset>
  )
}
