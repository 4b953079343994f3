import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { ExtensionState } from "./extension.ts"

export type ExtensionLine = {
  id: string
  reportId: string
  unitId: string
  unitName: string
  untilOn: Day
  reason: string
  askedAt: Date
  askedByName: string | null
  state: ExtensionState
  decision: string | null
  decidedAt: Date | null
  decidedByName: string | null
  version: number
}

const extensions = (db: Db) =>
  db
    .selectFrom("reportExtension")
    .innerJoin("report", "report.id", "reportExtension.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .leftJoin("person as asker", "asker.id", "reportExtension.askedBy")
    .leftJoin("person as decider", "decider.id", "reportExtension.decidedBy")
    .select([
      "reportExtension.id",
      "reportExtension.reportId",
      "report.unitId",
      "unit.name as unitName",
      "reportExtension.untilOn",
      "reportExtension.reason",
      "reportExtension.askedAt",
      "asker.name as askedByName",
      "reportExtension.state",
      "reportExtension.decision",
      "reportExtension.decidedAt",
      "decider.name as decidedByName",
      "reportExtension.version",
    ])

/** What a unit asked for its report, the latest first. */
export const readExtensionsOf = async (db: Db, reportId: string): Promise<ExtensionLine[]> =>
  (await extensions(db)
    .where("reportId", "=", reportId)
    .orderBy("askedAt", "desc")
    .orderBy("reportExtension.id", "desc")
    .limit(20)
    .execute()) as ExtensionLine[]

/** All that was asked in a round, what waits first. At most one row in each state for each unit and asking; bounded to 300. */
export const readExtensionsIn = async (db: Db, roundId: string): Promise<ExtensionLine[]> =>
  (await extensions(db)
    .where("report.roundId", "=", roundId)
    .orderBy((order) => order.case().when("reportExtension.state", "=", "asked").then(0).else(1).end())
    .orderBy("askedAt")
    .limit(300)
    .execute()) as ExtensionLine[]

/** Requests that wait in each round. @returns round id → how many */
export async function countWaitingExtensions(db: Db, roundIds: readonly string[]): Promise<Map<string, number>> {
  if (roundIds.length === 0) return new Map()
  const rows = await db
    .selectFrom("reportExtension")
    .innerJoin("report", "report.id", "reportExtension.reportId")
    .select((select) => ["report.roundId", select.fn.countAll<string>().as("count")])
    .where("reportExtension.state", "=", "asked")
    .where("report.roundId", "in", roundIds)
    .groupBy("report.roundId")
    .execute()
  return new Map(rows.map((row) => [row.roundId, Number(row.count)]))
}
