import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { mayEditPlan } from "#features/plans/permissions.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { FilterChoice } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll } from "#ui/parts.tsx"
import { kindWord, mayPropose, proposalStages } from "../proposal.ts"
import { StageTag } from "../proposal-parts.tsx"
import { subjectTitle } from "../proposed-subject.ts"
import { type ProposalLine, readProposals, readSubmissions } from "../read-proposals.server.ts"
import type { Route } from "./+types/proposals"

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const stage = new URL(request.url).searchParams.get("tinh-trang") ?? ""
  const page = pageNumber(request)
  const { lines, hasMore } = await readProposals(ctx, plan.id, { stage, page })
  const mayEdit = mayEditPlan(ctx.actor, plan) && plan.supersededOn === null
  return {
    plan: { slug: plan.slug, title: plan.title },
    lines,
    page,
    pages: hasMore ? page + 1 : page,
    search: searchOf(request),
    stage,
    submissions: await readSubmissions(ctx.db, plan.id),
    mayEdit,
    mayAdd: mayPropose(ctx.actor, ctx.actor.seat.unitId) && plan.supersededOn === null,
  }
}

export default function Proposals({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, lines, page, pages, search, stage, submissions, mayEdit, mayAdd } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("proposals.title")}
        lead={say("proposals.lead")}
      />
      <p className="actions">
        {mayAdd && (
          <a className="button" href={`${base}/de-nghi/moi`}>
            {say("proposals.add")}
          </a>
        )}
        {mayEdit && (
          <a className="button secondary" href={`${base}/de-nghi/to-trinh`}>
            {say("proposals.submit")}
          </a>
        )}
        <a href={`${base}/phien-ban`}>{say("versions.title")}</a>
      </p>
      <form className="filters row" method="get">
        <FilterChoice
          name="tinh-trang"
          label={say("task.state")}
          value={stage}
          options={proposalStages.map((each) => ({ value: each, label: say(`proposal.stage.${each}`) }))}
        />
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
      </form>
      {lines.length === 0 ? <Empty>{say("proposals.none")}</Empty> : <ProposalTable lines={lines} />}
      <Paging page={page} pages={pages} search={search} />
      {submissions.length > 0 && (
        <section aria-labelledby="submissions">
          <h2 id="submissions">{say("submissions.title")}</h2>
          <ul>
            {submissions.map((each) => (
              <li key={each.id}>
                <a href={`/to-trinh/${each.id}`}>{each.title}</a>: {say(`submission.stage.${each.stage as "drafting"}`)}
                {each.versionNumber && (
                  <>
                    {" → "}
                    <a href={`${base}/phien-ban/${each.versionNumber}`}>
                      {say("versions.number", { number: each.versionNumber })}
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function ProposalTable({ lines }: { lines: readonly ProposalLine[] }) {
  const say = useSay()
  return (
    <TableScroll label={say("proposals.title")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("proposal.what")}</th>
            <th>{say("task.title")}</th>
            <th>{say("unit.name")}</th>
            <th>{say("proposal.sentOn")}</th>
            <th>{say("task.state")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <a href={`/de-nghi/${line.id}`}>{say(kindWord(line))}</a>
              </th>
              <td data-label={say("task.title")}>{subjectTitle(line)}</td>
              <td data-label={say("unit.name")}>{line.unitName}</td>
              <td data-label={say("proposal.sentOn")}>
                <Days day={line.sentOn} />
              </td>
              <td data-label={say("task.state")}>
                <StageTag stage={line.stage} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
