import type { Db } from "#platform/context.server.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import type { Answer } from "./entry.ts"
import { readAnswers } from "./read-answers.server.ts"
import type { CompletenessInput } from "./report.ts"

/** What the completeness check needs, for all entries of a report, in three queries. */
export async function readCompleteness(db: Db, reportId: string): Promise<CompletenessInput> {
  const rows = await entriesForCheck(db).where("entry.reportId", "=", reportId).orderBy("task.position").execute()
  const { roundId } = await db
    .selectFrom("report")
    .select("roundId")
    .where("id", "=", reportId)
    .executeTakeFirstOrThrow()
  return {
    questions: await readAnswers(db, roundId, reportId),
    entries: rows.map((row) => ({
      ...row,
      answer: row.answer as Answer | null,
      consent: row.consent as "consent" | "object" | null,
      evidenceCount: Number(row.evidenceCount),
      hasPrevious: Boolean(row.hasPrevious),
    })),
  }
}

const entriesForCheck = (db: Db) =>
  db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .select((select) => [
      "entry.id",
      "entry.answer",
      "entry.percentDone",
      "entry.result",
      "entry.product",
      "entry.missingReason",
      "entry.consent",
      "entry.objection",
      "task.code as taskCode",
      "assignment.isClaimant",
      select
        .selectFrom("evidence")
        .whereRef("evidence.entryId", "=", "entry.id")
        .where("evidence.removedAt", "is", null)
        .select((count) => count.fn.countAll<string>().as("n"))
        .as("evidenceCount"),
      select
        .exists(
          select
            .selectFrom("entry as before")
            .innerJoin("report as sent", "sent.id", "before.reportId")
            .whereRef("before.assignmentId", "=", "entry.assignmentId")
            .whereRef("before.reportId", "!=", "entry.reportId")
            .where("sent.firstSubmittedAt", "is not", null)
            .select("before.id"),
        )
        .as("hasPrevious"),
    ])

/** Days off and worked weekends, as entered by the administrator. */
export async function readCalendar(db: Db): Promise<WorkingCalendar> {
  const days = await db.selectFrom("holiday").select(["onDay", "isWorked"]).execute()
  return {
    holidays: new Set(days.filter((day) => !day.isWorked).map((day) => day.onDay)),
    workedWeekends: new Set(days.filter((day) => day.isWorked).map((day) => day.onDay)),
  }
}
