import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { planName } from "#features/documents/official-names.ts"
import { NotFound } from "#platform/errors.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead, Paging } from "#ui/parts.tsx"
import { approveUnitPlan, handToHead, reopenUnitPlan, sendBackUnitPlan } from "../move-unit-plan.server.ts"
import { readEditions, readPlannedTasks, readUnitPlan } from "../read-unit-plans.server.ts"
import { StepTable } from "../step-table.tsx"
import { pointsToSee, tasksWithSteps } from "../task-steps.ts"
import {
  canChangeSteps,
  canMarkSteps,
  canMove,
  FLAGGED_GAP,
  mayApproveUnitPlan,
  mayWriteUnitPlan,
} from "../unit-plan.ts"
import { ProgressLine, UnitPlanStatusTag } from "../unit-plan-parts.tsx"
import { markStep } from "../write-unit-plan.server.ts"
import type { Route } from "./+types/unit-plan"

const PAGE_SIZE = 20

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readUnitPlan(ctx, params.unitPlan)
  const steps = plan.steps.map((step) => ({ ...step, form: pageOf(context).form }))
  const tasks = tasksWithSteps(await readPlannedTasks(ctx.db, plan.unitId, plan.steps, ctx.today), steps, ctx.today)
  const page = pageNumber(request)
  const mayWrite = plan.isOwn && mayWriteUnitPlan(ctx.actor, plan.unitId)
  const mayApprove = plan.isOwn && mayApproveUnitPlan(ctx.actor, plan.unitId)
  const { id, year, unitName, status, edition, reason, version, isEarlierEdition, before, after } = plan
  return {
    plan: { id, year, unitName, status, edition, reason, version, isEarlierEdition, before, after },
    tasks: tasks.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    count: tasks.length,
    points: pointsToSee(tasks),
    editions: await readEditions(ctx.db, plan.id),
    page,
    pages: Math.ceil(tasks.length / PAGE_SIZE),
    search: searchOf(request),
    may: {
      change: mayWrite && canChangeSteps(status),
      mark: mayWrite && canMarkSteps(status),
      handToHead: mayWrite && !mayApprove && canMove(status, "handToHead"),
      approve: mayApprove && canMove(status, "approve"),
      sendBack: mayApprove && canMove(status, "sendBack"),
      reopen: mayApprove && canMove(status, "reopen"),
    },
    form,
    reasonForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params, request }) => {
  const unitPlanId = params.unitPlan!
  const { seenVersion, fields } = form
  const seen = { unitPlanId, seenVersion, reason: fields.reason ?? "" }
  const here = () => `/ke-hoach-don-vi/${unitPlanId}${searchOf(request)}`
  switch (fields.do) {
    case "done":
    case "undo": {
      const step = { unitPlanId, stepId: fields.step ?? "", seenVersion, isDone: fields.do === "done" }
      return answerWith(await markStep(ctx, step), here)
    }
    case "handToHead":
      return answerWith(await handToHead(ctx, seen), here)
    case "approve":
      return answerWith(await approveUnitPlan(ctx, seen), here)
    case "sendBack":
      return answerWith(await sendBackUnitPlan(ctx, seen), here)
    case "reopen":
      return answerWith(await reopenUnitPlan(ctx, seen), here)
    default:
      throw new NotFound("action")
  }
})

export default function UnitPlanPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, tasks, count, points, editions, page, pages, search, may } = loaderData
  const base = `/ke-hoach-don-vi/${plan.id}`
  return (
    <>
      <PageHead
        crumbs={[{ to: "/ke-hoach-don-vi", label: say("unitPlans.title") }]}
        title={`${say("unitPlan.ofYear", { year: plan.year })}: ${plan.unitName}`}
      />
      <p>
        <UnitPlanStatusTag status={plan.status} />{" "}
        {plan.edition > 0 && say("unitPlan.editionIs", { edition: plan.edition })}
      </p>
      {plan.isEarlierEdition && (
        <Message tone="info">
          <p>{say("unitPlan.isEarlierEdition", { edition: plan.edition })}</p>
        </Message>
      )}
      {plan.reason && plan.status === "drafting" && (
        <Message tone="warn">
          <p>
            {say("unitPlan.backBecause")}: {plan.reason}
          </p>
        </Message>
      )}
      <RelatedPlans plan={plan} />
      <ErrorSummary state={actionData} />
      <p className="actions">
        {may.change && (
          <a className="button" href={`${base}/buoc`}>
            {say("unitPlan.addStep")}
          </a>
        )}
        <DocumentLinks word={`${base}/word`} label={say("unitPlan.word")} pdfLabel={say("unitPlan.pdf")} />
        <a href={`/lich-su/${plan.id}`}>{say("plan.history")}</a>
      </p>
      <Points points={points} count={count} />
      <p className="soft">{say("unitPlan.rule", { gap: FLAGGED_GAP })}</p>
      <Moves {...loaderData} state={actionData} />
      {tasks.length === 0 && <Empty>{say("unitPlan.noTasks")}</Empty>}
      {tasks.map((task, index) => (
        <section key={task.assignmentId} aria-labelledby={`task-${task.assignmentId}`}>
          {task.planSlug !== tasks[index - 1]?.planSlug && (
            <h2 className="clamp">
              <a href={`/ke-hoach/${task.planSlug}`}>{planName(task.planTitle)}</a>
            </h2>
          )}
          <div className="card">
            <h3 id={`task-${task.assignmentId}`}>
              <a href={`/ke-hoach/${task.planSlug}/nhiem-vu/${task.taskId}`}>{`${task.code}. ${task.title}`}</a>
            </h3>
            <p>
              {say("task.deadline")}: {task.deadlineText ?? say("tasks.noDeadline")}
              {task.lastDay && (
                <>
                  {" "}
                  ({say("task.lastDay")} <Days day={task.lastDay} />)
                </>
              )}
            </p>
            <ProgressLine progress={task.progress} reported={task.percentDone} />
            {task.steps.length === 0 ? (
              <p className="soft">{say("unitPlan.taskWithoutStep")}</p>
            ) : (
              <StepTable
                steps={task.steps}
                base={base}
                label={say("unitPlan.stepsOf", { code: task.code })}
                mayChange={may.change}
                mayMark={may.mark}
              />
            )}
            {may.change && (
              <p>
                <a href={`${base}/buoc?viec=${task.assignmentId}`}>
                  {say("unitPlan.addStepHere")}
                  <span className="visually-hidden">: {task.code}</span>
                </a>
              </p>
            )}
          </div>
        </section>
      ))}
      <Paging page={page} pages={pages} search={search} />
      {editions.length > 0 && (
        <section aria-labelledby="editions">
          <h2 id="editions">{say("unitPlan.editions")}</h2>
          <ul>
            {editions.map((each) => (
              <li key={each.number}>
                {say("unitPlan.editionIs", { edition: each.number })}, <Days day={each.approvedOn} />
                {each.reason && `: ${each.reason}`}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

/** Of units that were merged, split or renamed: where the plan goes on, and which it carries on. */
function RelatedPlans({ plan }: { plan: Loaded["plan"] }) {
  const say = useSay()
  if (plan.before.length + plan.after.length === 0) return null
  const lines = [
    ...plan.after.map((each) => ({ ...each, words: say("unitPlan.goesOnIn") })),
    ...plan.before.map((each) => ({ ...each, words: say("unitPlan.carriesOn") })),
  ]
  return (
    <Message tone="info">
      <ul>
        {lines.map((each) => (
          <li key={each.unitPlanId}>
            {each.words} <a href={`/ke-hoach-don-vi/${each.unitPlanId}`}>{each.unitName}</a> (
            <Days day={each.onDay} />)
          </li>
        ))}
      </ul>
    </Message>
  )
}

function Points({ points, count }: { points: Loaded["points"]; count: number }) {
  const say = useSay()
  const lines = [
    points.withoutStep > 0 && say("unitPlan.point.withoutStep", { count: points.withoutStep, all: count }),
    points.afterDeadline > 0 && say("unitPlan.point.afterDeadline", { count: points.afterDeadline }),
    points.overdue > 0 && say("unitPlan.point.overdue", { count: points.overdue }),
    points.withGap > 0 && say("unitPlan.point.withGap", { count: points.withGap, gap: FLAGGED_GAP }),
  ].filter((line) => line !== false)
  if (lines.length === 0) return null
  return (
    <Message tone="warn" title={say("unitPlan.points")}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Message>
  )
}

function Moves({ plan, may, form, reasonForm, state }: Loaded & { state: Route.ComponentProps["actionData"] }) {
  const say = useSay()
  const needsReason = may.sendBack ? "sendBack" : may.reopen ? "reopen" : null
  const goesOn = may.approve ? "approve" : may.handToHead ? "handToHead" : null
  return (
    <>
      {goesOn && (
        <PostForm {...form} seenVersion={plan.version} hidden={{ do: goesOn }}>
          <button type="submit">{say(`unitPlan.move.${goesOn}`)}</button>
        </PostForm>
      )}
      {needsReason && (
        <details open={state?.refusal?.field === "reason"}>
          <summary>{say(`unitPlan.move.${needsReason}`)}</summary>
          <PostForm
            {...reasonForm}
            seenVersion={plan.version}
            hidden={{ do: needsReason }}
            state={state}
            className="card"
          >
            <TextArea name="reason" label={say("unitPlan.reason")} hint={say(`unitPlan.reasonHint.${needsReason}`)} />
            <button type="submit">{say(`unitPlan.move.${needsReason}`)}</button>
          </PostForm>
        </details>
      )}
    </>
  )
}
