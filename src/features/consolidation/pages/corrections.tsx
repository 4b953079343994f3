import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, Tag } from "#ui/parts.tsx"
import { canEdit, canMove } from "../consolidation.ts"
import { chooseFigures, decideCorrection, proposeCorrection, withdrawCorrection } from "../correct-report.server.ts"
import { canBeCorrected } from "../correction.ts"
import { instantInText } from "../draft-parts.tsx"
import { EditionList } from "../edition-parts.tsx"
import { mayDirect, mayEditConsolidation, maySeeConsolidation } from "../permissions.ts"
import { readConsolidation } from "../read-consolidation.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import { readShownEditions } from "../shown-editions.server.ts"
import type { Route } from "./+types/corrections"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const head = await readConsolidation(ctx.db, round.id)
  const { editions, corrections } = await readShownEditions(ctx.db, round.id)
  const waiting = corrections.find((each) => each.state === "proposed") ?? null
  const isCorrection = Boolean(head?.correctsId)
  const mayEdit = mayEditConsolidation(ctx.actor, round)
  return {
    round,
    version: head?.version ?? 0,
    keepsFigures: head?.keepsFigures ?? false,
    editions,
    waiting,
    refusedOnes: corrections.filter((each) => each.state === "refused"),
    may: {
      propose: mayEdit && head !== undefined && canBeCorrected(head.status) && !waiting,
      open: mayDirect(ctx.actor, round),
      withdraw: mayDirect(ctx.actor, round) && isCorrection && canMove(head!.status, "withdraw"),
      chooseFigures: mayEdit && isCorrection && canEdit(head!.status),
    },
    form,
    otherForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const { fields, seenVersion } = form
  const roundId = params.round!
  const here = () => `/tong-hop/${roundId}/dinh-chinh`
  switch (fields.do) {
    case "propose":
      return answerWith(await proposeCorrection(ctx, { roundId, reason: fields.reason ?? "" }), here)
    case "open":
      return answerWith(await decideCorrection(ctx, { roundId, isOpened: true, decisionReason: "" }), here)
    case "refuse":
      return answerWith(
        await decideCorrection(ctx, { roundId, isOpened: false, decisionReason: fields.decisionReason ?? "" }),
        here,
      )
    case "withdraw":
      return answerWith(
        await withdrawCorrection(ctx, { roundId, seenVersion, withdrawReason: fields.withdrawReason ?? "" }),
        here,
      )
    case "keepFigures":
    case "renewFigures": {
      const keepsFigures = fields.do === "keepFigures"
      return answerWith(await chooseFigures(ctx, { roundId, seenVersion, keepsFigures }), here)
    }
    default:
      throw new NotFound("action")
  }
})

/** The versions of the report, why each was made, and the steps to a new one. */
export default function Corrections({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { round, version, keepsFigures, editions, waiting, refusedOnes, may, form, otherForm } = loaderData
  const stateOf = (action: string) => (actionData?.fields.do === action ? actionData : undefined)
  return (
    <RoundFrame round={round} current="/ban-hanh">
      <h2>{say("correction.log")}</h2>
      <ErrorSummary state={actionData} />
      {editions.length === 0 ? (
        <p className="soft">{say("narrative.notBegun")}</p>
      ) : (
        <EditionList editions={editions} roundId={round.id} />
      )}
      {waiting && (
        <section className="card" aria-labelledby="waiting">
          <h3 id="waiting">{say("correction.waiting")}</h3>
          <p>
            {waiting.proposedBy}, {instantInText(waiting.proposedAt)}
          </p>
          <p className="prose">{waiting.reason}</p>
          {may.open && (
            <div className="row">
              <PostForm {...form} hidden={{ do: "open" }}>
                <button type="submit">{say("correction.open")}</button>
              </PostForm>
              <PostForm {...otherForm} hidden={{ do: "refuse" }} state={stateOf("refuse")} className="grow">
                <TextArea name="decisionReason" label={say("correction.refuseReason")} rows={2} />
                <button type="submit" className="secondary">
                  {say("correction.refuse")}
                </button>
              </PostForm>
            </div>
          )}
        </section>
      )}
      {may.propose && (
        <PostForm {...form} hidden={{ do: "propose" }} className="card" state={stateOf("propose")}>
          <h3>{say(may.open ? "correction.openTitle" : "correction.proposeTitle")}</h3>
          <p>{say("correction.proposeText")}</p>
          <TextArea name="reason" label={say("correction.reason")} hint={say("correction.reasonHint")} rows={3} />
          <button type="submit">{say(may.open ? "correction.open" : "correction.propose")}</button>
        </PostForm>
      )}
      {may.chooseFigures && (
        <PostForm
          {...form}
          seenVersion={version}
          hidden={{ do: keepsFigures ? "renewFigures" : "keepFigures" }}
          className="card"
          state={stateOf(keepsFigures ? "renewFigures" : "keepFigures")}
        >
          <h3>{say("correction.figures")}</h3>
          <p>{say(keepsFigures ? "correction.figuresAreKept" : "correction.figuresAreLive")}</p>
          <button type="submit" className="secondary">
            {say(keepsFigures ? "correction.renewFigures" : "correction.keepFigures")}
          </button>{" "}
          <a href={`/tong-hop/${round.id}/du-thao`}>{say("correction.toDraft")}</a>
        </PostForm>
      )}
      {may.withdraw && (
        <PostForm
          {...otherForm}
          seenVersion={version}
          hidden={{ do: "withdraw" }}
          className="card"
          state={stateOf("withdraw")}
        >
          <h3>{say("correction.withdrawTitle")}</h3>
          <p>{say("correction.withdrawText")}</p>
          <TextArea name="withdrawReason" label={say("correction.withdrawReason")} rows={2} />
          <button type="submit" className="secondary">
            {say("correction.withdraw")}
          </button>
        </PostForm>
      )}
      {refusedOnes.length > 0 && (
        <Message tone="info" title={say("correction.refusedOnes")}>
          <ul>
            {refusedOnes.map((each) => (
              <li key={each.id}>
                <Tag tone="calm">{say("correction.wasRefused")}</Tag> {each.reason} ({each.proposedBy},{" "}
                {instantInText(each.proposedAt)}). {say("correction.why")} {each.decisionReason} ({each.decidedBy})
              </li>
            ))}
          </ul>
        </Message>
      )}
    </RoundFrame>
  )
}
