import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { mayEnterOnBehalf, mayReview } from "#features/reporting/permissions.ts"
import { readMatrix } from "#features/reporting/read-matrix.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { canMove, isBy, standing, statuses } from "#features/reporting/report.ts"
import { StandingTag, StatusTag } from "#features/reporting/report-parts.tsx"
import { NotFound } from "#platform/errors.ts"
import { momentAt } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { number, TableScroll } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/matrix"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(
    ctx,
    request,
    async () => {
      if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
      const round = await readRound(ctx.db, params.round)
      const query = new URL(request.url).searchParams
      const lines = (await readMatrix(ctx.db, round.id)).map((line) => ({
        ...line,
        standing: standing(line, round, momentAt(ctx.now, ctx.timeZone)),
        mayOpen: line.firstSubmittedAt !== null,
        mayReview: mayReview(ctx.actor, { ...round, unitId: line.unitId }),
        mayEnter: mayEnterOnBehalf(ctx.actor, { ...round, unitId: line.unitId }) && canMove(line, "edit"),
      }))
      const [status, wanted] = [query.get("trang-thai"), query.get("dung-han")]
      return {
        round,
        isInTime: isBy(momentAt(ctx.now, ctx.timeZone), round),
        counts: {
          status: statuses.map((each) => ({
            status: each,
            count: lines.filter((line) => line.status === each).length,
          })),
          standing: (["onTime", "late", "missing", "waiting"] as const).map((each) => ({
            standing: each,
            count: lines.filter(
              (line) => line.standing === each || (each === "onTime" && line.standing === "onTimeExtended"),
            ).length,
          })),
        },
        total: lines.length,
        invited: lines.filter((line) => line.obligation === "invited").length,
        lines: lines.filter((line) => (!status || line.status === status) && (!wanted || line.standing === wanted)),
        isFiltered: Boolean(status || wanted),
      }
    },
    (data) => data.isInTime === isBy(momentAt(ctx.now, ctx.timeZone), data.round),
  )
}

export default function Matrix({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { round, counts, lines, total, invited, isFiltered } = loaderData
  const base = `/tong-hop/${round.id}`
  return (
    <RoundFrame round={round} current="">
      <dl className="figures compact">
        {counts.status.map(({ status, count }) => (
          <div key={status}>
            <dt>
              <StatusTag status={status} />
            </dt>
            <dd>
              <a href={`${base}?trang-thai=${status}`}>{number(count)}</a>
            </dd>
          </div>
        ))}
        {counts.standing.map(({ standing: each, count }) => (
          <div key={each}>
            <dt>
              <StandingTag standing={each} />
            </dt>
            <dd>
              <a href={`${base}?dung-han=${each}`}>{number(count)}</a>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {say(isFiltered ? "matrix.found" : "matrix.count", { found: lines.length, all: total })}{" "}
        {invited > 0 && say("matrix.invited", { must: total - invited, invited })}{" "}
        {isFiltered && <a href={base}>{say("tasks.clear")}</a>}{" "}
        {round.kind === "calendar" && <a href={`${base}/theo-muc`}>{say("parts.link")}</a>}{" "}
        <a href={`/tong-hop/cac-ky?ke-hoach=${round.planSlug}`}>{say("grid.title")}</a>{" "}
        <a href="/tong-hop/thoi-gian-lam">{say("burden.title")}</a>{" "}
        <a href={`${base}/toan-bo.xlsx`}>{say("matrix.sentWorkbook")}</a>
      </p>
      <TableScroll label={say("desk.matrix")}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("unit.name")}</th>
              <th>{say("task.state")}</th>
              <th>{say("report.timeliness")}</th>
              <th className="number">{say("matrix.entries")}</th>
              <th className="number">{say("matrix.returns")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.reportId}>
                <th scope="row">
                  {line.mayOpen ? <a href={`${base}/bao-cao/${line.reportId}`}>{line.unitName}</a> : line.unitName}
                  {line.mayEnter && (
                    <>
                      {" "}
                      <a className="soft" href={`/bao-cao/${line.reportId}/nhap-thay`}>
                        {say("onBehalf.link")}
                        <span className="visually-hidden">: {line.unitName}</span>
                      </a>
                    </>
                  )}
                </th>
                <td data-label={say("task.state")}>
                  <StatusTag status={line.status} />
                </td>
                <td data-label={say("report.timeliness")}>
                  <StandingTag standing={line.standing} />
                </td>
                <td className="number" data-label={say("matrix.entries")}>
                  {line.answered}/{line.entries}
                </td>
                <td className="number" data-label={say("matrix.returns")}>
                  {line.returns || "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </RoundFrame>
  )
}
