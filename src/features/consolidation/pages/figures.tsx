import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { OutcomeBar, OutcomeTag, RateFigures, TotalsTable } from "#features/plans/outcome-parts.tsx"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { isBy } from "#features/reporting/report.ts"
import { readSampleSummary } from "#features/sample-checks/read-samples.server.ts"
import { SampleFigures } from "#features/sample-checks/sample-parts.tsx"
import { NotFound } from "#platform/errors.ts"
import { momentAt } from "#shared/day.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Message, TableScroll } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { readBasis } from "../read-basis.server.ts"
import { readConsolidation, readSnapshot } from "../read-consolidation.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/figures"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(
    ctx,
    request,
    async () => {
      if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
      const round = await readRound(ctx.db, params.round)
      const snapshot = await readSnapshot(ctx.db, round.id)
      const head = snapshot ? undefined : await readConsolidation(ctx.db, round.id)
      const figures = snapshot?.figures ?? (await (await readBasis(ctx, ctx.db, round, head)).readFigures())
      const drawn = await readSampleSummary(ctx.db, round.id)
      return {
        round,
        isInTime: isBy(momentAt(ctx.now, ctx.timeZone), round),
        figures,
        sample: drawn.draws > 0 ? drawn : null,
        frozenAt: snapshot?.frozenAt ?? null,
      }
    },
    (data) => data.isInTime === isBy(momentAt(ctx.now, ctx.timeZone), data.round),
  )
}

/** The figures of the round: live until the freeze, then as frozen. Every figure leads to the list behind it. */
export default function FiguresPage({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { round, figures, sample, frozenAt } = loaderData
  const { totals, rates, reports } = figures
  const tasks = `/ke-hoach/${round.planSlug}/nhiem-vu`
  return (
    <RoundFrame round={round} current="/so-lieu">
      {frozenAt ? (
        <Message tone="info">
          {<p>{say("figures.frozen", { at: frozenAt.slice(0, 10).split("-").reverse().join("/") })}</p>}
        </Message>
      ) : (
        <p className="soft">{say("figures.live")}</p>
      )}
      <dl className="figures">
        <RateFigures rates={rates} />
        <div>
          <dt>{say("figures.sent")}</dt>
          <dd>
            {reports.sent}/{reports.owed}{" "}
            <small>{say("figures.sentNote", { onTime: reports.onTime, late: reports.late })}</small>
          </dd>
        </div>
      </dl>
      {reports.missing.length > 0 && (
        <Message tone="warn" title={say("figures.missing", { count: reports.missing.length })}>
          <p>{reports.missing.map((each) => each.unitName).join("; ")}</p>
          <p>{say("figures.missingNote")}</p>
        </Message>
      )}
      {sample && (
        <section aria-labelledby="sample" className="card">
          <h2 id="sample">
            <a href={`/tong-hop/${round.id}/kiem-tra-mau`}>{say("sample.title")}</a>
          </h2>
          <SampleFigures summary={sample} />
          <p className="hint">{say("sample.inFigures")}</p>
        </section>
      )}
      <OutcomeBar totals={totals} />
      <TotalsTable
        caption={say("figures.byGroup")}
        first={say("plan.group")}
        rows={figures.byGroup.map((group) => ({
          key: group.code,
          label: `${group.code}. ${group.title}`,
          to: `${tasks}?nhom=${encodeURIComponent(group.code)}`,
          totals: group.totals,
        }))}
        sum={totals}
      />
      <TotalsTable
        caption={say("figures.byUnit")}
        note={say("figures.byUnitNote")}
        first={say("unit.name")}
        rows={figures.byUnit.map((unit) => ({
          key: unit.unitId,
          label: unit.name,
          to: `${tasks}?don-vi=${unit.unitId}`,
          totals: unit.totals,
        }))}
      />
      <TableScroll label={say("figures.allTasks")}>
        <table className="stack">
          <caption>{say("figures.allTasks")}</caption>
          <thead>
            <tr>
              <th>{say("task.code")}</th>
              <th>{say("task.title")}</th>
              <th>{say("task.lead")}</th>
              <th>{say("task.deadline")}</th>
              <th>{say("task.state")}</th>
              <th className="number">{say("entry.percent")}</th>
            </tr>
          </thead>
          <tbody>
            {figures.tasks.map((task) => (
              <tr key={task.id}>
                <td data-label={say("task.code")}>{task.code}</td>
                <th scope="row">
                  <a href={`${tasks}/${task.id}`}>{task.title}</a>
                </th>
                <td data-label={say("task.lead")}>
                  {task.leadGroupName ?? task.leads.map((lead) => lead.name).join("; ")}
                </td>
                <td data-label={say("task.deadline")}>{task.deadlineText}</td>
                <td data-label={say("task.state")}>
                  <OutcomeTag line={task.line} />{" "}
                  {task.line?.startsWith("completed") && <Days day={task.completedOn} />}{" "}
                  {task.leadGroupName && `${task.confirmed}/${task.members}`}
                </td>
                <td className="number" data-label={say("entry.percent")}>
                  {task.percentDone === null ? "" : `${task.percentDone} %`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </RoundFrame>
  )
}
