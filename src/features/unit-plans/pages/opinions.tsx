import { pageNumber, pageOf, searchOf } from "#access/page.server.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { opinionState } from "../coordination.ts"
import { OpinionStateTag } from "../opinion-parts.tsx"
import { readOpinionRequests, readOpinionsToGive } from "../read-opinions.server.ts"
import type { Route } from "./+types/opinions"

/** What waits for this unit's opinion, and what it has asked others. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { unitId } = ctx.actor.seat
  const page = pageNumber(request)
  const toGive = await readOpinionsToGive(ctx.db, unitId)
  const { lines, hasMore } = await readOpinionRequests(ctx.db, unitId, page)
  return {
    toGive: toGive.map((each) => ({ ...each, state: opinionState({ answeredOn: null }, each.answerBy, ctx.today) })),
    asked: lines,
    page,
    pages: hasMore ? page + 1 : page,
    search: searchOf(request),
  }
}

export default function Opinions({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { toGive, asked, page, pages, search } = loaderData
  return (
    <>
      <PageHead
        crumbs={[{ to: "/phoi-hop", label: say("coordination.title") }]}
        title={say("opinions.title")}
        lead={say("opinions.lead")}
      />
      <h2>{say("opinions.toGive")}</h2>
      {toGive.length === 0 ? (
        <Empty>{say("opinions.nothingToGive")}</Empty>
      ) : (
        <TableScroll label={say("opinions.toGive")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("task.title")}</th>
                <th>{say("opinion.asker")}</th>
                <th>{say("opinion.answerBy")}</th>
                <th>{say("task.state")}</th>
              </tr>
            </thead>
            <tbody>
              {toGive.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <a href={`/y-kien/${each.id}`}>{`${each.code}. ${each.title}`}</a>
                  </th>
                  <td data-label={say("opinion.asker")}>{each.unitName}</td>
                  <td data-label={say("opinion.answerBy")}>
                    <Days day={each.answerBy} />
                  </td>
                  <td data-label={say("task.state")}>
                    <OpinionStateTag state={each.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <h2>{say("opinions.asked")}</h2>
      {asked.length === 0 ? (
        <Empty>{say("opinions.nothingAsked")}</Empty>
      ) : (
        <TableScroll label={say("opinions.asked")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("task.title")}</th>
                <th>{say("opinion.answerBy")}</th>
                <th className="number">{say("opinion.answers")}</th>
                <th>{say("task.state")}</th>
              </tr>
            </thead>
            <tbody>
              {asked.map((each) => (
                <tr key={each.id}>
                  <th scope="row">
                    <a href={`/y-kien/${each.id}`}>{`${each.code}. ${each.title}`}</a>
                  </th>
                  <td data-label={say("opinion.answerBy")}>
                    <Days day={each.answerBy} />
                  </td>
                  <td className="number" data-label={say("opinion.answers")}>
                    {Number(each.answered)}/{Number(each.asked)}
                  </td>
                  <td data-label={say("task.state")}>
                    <Tag tone={each.closedOn ? "calm" : "accent"}>
                      {say(each.closedOn ? "opinion.isClosed" : "opinion.isOpen")}
                    </Tag>
                  </td>
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
