import { useSay } from "#ui/language.tsx"
import { Days, Tag, type Tone } from "#ui/parts.tsx"
import type { ListState } from "./obstacle.ts"
import type { GuidanceLine } from "./read-guidance.server.ts"
import type { StepLine } from "./read-obstacle.server.ts"

const tones: Record<ListState, Tone> = {
  open: "warn",
  past: "bad",
  joined: "calm",
  answered: "accent",
  solved: "good",
  withdrawn: "calm",
}

export const StateTag = ({ state }: { state: ListState }) => {
  const say = useSay()
  return <Tag tone={tones[state]}>{say(`obstacle.state.${state}`)}</Tag>
}

/** Number and date of a document as officials write them: "12/CV-STC ngày 05/11/2026". */
export const DocumentName = ({ number, on }: { number: string | null; on: string | null }) => {
  const say = useSay()
  if (!number) return null
  return (
    <>
      {number}
      {on && (
        <>
          {" "}
          {say("obstacle.dated")} <Days day={on} />
        </>
      )}
    </>
  )
}

type Document = {
  id: string
  stepId: string | null
  title: string
  number: string | null
  issuedOn: string | null
  storedFileId: string | null
}

export function Documents({ documents }: { documents: readonly Document[] }) {
  if (documents.length === 0) return null
  return (
    <ul>
      {documents.map((each) => (
        <li key={each.id}>
          {each.storedFileId ? <a href={`/vuong-mac/tep/${each.id}`}>{each.title}</a> : each.title}
          {each.number && each.number !== each.title && ` · ${each.number}`}
          {each.issuedOn && (
            <>
              {" · "}
              <Days day={each.issuedOn} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The whole course of an obstacle, from the first day on. */
export function Course({ steps, documents }: { steps: readonly StepLine[]; documents: readonly Document[] }) {
  const say = useSay()
  return (
    <ol className="plain-list">
      {steps.map((step) => (
        <li key={step.id} className="card">
          <p>
            <Days day={step.onDay} />: <strong>{say(`event.obstacle.${step.what}`)}</strong>
            {step.otherId && (
              <>
                {" "}
                (
                <a href={`/vuong-mac/${step.otherId}`}>
                  {say("obstacle.numbered", { number: step.otherNumber ?? "" })}
                </a>
                )
              </>
            )}
          </p>
          <p className="soft">
            {step.personName ? `${step.personName}, ${step.unitName}` : say("history.system")}
            {step.toLevel && ` · ${say("obstacle.nowAt", { level: say(`obstacle.level.${step.toLevel}`) })}`}
            {step.toUnitName && `: ${step.toUnitName}`}
            {step.answerBy && (
              <>
                {" · "}
                {say("obstacle.answerBy")} <Days day={step.answerBy} />
              </>
            )}
          </p>
          {step.documentNumber && (
            <p>
              {say("obstacle.document")}: <DocumentName number={step.documentNumber} on={step.documentOn} />
            </p>
          )}
          {step.text && <p className="prose">{step.text}</p>}
          <Documents documents={documents.filter((each) => each.stepId === step.id)} />
        </li>
      ))}
    </ol>
  )
}

/** A question that was solved, with its answers: read by everybody. */
export function Guidance({ line }: { line: GuidanceLine }) {
  const say = useSay()
  return (
    <article className="card">
      <h2>
        <a href={`/vuong-mac/${line.id}`}>
          {line.description.length > 200 ? `${line.description.slice(0, 200)}…` : line.description}
        </a>
      </h2>
      <p className="soft">
        {say(`obstacle.kind.${line.kind}`)} · {line.unitName} · {say("task.one")} {line.taskCode}
      </p>
      {line.answers.map((answer, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers of a solved obstacle do not change
        <div key={index}>
          <p>
            <strong>{say("obstacle.answeredBy", { unit: answer.unitName ?? "" })}</strong>{" "}
            <DocumentName number={answer.documentNumber} on={answer.documentOn} />
          </p>
          <p className="prose">{answer.text}</p>
        </div>
      ))}
      <p className="soft">
        {say("obstacle.solvedOn")} <Days day={line.closedOn} />
      </p>
    </article>
  )
}
