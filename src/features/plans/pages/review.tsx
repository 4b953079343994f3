import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { renderOnly } from "#access/render-only.ts"
import { actsFor } from "#shared/actor.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { FilterChoice } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { mayEditPlan } from "../permissions.ts"
import { readPlan } from "../read-plan.server.ts"
import { readReview } from "../read-review.server.ts"
import { LAG_POINTS, reviewReasons } from "../yearly-review.ts"
import type { Route } from "./+types/review"

const PAGE_SIZE = 50

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  const all = await readReview(ctx.db, plan, ctx.today)
  const wanted = reviewReasons.find((reason) => reason === new URL(request.url).searchParams.get("ly-do")) ?? null
  const found = wanted ? all.filter((line) => line.reasons.includes(wanted)) : all
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE))
  const page = Math.min(pageNumber(request), pages)
  return renderOnly({
    plan: { slug: plan.slug, title: plan.title },
    lines: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    counts: reviewReasons.map((reason) => ({
      reason,
      count: all.filter((line) => line.reasons.includes(reason)).length,
    })),
    count: { found: found.length, all: all.length },
    wanted: wanted ?? "",
    page,
    pages,
    search: searchOf(request),
    mayWrite: mayEditPlan(ctx.actor, plan),
    mayPropose: mayEditPlan(ctx.actor, plan) || actsFor(ctx.actor, ctx.actor.seat.unitId, "head", "reporter"),
  })
}

/** What the yearly review should adjust, from the record; each line leads to a proposal. */
export default function Review({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, lines, counts, count, wanted, page, pages, search, mayWrite, mayPropose } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: "/ke-hoach", label: say("nav.plans") },
          { to: base, label: plan.title },
        ]}
        title={say("review.yearly")}
        lead={say("review.yearlyLead", { count: count.all })}
      />
      <p className="actions">
        {mayWrite && (
          <DocumentLinks
            className="button secondary"
            word={`${base}/ra-soat/word`}
            label={say("review.word")}
            pdfLabel={say("review.pdf")}
          />
        )}
        <a href={`${base}/de-nghi`}>{say("proposals.title")}</a>
        <a href={`${base}/hang-nam`}>{say("annual.title")}</a>
      </p>
      <form className="filters row" method="get">
        <FilterChoice
          name="ly-do"
          label={say("review.reason")}
          value={wanted}
          options={counts.map(({ reason, count: number }) => ({
            value: reason,
            label: `${say(`review.reason.${reason}`)} (${number})`,
          }))}
        />
        <div className="field">
          <button type="submit">{say("tasks.filter")}</button>
        </div>
      </form>
      <p className="soft">{say("review.rule", { points: LAG_POINTS })}</p>
      {lines.length === 0 ? (
        <Empty>{say("review.nothing")}</Empty>
      ) : (
        <TableScroll label={say("review.yearly")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("task.title")}</th>
                <th>{say("task.lead")}</th>
                <th>{say("task.deadline")}</th>
                <th>{say("review.reason")}</th>
                {mayPropose && <th>{say("proposal.what")}</th>}
              </tr>
            </thead>
            <tbody>
              {lines.map(({ task, reasons }) => (
                <tr key={task.id}>
                  <th scope="row">
                    <a href={`${base}/nhiem-vu/${task.id}`}>{`${task.code}. ${task.title}`}</a>
                  </th>
                  <td data-label={say("task.lead")}>
                    {task.leadGroupName ?? (task.leads.map((lead) => lead.name).join("; ") || "–")}
                  </td>
                  <td data-label={say("task.deadline")}>{task.deadline.text ?? "–"}</td>
                  <td data-label={say("review.reason")}>
                    {reasons.map((reason) => (
                      <Tag key={reason} tone={reason === "late" ? "bad" : "warn"}>
                        {say(`review.reason.${reason}`)}
                      </Tag>
                    ))}
                  </td>
                  {mayPropose && (
                    <td data-label={say("proposal.what")}>
                      <a href={`${base}/de-nghi/moi?chon=${task.id}`}>
                        {say("proposal.what")}
                        <span className="visually-hidden">: {task.code}</span>
                      </a>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}
