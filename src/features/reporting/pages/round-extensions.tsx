import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { dayAt } from "#shared/day.ts"
import { ErrorSummary, type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Tag } from "#ui/parts.tsx"
import { decideExtension } from "../extend-report.server.ts"
import { extensionTones } from "../extension-parts.tsx"
import { mayReview, maySeeRound } from "../permissions.ts"
import { readExtensionsIn } from "../read-extensions.server.ts"
import { readRound } from "../read-rounds.server.ts"
import type { Route } from "./+types/round-extensions"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeRound(ctx.actor)) throw new NotFound("round")
  const round = await readRound(ctx.db, params.round)
  const lines = await readExtensionsIn(ctx.db, round.id)
  return {
    round: { id: round.id, name: round.documentName, dueOn: round.dueOn, officeDueOn: round.officeDueOn },
    lines: lines.map((line) => ({
      ...line,
      askedOn: dayAt(line.askedAt, ctx.timeZone),
      decidedOn: line.decidedAt && dayAt(line.decidedAt, ctx.timeZone),
      mayDecide: line.state === "asked" && mayReview(ctx.actor, { ...round, unitId: line.unitId }),
      form: pageOf(context).form,
    })),
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const extensionId = form.fields.extension ?? ""
  const outcome = await decideExtension(ctx, {
    extensionId,
    seenVersion: form.seenVersion,
    isGranted: form.fields.do === "grant",
    decision: form.fields[`decision-${extensionId}`] ?? "",
  })
  return answerWith(outcome, () => `/tong-hop/${params.round}/gia-han`)
})

/** What units asked for in a round: a later day, each with its reason; granted or refused here. */
export default function RoundExtensions({ loaderData: { round, lines }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/tong-hop", label: say("nav.consolidation") },
          { to: `/tong-hop/${round.id}`, label: round.name },
        ]}
        title={say("extension.listTitle")}
        lead={say("extension.listLead", { day: round.officeDueOn.split("-").reverse().join("/") })}
      />
      <ErrorSummary state={actionData} />
      {lines.length === 0 && <Empty>{say("extension.none")}</Empty>}
      {lines.map((line) => (
        <Asked key={line.id} line={line} state={actionData?.fields.extension === line.id ? actionData : undefined} />
      ))}
    </>
  )
}

function Asked({
  line,
  state,
}: {
  line: Route.ComponentProps["loaderData"]["lines"][number]
  state: FormState | undefined
}) {
  const say = useSay()
  return (
    <article className="card">
      <h2>
        {line.unitName} <Tag tone={extensionTones[line.state]}>{say(`extension.state.${line.state}`)}</Tag>
      </h2>
      <p>
        {say("extension.until")} <Days day={line.untilOn} />: {line.reason}
      </p>
      <p className="soft">
        {say("extension.askedOn")} <Days day={line.askedOn} />
        {line.askedByName && `, ${line.askedByName}`}
        {line.decidedOn && (
          <>
            {" · "}
            {say("extension.decidedOn")} <Days day={line.decidedOn} />
            {line.decidedByName && `, ${line.decidedByName}`}
          </>
        )}
      </p>
      {line.decision && (
        <p>
          {say("extension.decision")}: {line.decision}
        </p>
      )}
      {line.mayDecide && (
        <PostForm {...line.form} seenVersion={line.version} state={state} hidden={{ extension: line.id }}>
          <TextArea
            name={`decision-${line.id}`}
            label={say("extension.decisionText")}
            hint={say("extension.decisionHint")}
            rows={2}
          />
          <p className="actions">
            <button type="submit" name="do" value="grant">
              {say("extension.grant")}
              <span className="visually-hidden"> {line.unitName}</span>
            </button>
            <button type="submit" name="do" value="refuse" className="secondary">
              {say("extension.refuse")}
              <span className="visually-hidden"> {line.unitName}</span>
            </button>
          </p>
        </PostForm>
      )}
    </article>
  )
}
