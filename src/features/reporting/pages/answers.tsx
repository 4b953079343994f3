import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, RadioField, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { noteWork } from "../note-work.server.ts"
import { mayWrite } from "../permissions.ts"
import { type AnswerLine, readAnswers } from "../read-answers.server.ts"
import { readReport } from "../read-report.server.ts"
import { canMove } from "../report.ts"
import { saveAnswers } from "../save-answers.server.ts"
import type { Route } from "./+types/answers"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const report = await readReport(ctx, params.report)
  if (!mayWrite(ctx.actor, report) || report.roundKind !== "request") throw new NotFound("report")
  if (canMove(report, "edit")) await noteWork(ctx, ctx.db, report)
  return {
    report: { id: report.id, title: report.roundName, unitName: report.unitName, request: report.request },
    questions: await readAnswers(ctx.db, report.roundId, report.id),
    isOpen: canMove(report, "edit"),
    form,
  }
}

export const action = formAction(async ({ form: { fields }, ctx, params }) => {
  const report = await readReport(ctx, params.report!)
  const questions = await readAnswers(ctx.db, report.roundId, report.id)
  const answers = questions.map(({ id }) => ({
    questionId: id,
    value: fields[`tra-loi-${id}`] ?? "",
    seenVersion: Number(fields[`version-${id}`] ?? 0),
  }))
  return answerWith(await saveAnswers(ctx, { reportId: report.id, answers }), () => `/bao-cao/${report.id}`)
})

/** All questions of a request in one form; it can be saved unfinished and sent by the head when it is whole. */
export default function AnswersPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { report, questions, isOpen, form } = loaderData
  const isStale = actionData?.refusal?.code === "stale"
  return (
    <>
      <PageHead
        crumbs={[{ to: `/bao-cao/${report.id}`, label: report.title }]}
        title={say("request.answer")}
        lead={report.unitName}
      />
      <ErrorSummary state={actionData} />
      {report.request && <p className="prose">{report.request}</p>}
      <PostForm {...form} state={actionData}>
        {questions.map((question) => (
          <div key={question.id}>
            <input type="hidden" name={`version-${question.id}`} value={question.version} />
            <QuestionField question={question} />
            {isStale && question.value !== actionData?.fields[`tra-loi-${question.id}`] && (
              <p className="source prose">
                {say("stale.theirs")}: {question.value || say("stale.empty")}
              </p>
            )}
          </div>
        ))}
        {isOpen && (
          <p className="actions">
            <button type="submit">{say("request.save")}</button>
            <a href={`/bao-cao/${report.id}`}>{say("form.cancel")}</a>
          </p>
        )}
      </PostForm>
    </>
  )
}

function QuestionField({ question }: { question: AnswerLine }) {
  const say = useSay()
  const { id, kind, value, unitOfMeasure, choices, isRequired } = question
  const field = {
    name: `tra-loi-${id}`,
    label: isRequired ? question.label : `${question.label} (${say("form.optional")})`,
    initial: value,
  }
  if (kind === "number")
    return (
      <TextField
        {...field}
        inputMode="numeric"
        maxLength={30}
        {...(unitOfMeasure ? { hint: say("answer.unit", { unit: unitOfMeasure }) } : {})}
      />
    )
  if (kind === "yesNo")
    return (
      <RadioField
        {...field}
        options={[
          { value: "yes", label: say("answer.yes") },
          { value: "no", label: say("answer.no") },
        ]}
      />
    )
  if (kind === "choice")
    return (
      <SelectField
        {...field}
        options={[{ value: "", label: "–" }, ...choices.map((choice) => ({ value: choice, label: choice }))]}
      />
    )
  return <TextArea {...field} rows={4} />
}
