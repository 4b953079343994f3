import { pageOf } from "#access/page.server.ts"
import { remembered } from "#access/remembered.server.ts"
import { MissingPeriods } from "#features/reporting/field-parts.tsx"
import { shownNumber } from "#features/reporting/field-value.ts"
import { readNumberSeries } from "#features/reporting/read-numbers.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { useSay } from "#ui/language.tsx"
import { Empty, TableScroll, Tag } from "#ui/parts.tsx"
import { type NumberLine, type NumberTotal, numberTotals } from "../number-totals.ts"
import { maySeeConsolidation } from "../permissions.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/numbers"

export function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  return remembered(ctx, request, async () => {
    if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
    const round = await readRound(ctx.db, params.round)
    const totals = numberTotals(await readNumberSeries(ctx.db, round.id))
    const asked = new URL(request.url).searchParams.get("so-lieu")
    return {
      round,
      totals: totals.map(({ byUnit: _, ...total }) => total),
      shown: totals.find((total) => total.key === asked) ?? totals[0] ?? null,
    }
  })
}

/** The numbers that the plan's template asks for: of the plan, then of each unit for the one that was chosen. */
export default function NumbersPage({ loaderData: { round, totals, shown } }: Route.ComponentProps) {
  const say = useSay()
  return (
    <RoundFrame round={round} current="/bieu-so-lieu">
      {totals.length === 0 || !shown ? (
        <Empty>
          {say("numbers.none")} <a href={`/ke-hoach/${round.planSlug}/mau-bao-cao`}>{say("template.title")}</a>
        </Empty>
      ) : (
        <>
          <p>{say("numbers.lead")}</p>
          <NumbersTable
            present={round.name}
            caption={say("numbers.ofPlan")}
            rows={totals.map((total) => ({
              id: total.key,
              name: nameOf(total),
              to: `/tong-hop/${round.id}/bieu-so-lieu?so-lieu=${encodeURIComponent(total.key)}#don-vi`,
              isCurrent: total.key === shown.key,
              note: say("numbers.answered", { n: total.answered, all: total.asked }),
              line: total.total,
            }))}
          />
          <h2 id="don-vi">{nameOf(shown)}</h2>
          <NumbersTable
            present={round.name}
            caption={say("numbers.ofUnits")}
            rows={shown.byUnit.map((unit) => ({
              id: unit.unitId,
              name: unit.unitName,
              to: null,
              isCurrent: false,
              note: `${say("task.one")} ${unit.tasks.join(", ")}${unit.wasSent ? "" : ` · ${say("numbers.notSent")}`}`,
              line: unit,
            }))}
          />
        </>
      )}
    </RoundFrame>
  )
}

const nameOf = ({ label, unitOfMeasure }: Pick<NumberTotal, "label" | "unitOfMeasure">): string =>
  unitOfMeasure ? `${label} (${unitOfMeasure})` : label

type Row = { id: string; name: string; to: string | null; isCurrent: boolean; note: string; line: NumberLine | null }

function NumbersTable({ caption, rows, present }: { caption: string; rows: readonly Row[]; present: string }) {
  const say = useSay()
  const heads = [say("numbers.inPeriod"), say("numbers.ofYear"), say("numbers.sinceStart")] as const
  return (
    <TableScroll label={caption}>
      <table className="stack">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th>{say("numbers.what")}</th>
            {heads.map((head) => (
              <th key={head} className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.to ? (
                  <a href={row.to} aria-current={row.isCurrent ? "true" : undefined}>
                    {row.name}
                  </a>
                ) : (
                  row.name
                )}
                <br />
                <small className="soft">{row.note}</small>
              </th>
              <td data-label={heads[0]} className="number">
                {row.line === null ? (
                  <span className="soft">{say("numbers.notAddedUp")}</span>
                ) : row.line.inPeriod === null ? (
                  <span className="soft">{say("numbers.unknown")}</span>
                ) : (
                  shownNumber(String(row.line.inPeriod))
                )}{" "}
                {row.line?.isEstimated && <Tag tone="accent">{say("field.state.estimated")}</Tag>}
              </td>
              {(["ofYear", "ofPlan"] as const).map((which, at) => (
                <td key={which} data-label={heads[at + 1]} className="number">
                  <SumCell sum={row.line?.[which] ?? null} present={present} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** @param present the round itself: that it lacks a number stands in its own column */
function SumCell({ sum, present }: { sum: NumberLine["ofYear"]; present: string }) {
  const say = useSay()
  if (!sum) return <span className="soft">–</span>
  return (
    <>
      {shownNumber(String(sum.sum))} {sum.isEstimated && <small className="soft">{say("numbers.hasEstimates")}</small>}
      <MissingPeriods missing={sum.missing.filter((name) => name !== present)} />
    </>
  )
}
