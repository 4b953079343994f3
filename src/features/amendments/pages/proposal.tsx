import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, RadioField, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { canMove, kindWord, mayPropose, mayReviewProposals, maySendProposal } from "../proposal.ts"
import { AskedFacts, StageTag } from "../proposal-parts.tsx"
import { reviewProposal, sendProposal, withdrawProposal } from "../propose.server.ts"
import { subjectTitle } from "../proposed-subject.ts"
import { readProposal } from "../read-proposals.server.ts"
import type { Route } from "./+types/proposal"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const proposal = await readProposal(ctx, params.proposal)
  const { stage, unitId } = proposal
  return {
    proposal,
    may: {
      send: maySendProposal(ctx.actor, unitId) && canMove(stage, "send"),
      withdraw: mayPropose(ctx.actor, unitId) && canMove(stage, "withdraw"),
      review: mayReviewProposals(ctx.actor, proposal) && canMove(stage, "review"),
    },
    form,
    otherForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const seen = { proposalId: params.proposal!, seenVersion: form.seenVersion }
  const here = () => `/de-nghi/${params.proposal}`
  switch (form.fields.do) {
    case "send":
      return answerWith(await sendProposal(ctx, seen), here)
    case "withdraw":
      return answerWith(await withdrawProposal(ctx, seen), here)
    case "review": {
      const opinion = form.fields.opinion === "oppose" ? "oppose" : "support"
      return answerWith(await reviewProposal(ctx, { ...seen, opinion, comment: form.fields.comment ?? "" }), here)
    }
    default:
      throw new NotFound("action")
  }
})

export default function ProposalPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { proposal, may, form, otherForm } = loaderData
  const base = `/ke-hoach/${proposal.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: proposal.planTitle },
          { to: `${base}/de-nghi`, label: say("proposals.title") },
        ]}
        title={`${say(kindWord(proposal))}: ${proposal.unitName}`}
      />
      <p>
        <StageTag stage={proposal.stage} />{" "}
        {proposal.sentOn && (
          <>
            {say("proposal.sentOn")} <Days day={proposal.sentOn} />
          </>
        )}
      </p>
      <ErrorSummary state={actionData} />
      <div className="card">
        {(proposal.taskId || proposal.indicator) && (
          <p>
            {proposal.taskId ? (
              <a href={`${base}/nhiem-vu/${proposal.taskId}`}>{subjectTitle(proposal)}</a>
            ) : (
              <strong>{subjectTitle(proposal)}</strong>
            )}
          </p>
        )}
        <AskedFacts proposal={proposal} />
        <h2>{say("proposal.reason")}</h2>
        <p className="prose">{proposal.reason}</p>
        {proposal.opinion && (
          <>
            <h2>{say("proposal.opinion")}</h2>
            <p className="prose">
              {say(`proposal.opinion.${proposal.opinion}`)}
              {proposal.comment && `: ${proposal.comment}`}
            </p>
          </>
        )}
        {proposal.decidedOn && (
          <>
            <h2>{say("proposal.decision")}</h2>
            <p className="prose">
              {say(`proposal.stage.${proposal.stage}`)}, <Days day={proposal.decidedOn} />
              {proposal.decisionReason && `: ${proposal.decisionReason}`}
            </p>
          </>
        )}
        {proposal.submissionId && (
          <p>
            <a href={`/to-trinh/${proposal.submissionId}`}>{say("submission.one")}</a>
            {proposal.versionNumber && (
              <>
                {" → "}
                <a href={`${base}/phien-ban/${proposal.versionNumber}`}>
                  {say("versions.number", { number: proposal.versionNumber })}
                </a>
              </>
            )}
          </p>
        )}
      </div>
      {may.send && (
        <PostForm {...form} seenVersion={proposal.version} hidden={{ do: "send" }} className="card">
          <p>{say("proposal.sendText")}</p>
          <button type="submit">{say("proposal.sendToOffice")}</button>
        </PostForm>
      )}
      {may.review && (
        <PostForm
          {...form}
          seenVersion={proposal.version}
          hidden={{ do: "review" }}
          state={actionData}
          className="card"
        >
          <RadioField
            name="opinion"
            label={say("proposal.opinion")}
            initial={proposal.opinion ?? "support"}
            options={[
              { value: "support", label: say("proposal.opinion.support") },
              { value: "oppose", label: say("proposal.opinion.oppose") },
            ]}
          />
          <TextArea name="comment" label={say("proposal.comment")} initial={proposal.comment} />
          <button type="submit">{say("proposal.review")}</button>
        </PostForm>
      )}
      {may.withdraw && (
        <PostForm {...otherForm} seenVersion={proposal.version} hidden={{ do: "withdraw" }}>
          <button type="submit" className="plain">
            {say("proposal.withdraw")}
          </button>
        </PostForm>
      )}
      <p>
        <a href={`/lich-su/${proposal.id}`}>{say("plan.history")}</a>
      </p>
    </>
  )
}
