import { type FormState, PostForm, RadioField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Tag } from "#ui/parts.tsx"
import type { PageForm } from "./obstacle-forms.tsx"
import type { AlikeObstacle } from "./read-alike.server.ts"

/** Open ones that read alike, to be joined to this one. */
export function JoinForm({
  form,
  version,
  state,
  alike,
}: {
  form: PageForm
  version: number
  state: FormState | undefined
  alike: readonly AlikeObstacle[]
}) {
  const say = useSay()
  return (
    <PostForm
      {...form}
      seenVersion={version}
      hidden={{ do: "join" }}
      state={state?.fields.do === "join" ? state : undefined}
      className="card"
    >
      <h2>{say("obstacle.alike", { count: alike.length })}</h2>
      <p>{say("obstacle.joinHint")}</p>
      {alike.map((each) => (
        <p key={each.id}>
          <label className="choice">
            <input type="checkbox" name={`other-${each.id}`} value="1" />{" "}
            <span>
              {say("obstacle.numbered", { number: each.number })}, {each.unitName}: {each.description.slice(0, 240)}
            </span>
          </label>
          <a href={`/vuong-mac/${each.id}`}>{say("obstacle.open")}</a>
        </p>
      ))}
      <button type="submit" className="secondary">
        {say("obstacle.join")}
      </button>
    </PostForm>
  )
}

type Follower = { id: string; number: number; unitName: string; form: PageForm | null }

/** Who waits for the same answer, or got it. */
export function Followers({ followers }: { followers: readonly Follower[] }) {
  const say = useSay()
  if (followers.length === 0) return null
  return (
    <section className="card" aria-labelledby="followers">
      <h2 id="followers">{say("obstacle.followers", { count: followers.length })}</h2>
      <ul>
        {followers.map((each) => (
          <li key={each.id}>
            <a href={`/vuong-mac/${each.id}`}>{say("obstacle.numbered", { number: each.number })}</a>, {each.unitName}
            {each.form && (
              <PostForm {...each.form} hidden={{ do: "part", other: each.id }}>
                <button type="submit" className="secondary small">
                  {say("obstacle.part")}
                  <span className="visually-hidden"> {each.number}</span>
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Cause = {
  id: string
  explanation: string
  recordedOn: string
  decision: string | null
  decisionReason: string
  decidedOn: string | null
  version: number
}

/** The cause of a lateness outside the unit: recorded by it, confirmed or not by the plan office. The task stays late. */
export function CausePart({
  cause,
  mayRecord,
  mayDecide,
  form,
  state,
}: {
  cause: Cause | null
  mayRecord: boolean
  mayDecide: boolean
  form: PageForm
  state: FormState | undefined
}) {
  const say = useSay()
  const own = (what: string) => (state?.fields.do === what ? state : undefined)
  if (!cause && !mayRecord) return null
  return (
    <section className="card" aria-labelledby="cause">
      <h2 id="cause">{say("cause.title")}</h2>
      {!cause && (
        <PostForm {...form} hidden={{ do: "cause" }} state={own("cause")}>
          <TextArea name="explanation" label={say("cause.explanation")} hint={say("cause.hint")} rows={3} />
          <button type="submit" className="secondary">
            {say("cause.record")}
          </button>
        </PostForm>
      )}
      {cause && (
        <>
          <p>
            <CauseTag decision={cause.decision} /> <Days day={cause.decidedOn ?? cause.recordedOn} />
          </p>
          <p className="prose">{cause.explanation}</p>
          {cause.decisionReason && <p className="prose">{cause.decisionReason}</p>}
          <p className="soft">{say("cause.staysLate")}</p>
        </>
      )}
      {cause && mayDecide && (
        <PostForm
          {...form}
          seenVersion={cause.version}
          hidden={{ do: "decideCause", cause: cause.id }}
          state={own("decideCause")}
          idPrefix="decide-"
        >
          <RadioField
            name="decision"
            label={say("cause.decision")}
            options={(["confirmed", "refused"] as const).map((value) => ({ value, label: say(`cause.${value}`) }))}
          />
          <TextArea name="reason" label={say("obstacle.reason")} rows={2} />
          <button type="submit">{say("cause.decide")}</button>
        </PostForm>
      )}
    </section>
  )
}

export const CauseTag = ({ decision }: { decision: string | null }) => {
  const say = useSay()
  return decision === "confirmed" ? (
    <Tag tone="accent">{say("cause.confirmed")}</Tag>
  ) : decision === "refused" ? (
    <Tag tone="calm">{say("cause.refused")}</Tag>
  ) : (
    <Tag tone="warn">{say("cause.waiting")}</Tag>
  )
}
