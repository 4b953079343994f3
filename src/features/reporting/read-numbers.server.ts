import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { FieldValues } from "./field-value.ts"
import type { NumberSeries } from "./number-series.ts"
import { readTemplateOfRound } from "./read-template.server.ts"
import { fieldsFor } from "./report-template.ts"

type Row = {
  assignmentId: string
  unitId: string
  unitName: string
  taskId: string
  taskGroupId: string
  taskCode: string
  entryId: string
  reportId: string
  roundId: string
  roundName: string
  roundCode: string
  isSent: boolean
  fieldValues: FieldValues
}

/**
 * Every number that the template of a round asks for, by assignment, through the rounds up to it. What was not sent, or is open again, is unknown.
 * @param reportId only the assignments of this report
 */
export async function readNumberSeries(db: Db, roundId: string, reportId?: string): Promise<NumberSeries[]> {
  const fields = (await readTemplateOfRound(db, roundId)).fields.filter((field) => field.kind === "number")
  if (fields.length === 0) return []
  const rows = (await (reportId ? ofReport(db, { roundId, reportId }) : ofRound(db, { roundId }))) as unknown as Row[]
  return [...Map.groupBy(rows, (row) => row.assignmentId).values()].flatMap((all) => {
    const present = all.at(-1)
    if (present?.roundId !== roundId) return []
    return fieldsFor({ fields }, present).map((field) => ({
      field,
      unitId: present.unitId,
      unitName: present.unitName,
      taskCode: present.taskCode,
      entryId: present.entryId,
      reportId: present.reportId,
      isSent: present.isSent,
      points: all.map((row) => ({
        roundName: row.roundName,
        year: Number(row.roundCode.slice(0, 4)),
        value: row.isSent ? row.fieldValues[field.key] : undefined,
      })),
    }))
  })
}

const rowsUpTo = (db: Db, roundId: string) =>
  db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("round as present", (join) =>
      join.onRef("present.planId", "=", "round.planId").on("present.id", "=", roundId),
    )
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("task", "task.id", "entry.taskId")
    .select((select) => [
      "entry.assignmentId",
      "report.unitId",
      "unit.name as unitName",
      "task.id as taskId",
      "task.taskGroupId",
      "task.code as taskCode",
      "entry.id as entryId",
      "entry.reportId",
      "round.id as roundId",
      "round.name as roundName",
      "round.code as roundCode",
      select("report.status", "in", ["submitted", "accepted"]).as("isSent"),
      "entry.fieldValues",
    ])
    .where("round.kind", "=", "calendar")
    .whereRef("round.dueOn", "<=", "present.dueOn")
    .orderBy("task.position")
    .orderBy("unit.position")
    .orderBy("entry.assignmentId")
    .orderBy("round.dueOn")

const ofRound = prepared((db, value: Values<{ roundId: string }>) => rowsUpTo(db, value("roundId")))

const ofReport = prepared((db, value: Values<{ roundId: string; reportId: string }>) =>
  rowsUpTo(db, value("roundId")).where("entry.assignmentId", "in", (only) =>
    only.selectFrom("entry as own").select("own.assignmentId").where("own.reportId", "=", value("reportId")),
  ),
)
