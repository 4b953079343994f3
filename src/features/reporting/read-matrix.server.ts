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
    // counted report by report: a join would read the entries of all rounds
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom("entry")
          .select((select) => [
            select.fn.countAll<bigint>().as("entries"),
            select.fn.count<bigint>("entry.answer").as("answered"),
          ])
          .whereRef("entry.reportId", "=", "report.id")
          .as("counted"),
      (join) => join.onTrue(),
    )
    .select([
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
      "counted.entries",
      "counted.answered",
    ])
    .where("report.roundId", "=", value("roundId"))
    .orderBy("unit.position")
    .orderBy("unit.name"),
)

/** All units of a round with the state of their report. One query, one row for each unit. */
export async function readMatrix(db: Db, roundId: string): Promise<MatrixLine[]> {
  const rows = await matrixRows(db, { roundId })
  return rows.map((row) => ({ ...row, entries: Number(row.entries), answered: Number(row.answered) })) as MatrixLine[]
}
