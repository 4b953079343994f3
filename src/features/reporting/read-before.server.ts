import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Day } from "#shared/day.ts"
import type { Answer } from "./entry.ts"
import type { FieldValues } from "./field-value.ts"

/** What a unit last sent on an assignment, with content of its own: never a "nothing changed". */
export type EntryBefore = {
  entryId: string
  assignmentId: string
  taskId: string
  answer: Answer
  percentDone: number | null
  result: string
  product: string
  obstacle: string
  proposal: string
  nextStep: string
  fieldValues: FieldValues
  roundName: string
  dueOn: Day
}

/**
 * The last answer with content that was sent in an earlier round on each assignment of a report, by assignment: what the reporter has at
 * hand, what "nothing changed" keeps, and what doubts compare with. One query.
 */
export async function readBefore(db: Db, reportId: string): Promise<Map<string, EntryBefore>> {
  const rows = (await contentBefore(db, { reportId })) as unknown as EntryBefore[]
  return new Map(rows.map((row) => [row.assignmentId, row]))
}

const contentBefore = prepared((db, value: Values<{ reportId: string }>) =>
  db
    .selectFrom("entry as this")
    .innerJoin("report", "report.id", "this.reportId")
    .innerJoin("round as present", "present.id", "report.roundId")
    .innerJoin("entry", "entry.assignmentId", "this.assignmentId")
    .innerJoin("report as sent", "sent.id", "entry.reportId")
    .innerJoin("round as earlier", "earlier.id", "sent.roundId")
    .distinctOn("entry.assignmentId")
    .select([
      "entry.id as entryId",
      "entry.assignmentId",
      "entry.taskId",
      "entry.answer",
      "entry.percentDone",
      "entry.result",
      "entry.product",
      "entry.obstacle",
      "entry.proposal",
      "entry.nextStep",
      "entry.fieldValues",
      "earlier.name as roundName",
      "earlier.dueOn",
    ])
    .where("this.reportId", "=", value("reportId"))
    .where("entry.answer", "in", ["progress", "claim", "missing"])
    .where("sent.firstSubmittedAt", "is not", null)
    .whereRef("earlier.dueOn", "<", "present.dueOn")
    .orderBy("entry.assignmentId")
    .orderBy("earlier.dueOn", "desc"),
)
