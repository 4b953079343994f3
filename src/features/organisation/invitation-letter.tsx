import { useSay } from "#ui/language.tsx"
import { type Crumb, Message, PageHead } from "#ui/parts.tsx"
import type { SeatLine } from "./read-people.server.ts"

export type LetterFacts = {
  /** Null when this form was sent twice: the link was shown the first time. */
  link: string | null
  expiresAt: string
  person: { id: string; name: string; email: string; position: string | null }
  seats: readonly SeatLine[]
  address: string
  minLength: number
  crumbs: readonly Crumb[]
}

/** The invitation as a sheet of paper, to be handed over in person. */
export function Letter({ link, expiresAt, person, seats, address, minLength, crumbs }: LetterFacts) {
  const say = useSay()
  const base = `/quan-tri/nguoi-dung/${person.id}`
  return (
    <>
      <div className="not-printed">
        <Message tone="warn">
          <p>{say(link ? "invitation.letterOnce" : "invitation.letterGone")}</p>
          {link && <p>{say("invitation.letterPrint")}</p>}
        </Message>
      </div>
      <article className="letter">
        <PageHead crumbs={crumbs} title={say("invitation.letterTitle")} />
        <dl className="facts">
          <dt>{say("invitation.letterName")}</dt>
          <dd>
            <strong>{person.name}</strong>
            {person.position && `, ${person.position}`}
          </dd>
          <dt>{say("invitation.letterSeats")}</dt>
          <dd>
            {seats.map((seat) => (
              <div key={seat.id}>
                {say(`role.${seat.role}`)}, {seat.unitName}
              </div>
            ))}
          </dd>
          <dt>{say("signIn.email")}</dt>
          <dd>{person.email}</dd>
          {link && (
            <>
              <dt>{say("invitation.letterLink")}</dt>
              <dd>
                <code className="secret">{link}</code>
              </dd>
              <dt>{say("invitation.letterUntil")}</dt>
              <dd>
                {new Date(expiresAt).toLocaleString("vi-VN", {
                  timeZone: "Asia/Ho_Chi_Minh",
                  dateStyle: "short",
                  timeStyle: "short",
                })}
              </dd>
            </>
          )}
        </dl>
        <h2>{say("invitation.letterSteps")}</h2>
        <ol>
          <li>{say("invitation.letterStep1")}</li>
          <li>{say("invitation.letterStep2", { min: minLength })}</li>
          <li>{say("invitation.letterStep3", { address, email: person.email })}</li>
        </ol>
      </article>
      <p className="actions">
        <a href={base}>{say("invitation.letterBack")}</a>
        {!link && <a href={`${base}/loi-moi`}>{say("invitation.letterAgain")}</a>}
      </p>
    </>
  )
}
