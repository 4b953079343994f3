import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead } from "#ui/parts.tsx"
import { kindWord } from "../proposal.ts"
import { subjectTitle } from "../proposed-subject.ts"
import { readProposals } from "../read-proposals.server.ts"
import { draftSubmission } from "../submit-proposals.server.ts"
import type { Route } from "./+types/new-submission"

const MOST = 500

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!mayEditPlan(ctx.actor, plan) || plan.supersededOn) throw new NotFound("plan")
  const { lines } = await readProposals(ctx, plan.id, { stage: "reviewed", pageSize: MOST })
  const year = ctx.today.slice(0, 4)
  return { plan, lines: lines.filter((line) => line.submissionId === null), year, form }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const plan = await readPlan(ctx.db, params.plan!)
  const { title = "", opening = "" } = form.fields
  const outcome = await draftSubmission(ctx, { planId: plan.id, title, opening, proposalIds: form.all("proposal") })
  return answerWith(outcome, ({ submissionId }) => `/to-trinh/${submissionId}`)
})

export default function NewSubmission({ loaderData: { plan, lines, year, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/de-nghi`, label: say("proposals.title") },
        ]}
        title={say("proposals.submit")}
        lead={say("submission.lead")}
      />
      <ErrorSummary state={actionData} />
      {lines.length === 0 ? (
        <Empty>
          <p>{say("submission.noneReviewed")}</p>
          <p>
            <a href={`${base}/de-nghi?tinh-trang=sent`}>{say("submission.toReview")}</a>
          </p>
        </Empty>
      ) : (
        <PostForm {...form} state={actionData} className="card">
          <TextField name="title" label={say("submission.title")} initial={say("submission.titleOf", { year })} />
          <TextArea
            name="opening"
            label={`${say("submission.opening")} (${say("form.optional")})`}
            hint={say("submission.openingHint")}
          />
          <fieldset id="proposal">
            <legend>{say("proposals.title")}</legend>
            {lines.map((line) => (
              <label className="choice" key={line.id}>
                <input type="checkbox" name="proposal" value={line.id} defaultChecked />{" "}
                <span>
                  {say(kindWord(line))}: {subjectTitle(line)} ({line.unitName},{" "}
                  {line.opinion && say(`proposal.opinion.${line.opinion}`)})
                </span>
              </label>
            ))}
          </fieldset>
          <button type="submit">{say("submission.draft")}</button>
        </PostForm>
      )}
    </>
  )
}
