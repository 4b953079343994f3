import { readTaskLines } from "#features/plans/read-task-lines.server.ts"
import type { AssignmentRow, TaskLine } from "#features/plans/task-line.ts"
import { outcomeLine } from "#features/plans/task-outcome.ts"
import { readMatrix } from "#features/reporting/read-matrix.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import { readTemplateOfRound } from "#features/reporting/read-template.server.ts"
import { standing } from "#features/reporting/report.ts"
import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Day, Moment } from "#shared/day.ts"
import { computeFigures, type FigureAssignment, type Figures, type FigureTask, type Quote } from "./figures.ts"

/** The live figures of a round on its as-of day, with the confirmations known now. Five queries, whatever the number of units. */
export async function readFigures(db: Db, round: Round, now: Moment): Promise<Figures> {
  const lines = await readTaskLines(db, round.planId, round.asOfOn)
  const matrix = await readMatrix(db, round.id)
  const quotes = await readQuotes(db, round.id)
  return computeFigures({
    asOfOn: round.asOfOn,
    tasks: lines.map(figureTask),
    assignments: assignmentLines(lines, round.asOfOn),
    reports: matrix.map((row) => ({
      unitId: row.unitId,
      unitName: row.unitName,
      obligation: row.obligation,
      status: row.status,
      timeliness: row.timeliness,
      standing: standing(row, round, now),
    })),
    quotes,
  })
}

const figureTask = (line: TaskLine): FigureTask => ({
  id: line.id,
  code: line.code,
  title: line.title,
  groupCode: line.groupCode,
  groupTitle: line.groupTitle,
  leads: line.leads,
  leadGroupName: line.leadGroupName,
  deadlineText: line.deadline.text,
  deadlineTo: line.deadline.to,
  product: line.product,
  workflow: line.workflow,
  line: line.line ?? null,
  completedOn: line.completedOn,
  confirmed: line.confirmed,
  members: line.members,
  percentDone: line.percentDone,
  open: line.open,
})

/** Where the part of each lead unit stands, in the order of the units. */
const assignmentLines = (lines: readonly TaskLine[], asOf: Day): FigureAssignment[] =>
  lines
    .flatMap((task) => task.assignments.map((assignment) => ({ task, assignment })))
    .sort((a, b) => byUnit(a.assignment, b.assignment))
    .map(({ task, assignment }) => ({
      unitId: assignment.unitId,
      unitName: assignment.name,
      line: outcomeLine(assignment, task.deadline, task, asOf) ?? null,
    }))

const vietnamese = new Intl.Collator("vi")
const byUnit = (a: AssignmentRow, b: AssignmentRow) =>
  a.unitPosition - b.unitPosition || vietnamese.compare(a.name, b.name)

const sentEntries = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("task", "task.id", "entry.taskId")
    .select([
      "entry.id",
      "entry.reportId",
      "entry.result",
      "entry.obstacle",
      "entry.proposal",
      "entry.nextStep",
      "report.unitId",
      "unit.name as unitName",
      "task.id as taskId",
      "task.code",
      "task.title",
    ])
    .where("report.roundId", "=", value("roundId"))
    .where("report.status", "in", ["submitted", "accepted"])
    .where("entry.answer", "in", ["progress", "claim"])
    .orderBy("task.position")
    .orderBy("unit.position"),
)

const sentSections = prepared((db, value: Values<{ roundId: string }>) =>
  db
    .selectFrom("reportSection")
    .innerJoin("report", "report.id", "reportSection.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select([
      "reportSection.reportId",
      "reportSection.key",
      "reportSection.body",
      "report.unitId",
      "unit.name as unitName",
    ])
    .where("report.roundId", "=", value("roundId"))
    .where("report.status", "in", ["submitted", "accepted"])
    .orderBy("unit.position"),
)

/** Every sentence that units sent, with its source. Drafts are not read: only reports that were submitted or accepted. */
async function readQuotes(db: Db, roundId: string): Promise<Quote[]> {
  const entries = await sentEntries(db, { roundId })
  const sections = await sentSections(db, { roundId })
  const partOf = new Map((await readTemplateOfRound(db, roundId)).sections.map((each) => [each.key, each.part]))
  return [
    ...entries.flatMap((entry) =>
      (
        [
          ["results", entry.result],
          ["obstacles", entry.obstacle],
          ["proposals", entry.proposal],
        ] as const
      )
        .filter(([, text]) => text.trim() !== "")
        .map(([key, text]) => ({
          key,
          entryId: entry.id,
          reportId: entry.reportId,
          unitId: entry.unitId,
          unitName: entry.unitName,
          taskId: entry.taskId,
          taskCode: entry.code,
          taskTitle: entry.title,
          text: text.trim(),
        })),
    ),
    ...sections
      .filter((section) => section.body.trim() !== "")
      .map((section) => ({
        key: partOf.get(section.key) ?? "results",
        entryId: null,
        reportId: section.reportId,
        unitId: section.unitId,
        unitName: section.unitName,
        taskId: null,
        taskCode: null,
        taskTitle: null,
        text: section.body.trim(),
      })),
  ]
}
