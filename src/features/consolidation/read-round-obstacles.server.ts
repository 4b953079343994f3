import { type ObstacleFigures, readObstacleFigures } from "#features/obstacles/read-obstacle-figures.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

/** The counts of the round's plan on its as-of day, or on today where that day has not come: what will be past its day is not yet. */
export const readObstacleFiguresOf = (
  db: Db,
  round: Pick<Round, "planId" | "asOfOn">,
  today: Day,
): Promise<ObstacleFigures> => readObstacleFigures(db, round.planId, round.asOfOn < today ? round.asOfOn : today)
