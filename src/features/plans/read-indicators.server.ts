import type { Db } from "#platform/context.server.ts"
import type { Target } from "./plan-change.ts"

export type IndicatorLine = {
  id: string
  parentId: string | null
  code: string | null
  title: string
  unitOfMeasure: string | null
  targets: Target[]
}

/** The indicators in force, in the order of the plan. @returns at most 1,000 */
export async function readIndicators(db: Db, planId: string): Promise<IndicatorLine[]> {
  const rows = await db
    .selectFrom("indicator")
    .select(["id", "parentId", "code", "title", "unitOfMeasure", "targets"])
    .where("planId", "=", planId)
    .where("retiredOn", "is", null)
    .orderBy("position")
    .limit(1_000)
    .execute()
  return rows.map((row) => ({ ...row, targets: row.targets as Target[] }))
}
