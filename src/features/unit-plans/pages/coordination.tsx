import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { actsAs } from "#shared/actor.ts"
import { ErrorSummary, FilterChoice, type FormState, PostForm, SelectField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, Tag } from "#ui/parts.tsx"
import { answerDuty, noteOutcome } from "../answer-duty.server.ts"
import { dutyAnswers, mayAnswerFor } from "../coordination.ts"
import { type CoordinatedTask, type Dispute, readCoordinatedTasks, readDisputes } from "../read-duties.server.ts"
import type { Route } from "./+types/coordination"

const views = ["chua-tra-loi", "phan-hoi"] as const

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { unitId } = ctx.actor.seat
  const isOffice = actsAs(ctx.actor, "planOffice", "director")
  const view = views.find((each) => each === new URL(request.url).searchParams.get("xem")) ?? ""
  const page = pageNumber(request)
  const { tasks, disputes, hasMore } =
    view === "phan-hoi"
      ? await disputesOf(ctx.db, isOffice ? { officeId: unitId } : { leadId: unitId }, page)
      : await tasksOf(ctx.db, unitId, view === "chua-tra-loi", page)
  return {
    tasks: tasks.map((task) => ({ ...task, form: pageOf(context).form })),
    disputes: disputes.map((dispute) => ({ ...dispute, form: pageOf(context).form })),
    view,
    page,
    pages: hasMore ? page + 1 : page,
    search: searchOf(request),
    mayAnswer: mayAnswerFor(ctx.actor, unitId),
    mayNote: isOffice,
  }
}

type Db = Parameters<typeof readDisputes>[0]
async function disputesOf(db: Db, of: Parameters<typeof readDisputes>[1], page: number) {
  const { lines, hasMore } = await readDisputes(db, of, page)
  return { tasks: [], disputes: lines, hasMore }
}
async function tasksOf(db: Db, unitId: string, isUnansweredOnly: boolean, page: number) {
  const { lines, hasMore } = await readCoordinatedTasks(db, unitId, { isUnansweredOnly, page })
  return { tasks: lines, disputes: [], hasMore }
}

export const action = formAction(async ({ form, ctx, request }) => {
  const { fields, seenVersion } = form
  const here = () => `/phoi-hop${searchOf(request)}`
  const taskId = fields.task ?? ""
  if (fields.unit)
    return answerWith(
      await noteOutcome(ctx, { taskId, unitId: fields.unit, seenVersion, outcome: fields.outcome ?? "" }),
      here,
    )
  const said = { taskId, seenVersion, answer: fields.answer ?? "", reason: fields.reason ?? "" }
  return answerWith(await answerDuty(ctx, said), here)
})

export default function Coordination({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { tasks, disputes, view, page, pages, search, mayAnswer, mayNote } = loaderData
  return (
    <>
      <PageHead title={say("coordination.title")} lead={say("coordination.lead")} />
      <p>
        <a href="/y-kien">{say("opinions.title")}</a>
      </p>
      <form className="filters row" method="get">
        <FilterChoice
          name="xem"
          label={say("unitPlans.view")}
          value={view}
          options={views.map((each) => ({ value: each, label: say(`coordination.view.${each}`) }))}
        />
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
      </form>
      <ErrorSummary state={actionData} />
      {tasks.length === 0 && disputes.length === 0 && <Empty>{say("coordination.none")}</Empty>}
      {tasks.map((task) => (
        <TaskCard key={task.id} task={task} mayAnswer={mayAnswer} state={actionData} />
      ))}
      {disputes.map((dispute) => (
        <DisputeCard key={dispute.taskId + dispute.unitId} dispute={dispute} mayNote={mayNote} state={actionData} />
      ))}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

type WithForm = { form: { requestId: string; owner: string } }
const tones = { confirmed: "good", disputed: "warn" } as const

function TaskCard({
  task,
  mayAnswer,
  state,
}: {
  task: CoordinatedTask & WithForm
  mayAnswer: boolean
  state: FormState | undefined
}) {
  const say = useSay()
  const isThis = state?.fields.task === task.id
  /** The summary of faults links to the field of the card that was sent. */
  const idOf = (name: string) => (isThis ? name : `${name}-${task.id}`)
  return (
    <section className="card" aria-labelledby={`task-${task.id}`}>
      <h2 id={`task-${task.id}`}>
        <a href={`/ke-hoach/${task.slug}/nhiem-vu/${task.id}`}>{`${task.code}. ${task.title}`}</a>
      </h2>
      <p>
        {say("task.lead")}: {task.leads || say("tasks.noLead")} · {say("task.deadline")}:{" "}
        {task.deadlineText ?? say("tasks.noDeadline")}
      </p>
      <p>
        <Tag tone={task.answer ? tones[task.answer] : "calm"}>{say(`duty.${task.answer ?? "unanswered"}`)}</Tag>
        {task.reason && ` ${task.reason}`}
      </p>
      {task.outcome && (
        <p className="prose">
          {say("duty.outcome")}: {task.outcome}
        </p>
      )}
      {mayAnswer && (
        <details open={isThis}>
          <summary>
            {say("duty.answer")}
            <span className="visually-hidden">: {task.code}</span>
          </summary>
          <PostForm
            {...task.form}
            seenVersion={task.version}
            hidden={{ task: task.id }}
            state={isThis ? state : undefined}
          >
            <SelectField
              id={idOf("answer")}
              name="answer"
              label={say("duty.answerLabel")}
              initial={task.answer}
              options={dutyAnswers.map((each) => ({ value: each, label: say(`duty.answer.${each}`) }))}
            />
            <TextArea id={idOf("reason")} name="reason" label={say("duty.reason")} initial={task.reason} />
            <button type="submit">{say("duty.send")}</button>
          </PostForm>
        </details>
      )}
    </section>
  )
}

function DisputeCard({
  dispute,
  mayNote,
  state,
}: {
  dispute: Dispute & WithForm
  mayNote: boolean
  state: FormState | undefined
}) {
  const say = useSay()
  const isThis = state?.fields.task === dispute.taskId && state.fields.unit === dispute.unitId
  const id = `${dispute.taskId}-${dispute.unitId}`
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>
        <a href={`/ke-hoach/${dispute.slug}/nhiem-vu/${dispute.taskId}`}>{`${dispute.code}. ${dispute.title}`}</a>
      </h2>
      <p className="prose">
        <Tag tone={dispute.outcome ? "good" : "warn"}>{say(dispute.outcome ? "duty.settled" : "duty.disputed")}</Tag>{" "}
        {dispute.unitName}: {dispute.reason}
      </p>
      {dispute.outcome && (
        <p className="prose">
          {say("duty.outcome")}: {dispute.outcome}
        </p>
      )}
      {mayNote && (
        <PostForm
          {...dispute.form}
          seenVersion={dispute.version}
          hidden={{ task: dispute.taskId, unit: dispute.unitId }}
          state={isThis ? state : undefined}
        >
          <TextArea
            id={isThis ? "outcome" : `outcome-${id}`}
            name="outcome"
            label={say("duty.noteOutcome")}
            hint={say("duty.noteOutcomeHint")}
            initial={dispute.outcome}
          />
          <button type="submit">{say("unitPlan.saveStep")}</button>
        </PostForm>
      )}
    </section>
  )
}
