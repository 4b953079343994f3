import { pageOf } from "#access/page.server.ts"
import { readUnitChoices } from "#features/organisation/read-units.server.ts"
import { ErrorSummary } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { CausePart, Followers, JoinForm } from "../join-parts.tsx"
import { canMove, isClosed, listState, RETURNS_TO_THE_LEVEL } from "../obstacle.ts"
import { obstacleAction } from "../obstacle-action.server.ts"
import {
  AnswerForm,
  AttachForm,
  CentralForm,
  InternalForm,
  JudgeForms,
  ReasonForm,
  RedirectForm,
} from "../obstacle-forms.tsx"
import { Course, Documents, StateTag } from "../obstacle-parts.tsx"
import { mayAnswer, mayArrange, mayJudge, seesAllObstacles } from "../permissions.ts"
import { readAlike } from "../read-alike.server.ts"
import { isLate, readCause, readPart } from "../read-lateness.server.ts"
import { readFollowers, readObstacle, readObstacleDocuments, readSteps } from "../read-obstacle.server.ts"
import { readRoute } from "../read-route.server.ts"
import { nextByItself, nextLevel } from "../route.ts"
import type { Route } from "./+types/obstacle"

const MOST_ALIKE = 20

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const newForm = () => pageOf(context).form
  const obstacle = await readObstacle(ctx, params.obstacle)
  const route = await readRoute(ctx.db, obstacle.planId, ctx.today)
  const isOpen = canMove(obstacle.status, "answer")
  const answers = mayAnswer(ctx.actor, obstacle) && isOpen && obstacle.leadingId === null
  const judges = mayJudge(ctx.actor, obstacle)
  const arranges = mayArrange(ctx.actor, obstacle)
  const next = nextLevel(route, obstacle.level)
  const steps = await readSteps(ctx, obstacle.id)
  const cause = obstacle.isInvolved ? await readCause(ctx.db, obstacle.id) : undefined
  const part = judges && !cause ? await readPart(ctx.db, obstacle.taskId, obstacle.unitId, ctx.today) : undefined
  return {
    obstacle,
    state: listState(obstacle, ctx.today),
    steps: obstacle.isInvolved
      ? steps
      : steps.filter((step) => step.what === "answered" || step.what === "partlyAnswered"),
    documents: obstacle.isInvolved ? await readObstacleDocuments(ctx, obstacle.id) : [],
    followers: obstacle.isInvolved
      ? (await readFollowers(ctx, obstacle.id)).map((each) => ({ ...each, form: arranges ? newForm() : null }))
      : [],
    mayAnswer: answers,
    maySendUp: answers && next !== undefined && next.level !== "central",
    mayAskCentral: answers && next?.level === "central",
    redirects: answers && obstacle.level === "competent" ? await otherUnits(ctx, obstacle) : null,
    mayJudge: judges && canMove(obstacle.status, "solve"),
    goesUp: obstacle.returns >= RETURNS_TO_THE_LEVEL && nextByItself(route, obstacle.level) !== undefined,
    mayWithdraw: judges && canMove(obstacle.status, "withdraw"),
    mayReopen: judges && canMove(obstacle.status, "reopen") && obstacle.supersededOn === null,
    mayAttach: (judges || answers) && !isClosed(obstacle.status),
    internal: judges ? obstacle.isInternal : mayAnswer(ctx.actor, obstacle) ? obstacle.isAnswerInternal : null,
    alike: arranges && isOpen && obstacle.leadingId === null ? await readAlike(ctx.db, obstacle, MOST_ALIKE) : [],
    mayPart: arranges && obstacle.leadingId !== null,
    cause: cause ?? null,
    mayRecordCause: part !== undefined && isLate(part.line),
    mayDecideCause: arranges && cause?.decision === null && cause.unitId !== obstacle.planOfficeUnitId,
    seesHistory: seesAllObstacles(ctx.actor),
    forms: Array.from({ length: 12 }, newForm),
  }
}

async function otherUnits(
  ctx: Parameters<typeof readObstacle>[0],
  { unitId, competentUnitId }: { unitId: string; competentUnitId: string },
) {
  const { units } = await readUnitChoices(ctx.db)
  return units.filter((unit) => unit.id !== unitId && unit.id !== competentUnitId)
}

export const action = obstacleAction

/** One obstacle: what it is, where it stands, the one next action, and its whole course below. */
export default function ObstaclePage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { obstacle, state, steps, documents } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/vuong-mac", label: say("obstacle.title") }]}
        title={say("obstacle.numberedTitle", { number: obstacle.number, kind: say(`obstacle.kind.${obstacle.kind}`) })}
        lead={`${obstacle.unitName} · ${say("task.one")} ${obstacle.taskCode}`}
      />
      <p>
        <StateTag state={state} />
      </p>
      <ErrorSummary state={actionData} />
      <Facts loaded={loaderData} />
      <section className="card" aria-labelledby="question">
        <h2 id="question">{say("obstacle.description")}</h2>
        <p className="prose">{obstacle.description}</p>
        {obstacle.tried && (
          <>
            <h3>{say("obstacle.tried")}</h3>
            <p className="prose">{obstacle.tried}</p>
          </>
        )}
        {obstacle.proposal && (
          <>
            <h3>{say("obstacle.proposal")}</h3>
            <p className="prose">{obstacle.proposal}</p>
          </>
        )}
        <Documents documents={documents.filter((each) => each.stepId === null)} />
      </section>
      <NextActions loaded={loaderData} state={actionData} />
      <Followers followers={loaderData.followers} />
      <CausePart
        cause={loaderData.cause}
        mayRecord={loaderData.mayRecordCause}
        mayDecide={loaderData.mayDecideCause}
        form={loaderData.forms[9]!}
        state={actionData}
      />
      <h2>{say(obstacle.isInvolved ? "obstacle.course" : "obstacle.answers")}</h2>
      <Course steps={steps} documents={documents} />
      <OtherActions loaded={loaderData} state={actionData} />
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]
type Parts = { loaded: Loaded; state: Route.ComponentProps["actionData"] }

function Facts({ loaded: { obstacle, state } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <dl className="facts card">
      <dt>{say("obstacle.task")}</dt>
      <dd>
        <a href={`/ke-hoach/${obstacle.planSlug}/nhiem-vu/${obstacle.taskId}`}>
          {obstacle.taskCode}. {obstacle.taskTitle}
        </a>
      </dd>
      {!isClosed(obstacle.status) && (
        <>
          <dt>{say("obstacle.level")}</dt>
          <dd>
            {say(`obstacle.level.${obstacle.level}`)}
            {obstacle.answeringUnitName && `: ${obstacle.answeringUnitName}`}
          </dd>
        </>
      )}
      {obstacle.leadingId && (
        <>
          <dt>{say("obstacle.joinedWith")}</dt>
          <dd>
            <a href={`/vuong-mac/${obstacle.leadingId}`}>
              {say("obstacle.numbered", { number: obstacle.leadingNumber ?? "" })}
            </a>
          </dd>
        </>
      )}
      {(state === "open" || state === "past" || state === "joined") && (
        <>
          <dt>{say("obstacle.answerBy")}</dt>
          <dd>{obstacle.answerBy ? <Days day={obstacle.answerBy} /> : say("obstacle.noDay")}</dd>
        </>
      )}
      <dt>{say("obstacle.raisedOn")}</dt>
      <dd>
        <Days day={obstacle.raisedOn} />
      </dd>
      {obstacle.reportId && obstacle.isInvolved && (
        <>
          <dt>{say("obstacle.raisedFrom")}</dt>
          <dd>
            <a href={`/bao-cao/${obstacle.reportId}#muc-${obstacle.entryId}`}>{say("sample.openReport")}</a>
          </dd>
        </>
      )}
    </dl>
  )
}

/** What this person can do now, the usual thing first and open, the rest folded away. */
function NextActions({ loaded, state }: Parts) {
  const { obstacle, forms } = loaded
  const { version } = obstacle
  return (
    <>
      {loaded.mayJudge && (
        <JudgeForms forms={[forms[0]!, forms[1]!]} version={version} state={state} goesUp={loaded.goesUp} />
      )}
      {loaded.mayAnswer && <AnswerForm form={forms[2]!} version={version} state={state} />}
      {loaded.redirects && <RedirectForm form={forms[3]!} version={version} state={state} units={loaded.redirects} />}
      {loaded.maySendUp && <ReasonForm form={forms[4]!} version={version} state={state} what="sendUp" />}
      {loaded.mayAskCentral && <CentralForm form={forms[5]!} version={version} state={state} />}
      {loaded.mayAttach && <AttachForm form={forms[6]!} state={state} />}
      {loaded.alike.length > 0 && <JoinForm form={forms[7]!} version={version} state={state} alike={loaded.alike} />}
    </>
  )
}

function OtherActions({ loaded, state }: Parts) {
  const say = useSay()
  const { obstacle, forms } = loaded
  const { version } = obstacle
  return (
    <>
      {loaded.mayWithdraw && <ReasonForm form={forms[8]!} version={version} state={state} what="withdraw" />}
      {loaded.mayReopen && <ReasonForm form={forms[10]!} version={version} state={state} what="reopen" />}
      {loaded.internal !== null && (
        <Message tone="info">
          <p>{say(loaded.internal ? "obstacle.isKeptInside" : "obstacle.becomesGuidance")}</p>
          <InternalForm form={forms[11]!} version={version} isInternal={loaded.internal} />
        </Message>
      )}
      {loaded.seesHistory && (
        <p>
          <a href={`/lich-su/${obstacle.id}`}>{say("plan.history")}</a>
        </p>
      )}
    </>
  )
}
