import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { seesWholePlan } from "#features/plans/permissions.ts"
import { NotFound } from "#platform/errors.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, RadioField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, PageHead, Tag } from "#ui/parts.tsx"
import { DocumentFields, typedDocument } from "../document-fields.tsx"
import { kindWord, mayDecideAmendment, mayReviewProposals } from "../proposal.ts"
import { AskedFacts, StageTag } from "../proposal-parts.tsx"
import { subjectTitle } from "../proposed-subject.ts"
import { readSubmission } from "../read-proposals.server.ts"
import { decideSubmission, draftFromDecision, sendSubmission } from "../submit-proposals.server.ts"
import type { Route } from "./+types/submission"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const submission = await readSubmission(ctx.db, params.submission)
  const isOffice = mayReviewProposals(ctx.actor, submission)
  if (!isOffice && !(seesWholePlan(ctx.actor) && submission.stage !== "drafting")) throw new NotFound("submission")
  const hasApproved = submission.proposals.some((each) => each.stage === "approved")
  return {
    submission,
    may: {
      send: isOffice && submission.stage === "drafting",
      decide: mayDecideAmendment(ctx.actor, submission) && submission.stage === "submitted",
      record: isOffice && submission.stage === "decided" && submission.planVersionId === null && hasApproved,
    },
    form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const submission = await readSubmission(ctx.db, params.submission!)
  const seen = { submissionId: submission.id, seenVersion: form.seenVersion }
  const here = () => `/to-trinh/${submission.id}`
  switch (form.fields.do) {
    case "send":
      return answerWith(await sendSubmission(ctx, seen), here)
    case "decide":
      return answerWith(
        await decideSubmission(ctx, {
          ...seen,
          decisions: submission.proposals.flatMap(({ id }) => {
            const decision = form.fields[`decision-${id}`]
            if (decision !== "approve" && decision !== "refuse") return []
            return [{ proposalId: id, isApproved: decision === "approve", reason: form.fields[`reason-${id}`] ?? "" }]
          }),
        }),
        here,
      )
    case "record": {
      const typed = typedDocument(form.fields)
      if (!typed.ok) return typed
      const outcome = await draftFromDecision(ctx, { ...seen, ...typed.value })
      return answerWith(outcome, ({ number }) => `/ke-hoach/${submission.slug}/phien-ban/${number}`)
    }
    default:
      throw new NotFound("action")
  }
})

type Loaded = Route.ComponentProps["loaderData"]

export default function Submission({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { submission, may, form } = loaderData
  const base = `/ke-hoach/${submission.slug}`
  const list = (
    <ol className="plain-list">
      {submission.proposals.map((proposal) => (
        <li key={proposal.id} className="card">
          <ProposalSummary proposal={proposal} base={base} />
          {may.decide && (
            <>
              <RadioField
                name={`decision-${proposal.id}`}
                label={say("proposal.decision")}
                options={[
                  { value: "approve", label: say("submission.approve") },
                  { value: "refuse", label: say("submission.refuse") },
                ]}
              />
              <TextField
                name={`reason-${proposal.id}`}
                label={say("submission.reason")}
                hint={say("submission.reasonHint")}
              />
            </>
          )}
        </li>
      ))}
    </ol>
  )
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: submission.planTitle },
          { to: `${base}/de-nghi`, label: say("proposals.title") },
        ]}
        title={submission.title}
      />
      <p>
        <Tag tone={submission.stage === "decided" ? "good" : "accent"}>
          {say(`submission.stage.${submission.stage}`)}
        </Tag>
      </p>
      <p className="actions">
        <DocumentLinks
          className="button secondary"
          word={`/to-trinh/${submission.id}/word`}
          label={say("submission.word")}
          pdfLabel={say("submission.pdf")}
        />
        {submission.versionNumber && (
          <a href={`${base}/phien-ban/${submission.versionNumber}`}>
            {say("versions.number", { number: submission.versionNumber })}
          </a>
        )}
      </p>
      <ErrorSummary state={actionData} />
      {may.decide ? (
        <PostForm {...form} seenVersion={submission.version} hidden={{ do: "decide" }} state={actionData}>
          <Message tone="info">
            <p>{say("submission.decideText")}</p>
          </Message>
          {list}
          <button type="submit">{say("submission.decide")}</button>
        </PostForm>
      ) : (
        list
      )}
      {may.send && (
        <PostForm {...form} seenVersion={submission.version} hidden={{ do: "send" }} className="card">
          <p>{say("submission.sendText")}</p>
          <button type="submit">{say("submission.send")}</button>
        </PostForm>
      )}
      {may.record && (
        <PostForm
          {...form}
          seenVersion={submission.version}
          hidden={{ do: "record" }}
          state={actionData}
          className="card"
        >
          <h2>{say("submission.record")}</h2>
          <p>{say("submission.recordText")}</p>
          <DocumentFields issuer={submission.planIssuer} place={submission.planPlace} />
          <button type="submit">{say("versions.begin")}</button>
        </PostForm>
      )}
      <p>
        <a href={`/lich-su/${submission.id}`}>{say("plan.history")}</a>
      </p>
    </>
  )
}

function ProposalSummary({ proposal, base }: { proposal: Loaded["submission"]["proposals"][number]; base: string }) {
  const say = useSay()
  return (
    <>
      <h2>
        <a href={`/de-nghi/${proposal.id}`}>{say(kindWord(proposal))}</a>: {proposal.unitName}
      </h2>
      <p>
        {proposal.taskId ? (
          <a href={`${base}/nhiem-vu/${proposal.taskId}`}>{subjectTitle(proposal)}</a>
        ) : (
          subjectTitle(proposal)
        )}{" "}
        <StageTag stage={proposal.stage} />
      </p>
      <AskedFacts proposal={proposal} />
      <p>
        {say("proposal.reason")}: {proposal.reason}
      </p>
      {proposal.opinion && (
        <p>
          {say("proposal.opinion")}: {say(`proposal.opinion.${proposal.opinion}`)}
          {proposal.comment && `: ${proposal.comment}`}
        </p>
      )}
      {proposal.decisionReason && (
        <p>
          {say("proposal.decision")}: {proposal.decisionReason}
        </p>
      )}
    </>
  )
}
