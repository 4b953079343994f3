import type { Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { formatDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"

type LockedPlan = {
  id: string
  slug: string
  documentId: string
  planOfficeUnitId: string
  confirmerUnitId: string | null
  leadershipUnitId: string | null
  isIllustrative: boolean
  kind: string
  readingIssues: unknown
  sourceText: unknown
}

/** Locks a plan that may still change. A plan that another has replaced is read only for ever. @throws NotFound */
export async function lockOpenPlan(tx: Tx, planId: string): Promise<Outcome<LockedPlan>> {
  const plan = await tx.selectFrom("plan").selectAll().where("id", "=", planId).forUpdate().executeTakeFirst()
  if (!plan || plan.undoneOn) throw new NotFound("plan")
  if (plan.supersededOn) return refused("plan.superseded", { values: { day: formatDay(plan.supersededOn) } })
  return done(plan)
}
