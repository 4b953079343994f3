import type { Db } from "#platform/context.server.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import type { Answer } from "./entry.ts"
import { doubtsOf, type EntryFacts } from "./entry-check.ts"
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
      doubts: doubtsOf(factsOf(row)),
    })),
  }
}

type CheckRow = Awaited<ReturnType<ReturnType<typeof entriesForCheck>["execute"]>>[number]
const factsOf = (row: CheckRow): EntryFacts => ({
  answer: row.answer as Answer | null,
  percentDone: row.percentDone,
  hasProduct: row.product.trim() !== "",
  evidenceCount: Number(row.evidenceCount),
  isClaimant: row.isClaimant,
  isObjected: row.consent === "object",
  before:
    row.lastAnswer === null
      ? null
      : {
          answer: row.lastAnswer as Answer,
          percentDone: row.lastPercent,
          // only the result is asked for its words (copied); the queue of the plan office compares the others
          differs: {
            result: row.lastResult !== row.result,
            product: true,
            obstacle: true,
            proposal: true,
            nextStep: true,
          },
        },
})

const entriesForCheck = (db: Db) =>
  db
    .selectFrom("entry")
    .innerJoin("task", "task.id", "entry.taskId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom("entry as before")
          .innerJoin("report as sent", "sent.id", "before.reportId")
          .innerJoin("round as earlier", "earlier.id", "sent.roundId")
          .select(["before.answer", "before.percentDone", "before.result"])
          .whereRef("before.assignmentId", "=", "entry.assignmentId")
          .whereRef("earlier.dueOn", "<", "round.dueOn")
          .where("sent.firstSubmittedAt", "is not", null)
          .where("before.answer", "in", ["progress", "claim", "missing"])
          .orderBy("earlier.dueOn", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .select((select) => [
      "last.answer as lastAnswer",
      "last.percentDone as lastPercent",
      "last.result as lastResult",
      "entry.doubtReason",
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
