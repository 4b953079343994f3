import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Day } from "#shared/day.ts"
import type { Status, Timeliness } from "./report.ts"

export type MatrixLine = {
  reportId: string
  unitId: string
  unitName: string
  unitKind: string
  obligation: "must" | "invited"
  status: Status
  timeliness: Timeliness | null
  extendedTo: Day | null
  firstSubmittedAt: Date | null
  returns: number
  entries: number
  answered: number
  version: number
}

const matrixRows = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .leftJoin("entry", "entry.reportId", "report.id")
    .select((select) => [
      "report.id as reportId",
      "report.unitId",
      "unit.name as unitName",
      "unit.kind as unitKind",
      "report.obligation",
      "report.status",
      "report.timeliness",
      "report.extendedTo",
      "report.firstSubmittedAt",
      "report.returns",
      "report.version",
      select.fn.count("entry.id").as("entries"),
      select.fn.count("entry.answer").as("answered"),
    ])
    .where("report.roundId", "=", value("roundId"))
    .groupBy(["report.id", "unit.id"])
    .orderBy("unit.position")
    .orderBy("unit.name"),
)

/** All units of a round with the state of their report. One query, one row for each unit. */
export async function readMatrix(db: Db, roundId: string): Promise<MatrixLine[]> {
  const rows = await matrixRows(db, { roundId })
  return rows.map((row) => ({ ...row, entries: Number(row.entries), answered: Number(row.answered) })) as MatrixLine[]
}
