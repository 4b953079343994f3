import { useSay } from "#ui/language.tsx"
import type { AnswerLine } from "./read-answers.server.ts"
import type { Question } from "./request.ts"

/** A value as people read it: yes and no in the page's language, a number with its unit. */
export function AnswerValue({
  question,
  value,
}: {
  question: Pick<Question, "kind" | "unitOfMeasure">
  value: string
}) {
  const say = useSay()
  if (value.trim() === "") return <span className="soft">{say("answer.empty")}</span>
  if (question.kind === "yesNo") return say(value === "yes" ? "answer.yes" : "answer.no")
  return <span className="prose">{question.unitOfMeasure ? `${value} ${question.unitOfMeasure}` : value}</span>
}

/** The questions of a request with one unit's answers, for whoever reads the report. */
export function Answers({ answers, request }: { answers: readonly AnswerLine[]; request: string | null }) {
  const say = useSay()
  return (
    <section aria-labelledby="answers" className="card">
      <h2 id="answers">{say("request.answers")}</h2>
      {request && <p className="prose">{request}</p>}
      <dl className="facts">
        {answers.map((answer) => (
          <div key={answer.id} id={`tra-loi-${answer.id}`}>
            <dt>
              {answer.label} {answer.isRequired && <small>({say("answer.required")})</small>}
            </dt>
            <dd>
              <AnswerValue question={answer} value={answer.value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
