import { useSay } from "#ui/language.tsx"
import { Days, Tag, type Tone } from "#ui/parts.tsx"
import type { LatenessCause, TaskObstacle } from "./read-task-obstacles.server.ts"

const tones: Record<TaskObstacle["status"], Tone> = {
  open: "warn",
  answered: "accent",
  solved: "good",
  withdrawn: "calm",
}

/** What holds the task up, and what others asked about it and got answered. */
export function TaskObstacles({
  taskId,
  obstacles,
  causes,
  mayRaise,
}: {
  taskId: string
  obstacles: readonly TaskObstacle[]
  causes: readonly LatenessCause[]
  mayRaise: boolean
}) {
  const say = useSay()
  if (obstacles.length === 0 && causes.length === 0 && !mayRaise) return null
  return (
    <section aria-labelledby="obstacles">
      <h2 id="obstacles">{say("obstacle.title")}</h2>
      {obstacles.length === 0 ? (
        <p className="soft">{say("obstacle.noneOnTask")}</p>
      ) : (
        <ul>
          {obstacles.map((each) => (
            <li key={each.id}>
              <Tag tone={tones[each.status]}>{say(`obstacle.state.${each.status}`)}</Tag>{" "}
              <a href={`/vuong-mac/${each.id}`}>{say("obstacle.numbered", { number: each.number })}</a>, {each.unitName}
              : {each.description.slice(0, 200)}{" "}
              {each.status === "open" && (
                <small>
                  ({say(`obstacle.level.${each.level}`)}
                  {each.answerBy && (
                    <>
                      , {say("obstacle.answerBy")} <Days day={each.answerBy} />
                    </>
                  )}
                  )
                </small>
              )}
            </li>
          ))}
        </ul>
      )}
      {causes.map((cause) => (
        <p key={cause.id} className="card">
          <strong>{say("cause.title")}</strong> ({cause.unitName}):{" "}
          <Tag tone={cause.decision === "confirmed" ? "accent" : cause.decision === "refused" ? "calm" : "warn"}>
            {say(`cause.${cause.decision ?? "waiting"}`)}
          </Tag>{" "}
          <Days day={cause.decidedOn ?? cause.recordedOn} />. {cause.explanation}{" "}
          <a href={`/vuong-mac/${cause.obstacleId}`}>{say("obstacle.numbered", { number: cause.obstacleNumber })}</a>.{" "}
          {say("cause.staysLate")}
        </p>
      ))}
      {mayRaise && (
        <p className="actions">
          <a className="button secondary" href={`/vuong-mac/moi?viec=${taskId}`}>
            {say("obstacle.raise")}
          </a>
        </p>
      )}
    </section>
  )
}
