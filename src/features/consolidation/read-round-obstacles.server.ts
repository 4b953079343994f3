import { type ObstacleFigures, readObstacleFigures } from "#features/obstacles/read-obstacle-figures.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import type { Db } from "#platform/context.server.ts"

/** The counts of the round's plan on its as-of day. */
export const readObstacleFiguresOf = (db: Db, round: Pick<Round, "planId" | "asOfOn">): Promise<ObstacleFigures> =>
  readObstacleFigures(db, round.planId, round.asOfOn)
