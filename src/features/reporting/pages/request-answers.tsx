import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, Message, number, PageHead, TableScroll } from "#ui/parts.tsx"
import { AnswerValue } from "../answer-parts.tsx"
import { closeRequest } from "../open-request.server.ts"
import { mayOpenRound, maySeeRound } from "../permissions.ts"
import { readAnswersOfUnits, readQuestions } from "../read-answers.server.ts"
import { readRound } from "../read-rounds.server.ts"
import { StatusTag } from "../report-parts.tsx"
import { type Question, summaryOf } from "../request.ts"
import type { Route } from "./+types/request-answers"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const round = await readRound(ctx.db, params.round)
  if (!maySeeRound(ctx.actor) || round.kind !== "request") throw new NotFound("round")
  const questions = await readQuestions(ctx.db, round.id)
  const units = await readAnswersOfUnits(ctx.db, round.id)
  return {
    round: { id: round.id, title: round.documentName, request: round.request, closeReason: round.closeReason },
    questions: questions.map((question) => ({
      question,
      summary: summaryOf(
        question,
        units.map((unit) => unit.values[question.id] ?? ""),
      ),
    })),
    units,
    mayClose: mayOpenRound(ctx.actor, round) && round.closedAt === null,
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) =>
  answerWith(
    await closeRequest(ctx, { roundId: params.round!, reason: form.fields.reason ?? "" }),
    ({ roundId }) => `/tong-hop/${roundId}/tra-loi`,
  ),
)

/** What all units answered to a request: the sum or the counts of each question, then unit by unit; the same in Excel. */
export default function RequestAnswers({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, questions, units, mayClose, form } = loaderData
  const sent = units.filter((unit) => unit.status === "submitted" || unit.status === "accepted")
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/tong-hop", label: say("nav.consolidation") },
          { to: `/tong-hop/${round.id}`, label: round.title },
        ]}
        title={say("request.answers")}
        lead={say("request.answered", { sent: sent.length, all: units.length })}
      />
      <ErrorSummary state={actionData} />
      {round.closeReason && (
        <Message tone="info" title={say("request.isClosed")}>
          <p>{round.closeReason}</p>
        </Message>
      )}
      {round.request && <p className="prose">{round.request}</p>}
      <ol>
        {questions.map(({ question, summary }) => (
          <li key={question.id}>
            <strong>{question.label}</strong>: <Summary question={question} summary={summary} />
          </li>
        ))}
      </ol>
      <p>
        <a href={`/tong-hop/${round.id}/tra-loi.xlsx`}>{say("request.excel")}</a>
      </p>
      {sent.length === 0 ? (
        <Empty>{say("request.noAnswer")}</Empty>
      ) : (
        <TableScroll label={say("request.answers")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("unit.name")}</th>
                <th>{say("task.state")}</th>
                {questions.map(({ question }) => (
                  <th key={question.id}>{question.label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.reportId}>
                  <th scope="row">
                    {sent.includes(unit) ? (
                      <a href={`/tong-hop/${round.id}/bao-cao/${unit.reportId}`}>{unit.unitName}</a>
                    ) : (
                      unit.unitName
                    )}
                  </th>
                  <td data-label={say("task.state")}>
                    <StatusTag status={unit.status} />
                  </td>
                  {questions.map(({ question }) => (
                    <td key={question.id} data-label={question.label}>
                      {sent.includes(unit) && (
                        <AnswerValue question={question} value={unit.values[question.id] ?? ""} />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {mayClose && (
        <details open={actionData !== undefined}>
          <summary>{say("request.close")}</summary>
          <PostForm {...form} state={actionData} className="card">
            <TextArea name="reason" label={say("request.closeReason")} rows={2} />
            <button type="submit" className="secondary">
              {say("request.close")}
            </button>
          </PostForm>
        </details>
      )}
    </>
  )
}

function Summary({ question, summary }: { question: Question; summary: ReturnType<typeof summaryOf> }) {
  const say = useSay()
  if (summary.kind === "text") return say("request.textAnswers", { count: summary.answered })
  if (summary.kind === "sum")
    return say("request.sum", {
      sum: `${number(summary.sum)}${question.unitOfMeasure ? ` ${question.unitOfMeasure}` : ""}`,
      count: summary.answered,
    })
  return summary.counts
    .map(({ option, count }) => {
      const label = question.kind === "yesNo" ? say(option === "yes" ? "answer.yes" : "answer.no") : option
      return `${label}: ${count}`
    })
    .join("; ")
}
