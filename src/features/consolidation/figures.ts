import { completionRates, countLines, type OutcomeLine, type Totals } from "#features/plans/task-outcome.ts"
import type { Day } from "#shared/day.ts"

export type FigureTask = {
  id: string
  code: string
  title: string
  groupCode: string
  groupTitle: string
  leads: { unitId: string; name: string }[]
  leadGroupName: string | null
  deadlineText: string | null
  deadlineTo: Day | null
  product: string | null
  workflow: string
  line: OutcomeLine | null
  completedOn: Day | null
  confirmed: number
  members: number
  percentDone: number | null
  /** Members of a collective lead that are not confirmed yet: lists name the exceptions (rule 1). */
  open: string[]
}
export type FigureAssignment = { unitId: string; unitName: string; line: OutcomeLine | null }
export type FigureReport = {
  unitId: string
  unitName: string
  obligation: "must" | "invited"
  standing: string
  status: string
  timeliness: string | null
}
/** A sentence with its source: who reported it, on which task, in which entry. */
export type Quote = {
  key: string
  entryId: string | null
  reportId: string
  unitId: string
  unitName: string
  taskId: string | null
  taskCode: string | null
  taskTitle: string | null
  text: string
}

export type GroupTotals = { code: string; title: string; totals: Totals }
export type UnitTotals = { unitId: string; name: string; totals: Totals }

export type ObstacleCounts = { raised: number; answered: number; solved: number; past: number }

export type Figures = {
  asOfOn: Day
  /** Absent in what was frozen before obstacles were counted. */
  obstacles?: ObstacleCounts
  tasks: FigureTask[]
  totals: Totals
  byGroup: GroupTotals[]
  byUnit: UnitTotals[]
  rates: ReturnType<typeof completionRates>
  reports: {
    owed: number
    sent: number
    onTime: number
    late: number
    missing: FigureReport[]
    lateOnes: FigureReport[]
    accepted: number
    all: FigureReport[]
  }
}

/**
 * The figures of a round. Plan totals count tasks, unit totals count assignments; unit totals are never added up (rule 1).
 * Only reports that were sent count; units that are missing are named.
 */
export function computeFigures(input: {
  asOfOn: Day
  tasks: FigureTask[]
  assignments: readonly FigureAssignment[]
  reports: readonly FigureReport[]
}): Figures {
  const totals = countLines(lines(input.tasks))
  return {
    asOfOn: input.asOfOn,
    tasks: input.tasks,
    totals,
    byGroup: groupBy(input.tasks, (task) => task.groupCode).map((tasks) => ({
      code: tasks[0]!.groupCode,
      title: tasks[0]!.groupTitle,
      totals: countLines(lines(tasks)),
    })),
    byUnit: groupBy(input.assignments, (each) => each.unitId).map((mine) => ({
      unitId: mine[0]!.unitId,
      name: mine[0]!.unitName,
      totals: countLines(lines(mine)),
    })),
    rates: completionRates(totals),
    reports: countReports(input.reports),
  }
}

const lines = (items: readonly { line: OutcomeLine | null }[]) => items.map((item) => item.line ?? undefined)

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

function countReports(reports: readonly FigureReport[]): Figures["reports"] {
  const owed = reports.filter((report) => report.obligation === "must")
  const sent = owed.filter((report) => report.timeliness !== null)
  return {
    owed: owed.length,
    sent: sent.length,
    onTime: sent.filter((report) => report.timeliness !== "late").length,
    late: sent.filter((report) => report.timeliness === "late").length,
    missing: owed.filter((report) => report.timeliness === null),
    lateOnes: sent.filter((report) => report.timeliness === "late"),
    accepted: reports.filter((report) => report.status === "accepted").length,
    all: [...reports],
  }
}
