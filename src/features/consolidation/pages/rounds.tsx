import { pageOf } from "#access/page.server.ts"
import { readRounds } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, TableScroll, Tag } from "#ui/parts.tsx"
import type { Status } from "../consolidation.ts"
import { maySeeConsolidation } from "../permissions.ts"
import type { Route } from "./+types/rounds"

export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  return { rounds: await readRounds(ctx.db), role: ctx.actor.seat.role }
}

export default function ConsolidationRounds({ loaderData: { rounds, role } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <>
      <PageHead title={say("nav.consolidation")} lead={say("consolidation.lead")} />
      <p className="actions">
        {(role === "planOffice" || role === "director" || role === "confirmer") && (
          <a className="button secondary" href="/tong-hop/xac-nhan">
            {say("claims.title")}
          </a>
        )}
        <a className="button secondary" href="/tong-hop/cac-ky">
          {say("grid.title")}
        </a>
        {(role === "planOffice" || role === "director" || role === "inspector") && (
          <a className="button secondary" href="/tong-hop/thoi-gian-lam">
            {say("burden.title")}
          </a>
        )}
        {(role === "planOffice" || role === "director") && (
          <a className="button secondary" href="/don-vi-thieu-nguoi">
            {say("vacancies.title")}
          </a>
        )}
      </p>
      {rounds.length === 0 ? (
        <Empty>{say("consolidation.noRounds")}</Empty>
      ) : (
        <TableScroll label={say("nav.consolidation")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("round.name")}</th>
                <th>{say("nav.plans")}</th>
                <th>{say("round.unitsDueOn")}</th>
                <th>{say("round.officeDueOn")}</th>
                <th>{say("task.state")}</th>
              </tr>
            </thead>
            <tbody>
              {rounds.map((round) => (
                <tr key={round.id}>
                  <th scope="row">
                    <a href={`/tong-hop/${round.id}`}>{roundName(round.documentName)}</a>
                  </th>
                  <td data-label={say("nav.plans")}>{round.planTitle.slice(0, 90)}</td>
                  <td data-label={say("round.unitsDueOn")}>
                    <Days day={round.dueOn} />
                  </td>
                  <td data-label={say("round.officeDueOn")}>
                    <Days day={round.officeDueOn} />
                  </td>
                  <td data-label={say("task.state")}>
                    <Tag
                      tone={
                        round.consolidationStatus === "received"
                          ? "good"
                          : round.consolidationStatus
                            ? "accent"
                            : "calm"
                      }
                    >
                      {say(`consolidation.status.${(round.consolidationStatus ?? "none") as Status}`)}
                    </Tag>{" "}
                    {(round.consolidationEdition ?? 1) > 1 &&
                      say("edition.correction", { edition: round.consolidationEdition! })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  )
}
