import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { maySeeTemplates } from "#features/document-templates/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, Message, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import { nextRound, roundsOf } from "../calendar.ts"
import { openRound } from "../open-round.server.ts"
import { mayOpenRound, maySeeRound } from "../permissions.ts"
import { capital, DueMoment } from "../planned-rounds.tsx"
import { readReportingRules, readRounds } from "../read-rounds.server.ts"
import { readCalendar } from "../report-completeness.server.ts"
import { roundName } from "../round-name.ts"
import type { Route } from "./+types/rounds"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const rules = await readReportingRules(ctx.db, plan.id)
  const opened = await readRounds(ctx.db, plan.id)
  const year = Number(ctx.today.slice(0, 4))
  const calendar = await readCalendar(ctx.db)
  const next = nextRound(rules, ctx.today, calendar)
  const planned = [...roundsOf(rules, year, calendar), ...roundsOf(rules, year + 1, calendar)].map((round) => ({
    ...round,
    name: roundName(round.periods),
    openedId: opened.find((each) => each.code === round.code)?.id ?? null,
    isNext: round.code === next?.code,
    isPast: round.dueOn < ctx.today,
  }))
  return {
    plan: { slug: plan.slug, title: plan.title, id: plan.id },
    planned,
    seesTemplates: maySeeTemplates(ctx.actor, plan),
    rules,
    requests: opened
      .filter((round) => round.kind === "request")
      .map(({ id, documentName, dueOn, dueTime, closedAt }) => ({
        id,
        documentName,
        dueOn,
        dueTime,
        isClosed: closedAt !== null,
      })),
    mayOpen: mayOpenRound(ctx.actor, plan),
    maySee: maySeeRound(ctx.actor),
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const outcome = await openRound(ctx, { planId: plan.id, code: form.fields.code ?? "" })
  return answerWith(outcome, ({ roundId }) => `/tong-hop/${roundId}`)
})

export default function Rounds({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const nameOf = useRoundName()
  const { plan, planned, rules, requests, mayOpen, maySee, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: `/ke-hoach/${plan.slug}`, label: plan.title }]}
        title={say("rounds.title")}
        lead={say("rounds.lead")}
      />
      <ErrorSummary state={actionData} />
      {rules.length === 0 && <Message tone="warn">{<p>{say("plan.noRules")}</p>}</Message>}
      <TableScroll label={say("rounds.title")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("round.name")}</th>
              <th>{say("round.unitsDueOn")}</th>
              <th>{say("round.officeDueOn")}</th>
              <th>{say("task.state")}</th>
            </tr>
          </thead>
          <tbody>
            {planned.map((round) => (
              <tr key={round.code}>
                <th scope="row">
                  {round.openedId && maySee ? (
                    <a href={`/tong-hop/${round.openedId}`}>{capital(nameOf(round.name))}</a>
                  ) : (
                    capital(nameOf(round.name))
                  )}{" "}
                  {round.isNext && <Tag tone="accent">{say("rounds.next")}</Tag>}
                </th>
                <td data-label={say("round.unitsDueOn")}>
                  <DueMoment day={round.dueOn} time={round.dueTime} />
                </td>
                <td data-label={say("round.officeDueOn")}>
                  <Days day={round.officeDueOn} />
                </td>
                <td data-label={say("task.state")}>
                  {round.openedId
                    ? say("rounds.opened")
                    : round.isPast
                      ? say("rounds.passed")
                      : say("rounds.notOpened")}
                  {mayOpen && (round.isNext || !round.openedId) && (
                    <PostForm
                      {...form}
                      requestId={form.requestId.replace(/.$/, String(planned.indexOf(round) % 10))}
                      hidden={{ code: round.code }}
                    >
                      <button type="submit" className={round.isNext && !round.openedId ? undefined : "secondary"}>
                        {say(round.openedId ? "rounds.complete" : "rounds.open")}
                        <span className="visually-hidden"> {nameOf(round.name)}</span>
                      </button>
                    </PostForm>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <h2>{say("request.list")}</h2>
      {requests.length === 0 ? (
        <Empty>{say("request.none")}</Empty>
      ) : (
        <ul>
          {requests.map((request) => (
            <li key={request.id}>
              {maySee ? <a href={`/tong-hop/${request.id}`}>{request.documentName}</a> : request.documentName},{" "}
              {say("report.dueOn")} <DueMoment day={request.dueOn} time={request.dueTime} />{" "}
              {request.isClosed && <Tag tone="calm">{say("request.isClosed")}</Tag>}
            </li>
          ))}
        </ul>
      )}
      {mayOpen && (
        <p>
          <a className="button secondary" href={`/ke-hoach/${plan.slug}/dot-bao-cao/yeu-cau`}>
            {say("request.new")}
          </a>
        </p>
      )}
      <p>
        <a href={`/ke-hoach/${plan.slug}/lich-bao-cao`}>{say("rounds.calendar")}</a> ·{" "}
        <a href={`/ke-hoach/${plan.slug}/mau-bao-cao`}>{say("template.title")}</a>
        {loaderData.seesTemplates && (
          <>
            {" "}
            · <a href={`/ke-hoach/${plan.slug}/mau-van-ban`}>{say("documentTemplate.title")}</a>
          </>
        )}
      </p>
    </>
  )
}
