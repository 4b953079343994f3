import { type Standing, type Status, standing } from "#features/reporting/report.ts"
import type { Day, Moment } from "#shared/day.ts"

export type GridRound = { id: string; code: string; name: string; dueOn: Day; dueTime: string | null }
/** One unit's report in one round, with how many of its entries were answered. */
export type GridReport = {
  reportId: string
  roundId: string
  unitId: string
  obligation: "must" | "invited"
  status: Status
  timeliness: "onTime" | "onTimeExtended" | "late" | null
  extendedTo: Day | null
  wasSent: boolean
  entries: number
  answered: number
}
export type GridCell = {
  reportId: string
  standing: Standing
  wasSent: boolean
  entries: number
  answered: number
}
/** `cells` stand in the order of the rounds; null where the unit had no report to make. */
export type GridRow = { unitId: string; name: string; cells: (GridCell | null)[]; troubled: number }
export type GridColumn = { round: GridRound; onTime: number; judged: number }
export type Grid = { rows: GridRow[]; columns: GridColumn[] }

const isOnTime = (cell: GridCell) => cell.standing === "onTime" || cell.standing === "onTimeExtended"
const isTroubled = (cell: GridCell) => cell.standing === "late" || cell.standing === "missing"

/**
 * Units × rounds. What is not due yet and what an invited unit leaves out is judged neither good nor bad, so that a column says
 * "x of y" of the reports whose timeliness is known.
 */
export function timelinessGrid(
  units: readonly { unitId: string; name: string }[],
  rounds: readonly GridRound[],
  reports: readonly GridReport[],
  now: Moment,
): Grid {
  const byPlace = new Map(reports.map((report) => [`${report.unitId} ${report.roundId}`, report]))
  const rows = units.map(({ unitId, name }) => {
    const cells = rounds.map((round) => {
      const report = byPlace.get(`${unitId} ${round.id}`)
      if (!report) return null
      const { reportId, wasSent, entries, answered } = report
      return { reportId, wasSent, entries, answered, standing: standing(report, round, now) }
    })
    return { unitId, name, cells, troubled: cells.filter((cell) => cell && isTroubled(cell)).length }
  })
  const columns = rounds.map((round, index) => {
    const cells = rows.flatMap((row) => row.cells[index] ?? [])
    const onTime = cells.filter(isOnTime).length
    return { round, onTime, judged: onTime + cells.filter(isTroubled).length }
  })
  return { rows, columns }
}
