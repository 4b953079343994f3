import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { answerOpinion, closeOpinionRequest } from "../ask-opinion.server.ts"
import { mayAnswerFor, opinionState } from "../coordination.ts"
import { OpinionStateTag } from "../opinion-parts.tsx"
import { readOpinion } from "../read-opinions.server.ts"
import type { Route } from "./+types/opinion"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const opinion = await readOpinion(ctx, params.opinion)
  const mayWrite = mayAnswerFor(ctx.actor, ctx.actor.seat.unitId) && opinion.closedOn === null
  return {
    opinion: {
      ...opinion,
      answers: opinion.answers.map((each) => ({ ...each, state: opinionState(each, opinion.answerBy, ctx.today) })),
    },
    mayAnswer: mayWrite && opinion.own !== null,
    mayClose: mayWrite && opinion.isAsker,
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const opinionId = params.opinion!
  const here = () => `/y-kien/${opinionId}`
  if (form.fields.do === "close") return answerWith(await closeOpinionRequest(ctx, { opinionId }), here)
  const { seenVersion, fields } = form
  return answerWith(await answerOpinion(ctx, { opinionId, seenVersion, answer: fields.answer ?? "" }), here)
})

export default function Opinion({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { opinion, mayAnswer, mayClose, form } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/y-kien", label: say("opinions.title") }]}
        title={say("opinion.about", { code: opinion.code })}
      />
      <ErrorSummary state={actionData} />
      <dl className="facts card">
        <dt>{say("task.title")}</dt>
        <dd>
          <a href={`/ke-hoach/${opinion.slug}/nhiem-vu/${opinion.taskId}`}>{`${opinion.code}. ${opinion.title}`}</a>
        </dd>
        <dt>{say("opinion.asker")}</dt>
        <dd>{opinion.unitName}</dd>
        <dt>{say("opinion.question")}</dt>
        <dd className="prose">{opinion.question}</dd>
        <dt>{say("opinion.answerBy")}</dt>
        <dd>
          <Days day={opinion.answerBy} />
        </dd>
        {opinion.closedOn && (
          <>
            <dt>{say("opinion.isClosed")}</dt>
            <dd>
              <Days day={opinion.closedOn} />
            </dd>
          </>
        )}
      </dl>
      {mayAnswer && opinion.own && (
        <PostForm {...form} seenVersion={opinion.own.version} state={actionData} className="card">
          <TextArea name="answer" label={say("opinion.ours")} initial={opinion.own.answer} rows={6} />
          <button type="submit">{say("opinion.send")}</button>
        </PostForm>
      )}
      <h2>{say("opinion.answers")}</h2>
      {opinion.answers.map((each) => (
        <section key={each.unitId} className="card">
          <h3>{each.unitName}</h3>
          <p>
            <OpinionStateTag state={each.state} /> {each.answeredOn && <Days day={each.answeredOn} />}
          </p>
          {each.answer && <p className="prose">{each.answer}</p>}
        </section>
      ))}
      {mayClose && (
        <PostForm {...form} hidden={{ do: "close" }}>
          <button type="submit" className="plain">
            {say("opinion.close")}
          </button>
        </PostForm>
      )}
      <p>
        <a href={`/lich-su/${opinion.id}`}>{say("plan.history")}</a>
      </p>
    </>
  )
}
