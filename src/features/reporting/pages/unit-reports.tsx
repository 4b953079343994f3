import { pageOf } from "#access/page.server.ts"
import { momentAt } from "#shared/day.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Empty, PageHead, TableScroll } from "#ui/parts.tsx"
import { maySeeRound } from "../permissions.ts"
import { readReportsOfUnit, readSentReports } from "../read-report.server.ts"
import { standing } from "../report.ts"
import { StandingTag, StatusTag } from "../report-parts.tsx"
import type { Route } from "./+types/unit-reports"

/** A unit sees its own reports; who follows the rounds sees the latest that were sent. */
export async function loader({ context }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const seesAll = maySeeRound(ctx.actor)
  const reports = seesAll ? await readSentReports(ctx.db, 100) : await readReportsOfUnit(ctx.db, ctx.actor.seat.unitId)
  return {
    seesAll,
    unitName: ctx.actor.seat.unitName,
    reports: reports.map((report) => ({
      ...report,
      standing: standing(report, report, momentAt(ctx.now, ctx.timeZone)),
    })),
  }
}

export default function UnitReports({ loaderData: { reports, unitName, seesAll } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <>
      <PageHead
        title={seesAll ? say("reports.sentTitle") : say("nav.reports")}
        lead={seesAll ? say("reports.sentLead", { count: reports.length }) : unitName}
      />
      {!seesAll && (
        <p className="actions">
          <a href="/kiem-tra-mau">{say("sample.ofUnit")}</a>
        </p>
      )}
      {reports.length === 0 ? (
        <Empty>{say("reports.empty")}</Empty>
      ) : (
        <TableScroll label={say("nav.reports")}>
          <table className="stack">
            <thead>
              <tr>
                <th>{say("round.name")}</th>
                <th>{say("unit.name")}</th>
                <th>{say("round.dueOn")}</th>
                <th>{say("task.state")}</th>
                <th>{say("report.timeliness")}</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((report) => (
                <tr key={report.id}>
                  <th scope="row">
                    <a href={`/bao-cao/${report.id}`}>{roundName(report.documentName)}</a>
                  </th>
                  <td data-label={say("unit.name")}>{report.unitName}</td>
                  <td data-label={say("round.dueOn")}>
                    <Days day={report.dueOn} />
                  </td>
                  <td data-label={say("task.state")}>
                    <StatusTag status={report.status} />
                  </td>
                  <td data-label={say("report.timeliness")}>
                    <StandingTag standing={report.standing} />
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
