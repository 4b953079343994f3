import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { likenessOf, wordsOf } from "#shared/likeness.ts"
import { canLead, type Kind, type Status } from "./obstacle.ts"
import type { Level } from "./route.ts"

export type AlikeObstacle = {
  id: string
  number: number
  description: string
  unitName: string
  raisedOn: Day
  share: number
}

/** From this share of common words on two open obstacles of a plan are offered to be joined. A suggestion: the plan office decides. */
const LIKE_ENOUGH = 0.3
/** How many open ones of the plan are compared, the latest first. */
const COMPARED = 1_000

/** Open obstacles of the same plan that read alike and that this one can lead, the likest first. One query. */
export async function readAlike(
  db: Db,
  obstacle: { id: string; planId: string; description: string; kind: Kind; level: Level; status: Status },
  limit: number,
): Promise<AlikeObstacle[]> {
  const rows = await db
    .selectFrom("obstacle")
    .innerJoin("unit", "unit.id", "obstacle.unitId")
    .select([
      "obstacle.id",
      "obstacle.number",
      "obstacle.description",
      "obstacle.kind",
      "obstacle.level",
      "obstacle.status",
      "obstacle.raisedOn",
      "unit.name as unitName",
    ])
    .where("obstacle.planId", "=", obstacle.planId)
    .where("obstacle.id", "<>", obstacle.id)
    .where("obstacle.status", "=", "open")
    .where("obstacle.leadingId", "is", null)
    .orderBy("obstacle.number", "desc")
    .limit(COMPARED)
    .execute()
  const words = wordsOf(obstacle.description)
  return rows
    .filter((row) => canLead(obstacle, { level: row.level as Level, status: row.status as Status }))
    .map(({ kind, level: _level, status: _status, ...row }) => ({
      ...row,
      share: likenessOf(words, wordsOf(row.description)) + (kind === obstacle.kind ? 0.05 : 0),
    }))
    .filter(({ share }) => share >= LIKE_ENOUGH)
    .sort((a, b) => b.share - a.share)
    .slice(0, limit)
}
