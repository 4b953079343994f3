import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { acceptUnchanged } from "#features/reporting/check-entries.server.ts"
import { mayReview } from "#features/reporting/permissions.ts"
import { quietReports, readReportsToCheck } from "#features/reporting/read-checks.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { StandingTag } from "#features/reporting/report-parts.tsx"
import { NotFound } from "#platform/errors.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, TableScroll } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/unchanged"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const reports = (await readReportsToCheck(ctx.db, round)).filter((report) =>
    mayReview(ctx.actor, { ...round, unitId: report.unitId }),
  )
  const quiet = quietReports(reports).map(({ reportId, unitName, version, timeliness, entries }) => ({
    reportId,
    unitName,
    version,
    timeliness,
    entries: entries.length,
  }))
  return { round, quiet, others: reports.length - quiet.length, form }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const seen = Object.fromEntries(
    form.all("report").flatMap((reportId) => {
      const version = Number(form.fields[`version-${reportId}`])
      return Number.isInteger(version) ? [[reportId, version]] : []
    }),
  )
  return answerWith(
    await acceptUnchanged(ctx, { roundId: params.round!, seen }),
    () => `/tong-hop/${params.round}/hang-doi`,
  )
})

/** The reports in which nothing is new and nothing doubtful, named before they are accepted together; each can be left out. */
export default function Unchanged({ loaderData: { round, quiet, others, form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <RoundFrame round={round} current="/hang-doi">
      <h2>{say("unchanged.title")}</h2>
      <p>{say("unchanged.lead")}</p>
      <ErrorSummary state={actionData} />
      {quiet.length === 0 ? (
        <Empty>
          <p>{say("unchanged.none", { others })}</p>
          <p>
            <a href={`/tong-hop/${round.id}/hang-doi`}>{say("desk.queue")}</a>
          </p>
        </Empty>
      ) : (
        <PostForm {...form} state={actionData}>
          <TableScroll label={say("unchanged.title")}>
            <table className="stack">
              <thead>
                <tr>
                  <th>{say("unit.name")}</th>
                  <th>{say("report.timeliness")}</th>
                  <th className="number">{say("matrix.entries")}</th>
                  <th>{say("queue.wholeReport")}</th>
                </tr>
              </thead>
              <tbody>
                {quiet.map((report) => (
                  <tr key={report.reportId}>
                    <th scope="row">
                      <label className="choice">
                        <input type="checkbox" name="report" value={report.reportId} defaultChecked />{" "}
                        <span>{report.unitName}</span>
                      </label>
                      <input type="hidden" name={`version-${report.reportId}`} value={report.version} />
                    </th>
                    <td data-label={say("report.timeliness")}>
                      {report.timeliness && <StandingTag standing={report.timeliness} />}
                    </td>
                    <td className="number" data-label={say("matrix.entries")}>
                      {report.entries}
                    </td>
                    <td>
                      <a href={`/tong-hop/${round.id}/bao-cao/${report.reportId}`}>
                        {say("queue.wholeReport")}
                        <span className="visually-hidden">: {report.unitName}</span>
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          <div className="actions">
            <button type="submit">{say("unchanged.accept")}</button>
            <a href={`/tong-hop/${round.id}/hang-doi`}>{say("unchanged.back")}</a>
          </div>
        </PostForm>
      )}
    </RoundFrame>
  )
}
