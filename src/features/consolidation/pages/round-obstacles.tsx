import { pageOf } from "#access/page.server.ts"
import { obstacleFilterOf } from "#features/obstacles/obstacle-filter.ts"
import { type ObstacleLine, readObstacles } from "#features/obstacles/read-obstacles.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { NotFound } from "#platform/errors.ts"
import { useSay } from "#ui/language.tsx"
import { Days, Empty } from "#ui/parts.tsx"
import { maySeeConsolidation } from "../permissions.ts"
import { readObstacleFiguresOf } from "../read-round-obstacles.server.ts"
import { RoundFrame } from "../round-frame.tsx"
import type { Route } from "./+types/round-obstacles"

/** As many as a person arranges by hand; the list of obstacles has them all. */
const MOST = 300

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  if (!maySeeConsolidation(ctx.actor)) throw new NotFound("consolidation")
  const round = await readRound(ctx.db, params.round)
  const filter = { ...obstacleFilterOf(new URLSearchParams()), planSlug: round.planSlug, state: "unsettled" as const }
  return {
    round,
    lines: await readObstacles(ctx, filter, MOST),
    counts: await readObstacleFiguresOf(ctx.db, round, ctx.today),
  }
}

/** What is not settled in the plan of a round, by level and kind, each as a line that can be copied into the draft with its mark. */
export default function RoundObstacles({ loaderData: { round, lines, counts } }: Route.ComponentProps) {
  const say = useSay()
  const byLevel = [...Map.groupBy(lines, (line) => line.level)]
  return (
    <RoundFrame round={round} current="/vuong-mac">
      <p>{say("desk.obstacleCounts", counts)}</p>
      <p>{say("desk.obstacleHow")}</p>
      {lines.length === 0 && <Empty>{say("desk.noObstacles")}</Empty>}
      {byLevel.map(([level, ofLevel]) => (
        <section key={level} aria-labelledby={`cap-${level}`}>
          <h2 id={`cap-${level}`}>{say(`obstacle.level.${level}`)}</h2>
          {[...Map.groupBy(ofLevel, (line) => line.kind)].map(([kind, ofKind]) => (
            <div key={kind} className="card">
              <h3>{say(`obstacle.kind.${kind}`)}</h3>
              <ul className="plain-list">
                {ofKind.map((line) => (
                  <li key={line.id} id={`vm-${line.number}`}>
                    <p className="prose">{copied(line)}</p>
                    <p className="soft">
                      <a href={`/vuong-mac/${line.id}`}>{say("obstacle.numbered", { number: line.number })}</a> ·{" "}
                      {say("task.one")} {line.taskCode} · {say("obstacle.answerBy")} <Days day={line.answerBy} />
                    </p>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      <p>
        <a href={`/vuong-mac?ke-hoach=${round.planSlug}`}>{say("obstacleRoute.list")}</a>
      </p>
    </RoundFrame>
  )
}

/** The unit's own words with unit and mark, as the draft quotes a sentence. */
const copied = ({ description, unitName, number }: ObstacleLine): string =>
  `- ${description.replace(/\s+/g, " ").replace(/[.;\s]+$/, "")} (${unitName}) [VM${number}].`
