import { pageOf } from "#access/page.server.ts"
import { renderOnly } from "#access/render-only.ts"
import type { OutcomeLine } from "#features/plans/task-outcome.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Empty } from "#ui/parts.tsx"
import { compareFigures, type SinceFreeze } from "../compare-figures.ts"
import { narrativeKeys } from "../consolidation.ts"
import { filledText } from "../figure-fields.ts"
import { FigureTable, useFigureName } from "../figure-table.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { readRoundBefore, readSide, readSinceFreeze } from "../read-comparison.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/comparison"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const earlier = await readRoundBefore(ctx, round)
  const now = await readSide(ctx, round)
  const before = earlier && (await readSide(ctx, earlier, true))
  const text = (side: typeof now, key: string) =>
    filledText(side.narrative.find((part) => part.key === key)?.body ?? "", side.figures)
  return renderOnly({
    round,
    since: (await readSinceFreeze(ctx, round)) ?? null,
    before: before
      ? {
          name: before.round.name,
          id: before.round.id,
          isFrozen: before.isFrozen,
          rows: compareFigures(before.figures, now.figures),
          rates: { before: before.figures.rates, after: now.figures.rates },
          parts: narrativeKeys
            .map((key) => ({ key, before: text(before, key), after: text(now, key) }))
            .filter((part) => part.before || part.after),
        }
      : null,
  })
}

/** This report beside that of the last period, and, when it is frozen, what it would say differently today. */
export default function Comparison({ loaderData: { round, since, before } }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <RoundFrame round={round} current="/so-sanh">
      {since && <Since since={since} roundId={round.id} planSlug={round.planSlug} />}
      {before ? (
        <section aria-labelledby="before">
          <h2 id="before">{say("compare.withRound", { round: roundName(before.name) })}</h2>
          {!before.isFrozen && <p className="soft">{say("compare.notFrozen")}</p>}
          <FigureTable
            rows={before.rows}
            first={roundName(before.name)}
            second={roundName(round.name)}
            rates={before.rates}
          />
          {before.parts.map((part) => (
            <section key={part.key} className="card" aria-labelledby={`part-${part.key}`}>
              <h3 id={`part-${part.key}`}>{say(`narrative.${part.key}`)}</h3>
              <div className="split">
                <div>
                  <h4>
                    <a href={`/tong-hop/${before.id}/du-thao#part-${part.key}`}>{roundName(before.name)}</a>
                  </h4>
                  <p className="prose">{part.before || say("section.empty")}</p>
                </div>
                <div>
                  <h4>
                    <a href={`/tong-hop/${round.id}/du-thao#part-${part.key}`}>{roundName(round.name)}</a>
                  </h4>
                  <p className="prose">{part.after || say("section.empty")}</p>
                </div>
              </div>
            </section>
          ))}
        </section>
      ) : (
        <Empty>{say("compare.first")}</Empty>
      )}
    </RoundFrame>
  )
}

/** What came after the freeze; the frozen report stays as it is. */
function Since({ since, roundId, planSlug }: { since: SinceFreeze; roundId: string; planSlug: string }) {
  const say = useSay()
  const nameOf = useFigureName()
  const count = since.figures.length + since.tasks.length + since.quotes.length
  const state = (line: OutcomeLine | null) => (line ? nameOf(line) : say("compare.dropped"))
  return (
    <section className="card" aria-labelledby="since">
      <h2 id="since">{say("since.title")}</h2>
      <p>{say(count === 0 ? "since.none" : "since.lead")}</p>
      {since.figures.length > 0 && (
        <FigureTable rows={since.figures} first={say("since.frozen")} second={say("since.today")} />
      )}
      {since.tasks.length > 0 && (
        <ul>
          {since.tasks.map((task) => (
            <li key={task.id}>
              <a href={`/ke-hoach/${planSlug}/nhiem-vu/${task.id}`}>
                {say("task.one")} {task.code}
              </a>
              : {state(task.from)} → {state(task.to)}
            </li>
          ))}
        </ul>
      )}
      {since.quotes.length > 0 && (
        <ul>
          {since.quotes.map((quote) => (
            <li key={`${quote.mark}-${quote.key}`}>
              <a href={`/tong-hop/${roundId}/bao-cao/${quote.reportId}`}>{quote.unitName}</a>
              {quote.taskCode && `, ${say("task.one")} ${quote.taskCode}`}
              {quote.isCited && (
                <>
                  {" "}
                  <a href={`/tong-hop/${roundId}/du-thao?nguon=${quote.mark}#nguon-${quote.mark}`}>
                    {say("since.cited", { mark: quote.mark })}
                  </a>
                </>
              )}
              :{" "}
              {quote.before === null
                ? say("since.later")
                : quote.after === null
                  ? say("since.takenBack")
                  : say("since.changed")}
              <p className="prose">
                {quote.before && <del>{quote.before}</del>} {quote.after && <ins>{quote.after}</ins>}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
