import type { Db } from "#platform/context.server.ts"
import type { Status } from "./report.ts"
import type { Question, QuestionKind } from "./request.ts"

export type AnswerLine = Question & { value: string; version: number }

const questionColumns = [
  "roundQuestion.id",
  "roundQuestion.label",
  "roundQuestion.kind",
  "roundQuestion.choices",
  "roundQuestion.unitOfMeasure",
  "roundQuestion.isRequired",
] as const

/** The questions of a request with what one unit answered so far; none for a round of the calendar. */
export async function readAnswers(db: Db, roundId: string, reportId: string): Promise<AnswerLine[]> {
  const rows = await db
    .selectFrom("roundQuestion")
    .leftJoin("reportAnswer", (join) =>
      join.onRef("reportAnswer.questionId", "=", "roundQuestion.id").on("reportAnswer.reportId", "=", reportId),
    )
    .select([...questionColumns, "reportAnswer.value", "reportAnswer.version"])
    .where("roundQuestion.roundId", "=", roundId)
    .orderBy("roundQuestion.position")
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: row.kind as QuestionKind,
    choices: row.choices as string[],
    value: row.value ?? "",
    version: row.version ?? 0,
  }))
}

export async function readQuestions(db: Db, roundId: string): Promise<Question[]> {
  const rows = await db
    .selectFrom("roundQuestion")
    .select(questionColumns)
    .where("roundId", "=", roundId)
    .orderBy("position")
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as QuestionKind, choices: row.choices as string[] }))
}

export type UnitAnswers = { reportId: string; unitName: string; status: Status; values: Record<string, string> }

/** What units that have sent answered, one row a unit, in the order of the organisation. Drafts are not read. Two queries. */
export async function readAnswersOfUnits(db: Db, roundId: string): Promise<UnitAnswers[]> {
  const reports = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id as reportId", "unit.name as unitName", "report.status"])
    .where("report.roundId", "=", roundId)
    .orderBy("unit.position")
    .orderBy("unit.name")
    .execute()
  const answers = await db
    .selectFrom("reportAnswer")
    .innerJoin("report", "report.id", "reportAnswer.reportId")
    .select(["reportAnswer.reportId", "reportAnswer.questionId", "reportAnswer.value"])
    .where("report.roundId", "=", roundId)
    .where("report.status", "in", ["submitted", "accepted"])
    .execute()
  const byReport = Map.groupBy(answers, (answer) => answer.reportId)
  return reports.map((report) => ({
    ...report,
    status: report.status as Status,
    values: Object.fromEntries((byReport.get(report.reportId) ?? []).map((each) => [each.questionId, each.value])),
  }))
}
