import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import type { DueRule, PeriodKind, ReportingRule } from "./calendar.ts"

export type ReportingRuleLine = ReportingRule & { text: string; source: string }

/** The reporting rules of a plan that are in force. */
export async function readReportingRules(db: Db, planId: string): Promise<ReportingRuleLine[]> {
  const rows = await db
    .selectFrom("reportingRule")
    .select(["tier", "period", "rule", "text", "source"])
    .where("planId", "=", planId)
    .where("validTo", "is", null)
    .orderBy("tier", "desc")
    .orderBy("period")
    .execute()
  return rows.map((row) => ({
    ...row,
    tier: row.tier as "unit" | "planOffice",
    period: row.period as PeriodKind,
    rule: row.rule as unknown as DueRule,
  }))
}

export type Round = {
  id: string
  planId: string
  planSlug: string
  planTitle: string
  planOfficeUnitId: string
  confirmerUnitId: string | null
  isIllustrative: boolean
  code: string
  name: string
  documentName: string
  dueOn: Day
  officeDueOn: Day
  asOfOn: Day
  consolidationStatus: string | null
}

const rounds = (db: Db) =>
  db
    .selectFrom("round")
    .innerJoin("plan", "plan.id", "round.planId")
    .leftJoin("consolidation", "consolidation.roundId", "round.id")
    .select([
      "round.id",
      "round.planId",
      "plan.slug as planSlug",
      "plan.title as planTitle",
      "plan.planOfficeUnitId",
      "plan.confirmerUnitId",
      "plan.isIllustrative",
      "round.code",
      "round.name",
      "round.documentName",
      "round.dueOn",
      "round.officeDueOn",
      "round.asOfOn",
      "consolidation.status as consolidationStatus",
    ])
    .orderBy("round.dueOn", "desc")

export const readRounds = (db: Db, planId?: string): Promise<Round[]> =>
  rounds(db)
    .$if(planId !== undefined, (query) => query.where("round.planId", "=", planId!))
    .limit(100)
    .execute()

const roundByIdentity = prepared((db, value: Values<{ roundId: string }>) =>
  rounds(db).where("round.id", "=", value("roundId")),
)

export async function readRound(db: Db, roundId: string): Promise<Round> {
  const [round] = await roundByIdentity(db, { roundId })
  if (!round) throw new NotFound("round")
  return round
}
