import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import type { DueRule, PeriodKind, ReportingRule } from "./calendar.ts"

export type ReportingRuleLine = ReportingRule & { id: string; validFrom: Day; text: string; source: string }

/** The reporting rules of a plan, also those that no longer or do not yet apply: each counts for the due days of its validity. */
export async function readReportingRules(db: Db, planId: string): Promise<ReportingRuleLine[]> {
  const rows = await db
    .selectFrom("reportingRule")
    .select(["id", "tier", "period", "rule", "text", "source", "validFrom", "validTo"])
    .where("planId", "=", planId)
    .orderBy("tier", "desc")
    .orderBy("period")
    .orderBy("validFrom")
    .orderBy("id")
    .execute()
  return rows.map((row) => ({
    ...row,
    tier: row.tier as "unit" | "planOffice",
    period: row.period as PeriodKind,
    rule: row.rule as unknown as DueRule,
  }))
}

/** So many days before the units' day the program opens each round of the plan; null: by hand. */
export const readRoundsOpenBefore = async (db: Db, planId: string): Promise<number | null> =>
  (await db.selectFrom("plan").select("roundsOpenBefore").where("id", "=", planId).executeTakeFirst())
    ?.roundsOpenBefore ?? null

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
  kind: "calendar" | "request"
  request: string | null
  closedAt: Date | null
  closeReason: string | null
  dueOn: Day
  dueTime: string | null
  officeDueOn: Day
  asOfOn: Day
  consolidationStatus: string | null
  /** 2 and more: a correction of the issued report. */
  consolidationEdition: number | null
}

const rounds = (db: Db) =>
  db
    .selectFrom("round")
    .innerJoin("plan", "plan.id", "round.planId")
    .leftJoin("consolidation", (join) =>
      join.onRef("consolidation.roundId", "=", "round.id").on("consolidation.isCurrent", "=", true),
    )
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
      "round.kind",
      "round.request",
      "round.closedAt",
      "round.closeReason",
      "round.dueOn",
      "round.dueTime",
      "round.officeDueOn",
      "round.asOfOn",
      "consolidation.status as consolidationStatus",
      "consolidation.edition as consolidationEdition",
    ])
    .orderBy("round.dueOn", "desc")

export const readRounds = async (db: Db, planId?: string): Promise<Round[]> =>
  (await rounds(db)
    .$if(planId !== undefined, (query) => query.where("round.planId", "=", planId!))
    .limit(100)
    .execute()) as Round[]

const roundByIdentity = prepared((db, value: Values<{ roundId: string }>) =>
  rounds(db).where("round.id", "=", value("roundId")),
)

export async function readRound(db: Db, roundId: string): Promise<Round> {
  const [round] = await roundByIdentity(db, { roundId })
  if (!round) throw new NotFound("round")
  return round as Round
}
