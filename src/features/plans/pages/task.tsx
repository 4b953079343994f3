import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { actsFor } from "#shared/actor.ts"
import { formatDay } from "#shared/day.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { confirmerOf, sixClear, unclearPoints } from "../duties.ts"
import { EstimateTable } from "../estimate-parts.tsx"
import { linkTask, readLinkedTasks, readOtherPlans, unlinkTask } from "../link-tasks.server.ts"
import { LinkedTasks } from "../linked-tasks.tsx"
import { OutcomeTag, WorkflowTag } from "../outcome-parts.tsx"
import { mayEditPlan, seesUnitWork } from "../permissions.ts"
import { readNamedConfirmer } from "../read-confirmers.server.ts"
import { readEstimates } from "../read-estimates.server.ts"
import { readPlan } from "../read-plan.server.ts"
import { readSentEntries, readTask } from "../read-task.server.ts"
import { readLatenessCauses, readTaskObstacles } from "../read-task-obstacles.server.ts"
import { readTaskTimeline } from "../read-task-timeline.server.ts"
import { readTaskUnits } from "../read-task-units.server.ts"
import { TaskObstacles } from "../task-obstacles.tsx"
import { type AssignmentState, outcomeLine, taskState } from "../task-outcome.ts"
import { Timeline } from "../task-timeline.tsx"
import type { Route } from "./+types/task"

/** Who opens the proofs of their own unit. */
const ownRoles = ["reporter", "head", "planOffice", "director", "confirmer"] as const
/** As many things as a page can show; the history has them all. */
const TIMELINE = 100
const OBSTACLES = 50

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const task = await readTask(ctx.db, plan.id, params.task)
  const named = await readNamedConfirmer(ctx.db, task.id, ctx.today)
  const confirmerId = confirmerOf(
    plan,
    task.assignments.map((each) => each.unitId),
    named?.unitId,
  )
  const unitIds = await readTaskUnits(ctx.db, task.id)
  const state = taskState(task.assignments as AssignmentState[])
  const isNamed = named !== undefined && named.unitId === confirmerId
  const confirmerName =
    confirmerId === null
      ? null
      : isNamed
        ? named.unitName
        : confirmerId === plan.planOfficeUnitId
          ? plan.planOfficeName
          : plan.confirmerName
  return {
    plan: { slug: plan.slug, title: plan.title },
    task,
    state,
    line:
      outcomeLine(
        state,
        task.deadline,
        { isSuspended: task.suspendedOn !== null, isDropped: task.droppedOn !== null },
        ctx.today,
      ) ?? null,
    unclear: unclearPoints({
      title: task.title,
      leadCount: task.assignments.length,
      coordinatingCount: task.duties.filter((duty) => duty.duty === "coordinating").length,
      hasDeadline: task.deadline.meaning !== "unclear",
      product: task.product,
      hasHead: task.hasHead,
      hasConfirmer: confirmerId !== null,
    }),
    confirmerName,
    named: named ? { ...named, isInForce: isNamed } : null,
    entries: (await readSentEntries(ctx.db, task.id, 60)).map((entry) => ({
      ...entry,
      proofs: seesUnitWork(ctx.actor) || actsFor(ctx.actor, entry.unitId, ...ownRoles) ? entry.proofs : [],
    })),
    linked: (await readLinkedTasks(ctx.db, task.id)).map((each) => ({ ...each, form: pageOf(context).form })),
    otherPlans: mayEditPlan(ctx.actor, plan) ? await readOtherPlans(ctx.db, plan.id) : [],
    form: pageOf(context).form,
    timeline: await readTaskTimeline(
      ctx.db,
      { id: task.id, slug: plan.slug },
      { unitId: ctx.actor.seat.unitId, seesAllUnits: seesUnitWork(ctx.actor), timeZone: ctx.timeZone },
      TIMELINE,
    ),
    estimates:
      plan.kind === "annual"
        ? (await readEstimates(ctx.db, plan.id, task.id)).map(({ amountVnd: _, ...each }) => each)
        : null,
    mayEdit: mayEditPlan(ctx.actor, plan) && plan.supersededOn === null,
    obstacles: await readTaskObstacles(
      ctx.db,
      { id: task.id, unitIds },
      { unitId: ctx.actor.seat.unitId, seesAllUnits: seesUnitWork(ctx.actor) },
      OBSTACLES,
    ),
    causes: await readLatenessCauses(ctx.db, [task.id]),
    mayRaise: plan.supersededOn === null && unitIds.some((unitId) => actsFor(ctx.actor, unitId, ...ownRoles)),
    mayPropose:
      plan.supersededOn === null &&
      task.assignments.some((each) => actsFor(ctx.actor, each.unitId, "reporter", "head", "planOffice", "director")),
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { fields } = form
  const here = () => `/ke-hoach/${params.plan}/nhiem-vu/${params.task}`
  const task = { planId: plan.id, taskId: params.task! }
  if (fields.do === "unlink")
    return answerWith(await unlinkTask(ctx, { ...task, otherTaskId: fields.other ?? "" }), here)
  const other = { otherPlanSlug: fields.plan ?? "", otherCode: fields.code ?? "" }
  return answerWith(await linkTask(ctx, { ...task, ...other }), here)
})

export default function TaskPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { plan, task, state, line, unclear, confirmerName, entries, timeline, mayEdit, mayPropose } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  const named = (duty: string) =>
    task.duties
      .filter((each) => each.duty === duty)
      .map((each) => each.name)
      .join("; ")
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          {
            to: `${base}/nhiem-vu?nhom=${encodeURIComponent(task.groupCode)}`,
            label: `${say("plan.group")} ${task.groupCode}`,
          },
        ]}
        title={`${task.code}. ${task.title}`}
      />
      <p>
        <OutcomeTag line={line} /> <WorkflowTag workflow={state.workflow} />{" "}
        {task.isProvisional && <Tag tone="warn">{say("task.provisional")}</Tag>}
      </p>
      <dl className="facts card">
        <dt>{say("task.lead")}</dt>
        <dd>{named("lead") || say("tasks.noLead")}</dd>
        <dt>{say("task.coordinating")}</dt>
        <dd>{named("coordinating") || "–"}</dd>
        <dt>{say("task.deadline")}</dt>
        <dd>
          {task.deadline.text ?? say("tasks.noDeadline")}
          {task.deadline.to && (
            <>
              {" "}
              ({say("task.lastDay")} <Days day={task.deadline.to} />)
            </>
          )}
          {task.deadline.earlier && task.deadline.since && (
            <div className="soft">
              {say("task.earlierDeadline", { deadline: task.deadline.earlier.text ?? "–" })}{" "}
              <Days day={task.deadline.since} />
            </div>
          )}
        </dd>
        <dt>{say("task.product")}</dt>
        <dd>{task.product ?? "–"}</dd>
        <dt>{say("task.confirmer")}</dt>
        <dd>
          {confirmerName ?? say("task.noConfirmer")}
          {loaderData.named && (
            <div className="soft">
              {say(loaderData.named.isInForce ? "task.confirmerNamed" : "task.confirmerIsLead", {
                unit: loaderData.named.unitName,
                day: formatDay(loaderData.named.fromOn),
                reason: loaderData.named.reason,
              })}
            </div>
          )}
        </dd>
        {task.externalRef && (
          <>
            <dt>{say("document.externalRef")}</dt>
            <dd>{task.externalRef}</dd>
          </>
        )}
        {task.source?.line && (
          <>
            <dt>{say("task.source")}</dt>
            <dd>
              <a
                href={`${base}/nguon?dong=${task.source.line}#dong-${task.source.line}`}
              >{`${task.source.file}, ${say("plan.line", { line: task.source.line })}`}</a>
            </dd>
          </>
        )}
      </dl>
      <p className="actions">
        {mayEdit && (
          <a className="button secondary" href={`${base}/nhiem-vu/sua?task=${task.id}`}>
            {say("task.edit")}
          </a>
        )}
        {mayEdit && (
          <a className="button secondary" href={`${base}/don-vi-xac-nhan?viec=${task.id}`}>
            {say("confirmers.name")}
          </a>
        )}
        {mayPropose && (
          <a className="button secondary" href={`${base}/de-nghi/moi?chon=${task.id}`}>
            {say("proposals.add")}
          </a>
        )}
        {mayPropose && (
          <a className="button secondary" href={`/y-kien/hoi/${task.id}`}>
            {say("opinion.ask")}
          </a>
        )}
        <a href={`/lich-su/${task.id}`}>{say("plan.history")}</a>
      </p>
      <h2>{say("task.sixClear")}</h2>
      <ul className="row plain-list">
        {sixClear.map((point) => (
          <li key={point}>
            <Tag
              tone={unclear.includes(point) ? "warn" : "good"}
            >{`${say(`sixClear.${point}`)}: ${say(unclear.includes(point) ? "sixClear.no" : "sixClear.yes")}`}</Tag>
          </li>
        ))}
      </ul>
      {task.assignments.length > 0 && <Assignments assignments={task.assignments} />}
      <h2>{say("task.reported")}</h2>
      {entries.length === 0 ? (
        <p className="soft">{say("task.notReported")}</p>
      ) : (
        <ul className="plain-list">
          {entries.map((entry) => (
            <li key={entry.id}>
              <strong>{entry.unitName}</strong>, {roundName(entry.roundName)}:{" "}
              {entry.answer && say(`answer.${entry.answer as "progress"}`)}
              {entry.percentDone !== null && ` (${entry.percentDone} %)`}
              {entry.result && <p className="prose">{entry.result}</p>}
              {entry.obstacle && (
                <p className="prose">
                  <Tag tone="warn">{say("entry.obstacle")}</Tag> {entry.obstacle}
                </p>
              )}
              {entry.proofs.length > 0 && (
                <p>
                  {say("entry.evidence")}:{" "}
                  {entry.proofs.map((proof, index) => (
                    <span key={proof.id}>
                      {index > 0 && "; "}
                      <a href={`/minh-chung/${proof.id}/xem`}>{proof.title}</a>
                    </span>
                  ))}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <TaskObstacles
        taskId={task.id}
        obstacles={loaderData.obstacles}
        causes={loaderData.causes}
        mayRaise={loaderData.mayRaise}
      />
      {loaderData.estimates && (
        <>
          <h2>{say("estimates.title")}</h2>
          <EstimateTable estimates={loaderData.estimates} label={say("estimates.title")} />
          <p>
            <a href={`${base}/du-toan?viec=${task.id}`}>{say("estimates.open")}</a>
          </p>
        </>
      )}
      <LinkedTasks loaded={loaderData} state={actionData} />
      <Timeline items={timeline} />
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Assignments({ assignments }: { assignments: Loaded["task"]["assignments"] }) {
  const say = useSay()
  return (
    <>
      <h2>{say("task.assignments")}</h2>
      <TableScroll label={say("task.assignments")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("unit.name")}</th>
              <th>{say("task.state")}</th>
              <th className="number">{say("entry.percent")}</th>
              <th>{say("task.completedOn")}</th>
            </tr>
          </thead>
          <tbody>
            {assignments.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  {each.unitName}{" "}
                  {each.mode === "joint" && each.isClaimant && assignments.length > 1 && (
                    <small>({say("task.claimant")})</small>
                  )}
                </th>
                <td data-label={say("task.state")}>
                  <WorkflowTag workflow={each.workflow} />
                </td>
                <td className="number" data-label={say("entry.percent")}>
                  {each.percentDone === null ? "–" : `${each.percentDone} %`}
                </td>
                <td data-label={say("task.completedOn")}>
                  <Days day={each.workflow === "completed" ? each.completedOn : null} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </>
  )
}
