import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, TextArea } from "#ui/form.tsx"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Tag } from "#ui/parts.tsx"
import { mayDecidePublication, maySeeConsolidation } from "../permissions.ts"
import { decidePublication } from "../publish-report.server.ts"
import { readPublications } from "../read-consolidation.server.ts"
import type { Route } from "./+types/publications"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("publications")
  const publications = await readPublications(ctx.db)
  return {
    publications: publications.map((each) => ({
      ...each,
      forms: [pageOf(context).form, pageOf(context).form] as const,
    })),
    mayDecide: mayDecidePublication(ctx.actor),
  }
}

export const action = formAction(async ({ form, ctx }) => {
  const { fields } = form
  const decision = {
    publicationId: fields.publicationId ?? "",
    seenVersion: form.seenVersion,
    isApproved: fields.do === "approve",
    reason: fields.reason ?? "",
  }
  return answerWith(await decidePublication(ctx, decision), () => "/cong-bo")
})

const tones = { proposed: "warn", approved: "good", refused: "bad" } as const

export default function Publications({ loaderData: { publications, mayDecide }, actionData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <>
      <PageHead title={say("nav.publications")} lead={say("publication.lead")} />
      <ErrorSummary state={actionData} />
      {publications.length === 0 && <Empty>{say("publication.none")}</Empty>}
      {publications.map((each) => {
        const isThis = actionData?.fields.publicationId === each.id
        return (
          <section key={each.id} className="card" aria-labelledby={`p-${each.id}`}>
            <h2 id={`p-${each.id}`}>
              <a href={`/tong-hop/${each.roundId}/ban-hanh`}>
                {say("report.title")} {roundName(each.roundName)}
              </a>
            </h2>
            <p>
              <Tag tone={tones[each.state as "proposed"]}>{say(`publication.state.${each.state as "proposed"}`)}</Tag>{" "}
              {each.number && say("issue.numbered", { number: `${each.number}/${each.notation}` })}{" "}
              <Days day={each.issuedOn} /> · {each.planTitle}
            </p>
            {each.correctionReason && (
              <>
                <p>
                  <Tag tone="accent">{say("edition.correction", { edition: each.edition })}</Tag>{" "}
                  {say("publication.correctionIs")}{" "}
                  <a href={`/tong-hop/${each.roundId}/ban/${each.edition}`}>{say("publication.whatChanges")}</a>
                </p>
                <p className="prose">{each.correctionReason}</p>
              </>
            )}
            {each.reason && <p className="prose">{each.reason}</p>}
            <p>
              <DocumentLinks
                word={`/tong-hop/${each.roundId}/ban/${each.edition}/tep/bao-cao.docx`}
                label={say("issue.word")}
                pdfLabel={say("issue.pdf")}
              />
            </p>
            {mayDecide && each.state === "proposed" && (
              <div className="row">
                <PostForm
                  {...each.forms[0]}
                  seenVersion={each.version}
                  hidden={{ do: "approve", publicationId: each.id }}
                >
                  <button type="submit">{say("publication.approve")}</button>
                </PostForm>
                <PostForm
                  {...each.forms[1]}
                  seenVersion={each.version}
                  hidden={{ do: "refuse", publicationId: each.id }}
                  state={isThis ? actionData : undefined}
                  className="grow"
                >
                  <TextArea name="reason" id={`reason-${each.id}`} label={say("publication.refuseReason")} rows={2} />
                  <button type="submit" className="secondary">
                    {say("publication.refuse")}
                  </button>
                </PostForm>
              </div>
            )}
          </section>
        )
      })}
    </>
  )
}
