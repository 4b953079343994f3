import { readTaskLines } from "#features/plans/read-task-lines.server.ts"
import type { AssignmentRow, TaskLine } from "#features/plans/task-line.ts"
import { outcomeLine } from "#features/plans/task-outcome.ts"
import { readMatrix } from "#features/reporting/read-matrix.server.ts"
import type { Round } from "#features/reporting/read-rounds.server.ts"
import { standing } from "#features/reporting/report.ts"
import type { Db } from "#platform/context.server.ts"
import type { Day, Moment } from "#shared/day.ts"
import { computeFigures, type FigureAssignment, type Figures, type FigureTask } from "./figures.ts"
import { readObstacleFiguresOf } from "./read-round-obstacles.server.ts"

/** The live figures of a round on its as-of day, with the confirmations known now. Five queries, whatever the number of units. */
export async function readFigures(db: Db, round: Round, now: Moment): Promise<Figures> {
  const lines = await readTaskLines(db, round.planId, round.asOfOn)
  const matrix = await readMatrix(db, round.id)
  const figures = computeFigures({
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
  })
  return { ...figures, obstacles: await readObstacleFiguresOf(db, round, now.on) }
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
function assignmentLines(lines: readonly TaskLine[], asOf: Day): FigureAssignment[] {
  const units = new Map(lines.flatMap((task) => task.assignments.map((each) => [each.unitId, each] as const)))
  const parts = new Map([...units.values()].sort(byUnit).map(({ unitId }) => [unitId, [] as FigureAssignment[]]))
  for (const task of lines)
    for (const assignment of task.assignments) {
      const line = outcomeLine(assignment, task.deadline, task, asOf) ?? null
      parts.get(assignment.unitId)!.push({ unitId: assignment.unitId, unitName: assignment.name, line })
    }
  return [...parts.values()].flat()
}

const vietnamese = new Intl.Collator("vi")
const byUnit = (a: AssignmentRow, b: AssignmentRow) =>
  a.unitPosition - b.unitPosition || vietnamese.compare(a.name, b.name)
