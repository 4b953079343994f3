/** How far one unit is in one part of its report: a group of tasks, or a general section. */
export type PartCell = {
  /** Entries that are owed; 1 for a general section. */
  owed: number
  answered: number
  /** Entries that went back to the unit with a reason and were not sent again. */
  toMend: number
  isRequired: boolean
}
export type PartState = "toMend" | "full" | "partial" | "empty" | "optional"

/** What a part of a report lacks, the gravest first. An optional section that is empty lacks nothing. */
export function partState({ owed, answered, toMend, isRequired }: PartCell): PartState {
  if (toMend > 0) return "toMend"
  if (answered >= owed) return "full"
  if (answered > 0) return "partial"
  return isRequired ? "empty" : "optional"
}

export type MatrixColumn = { key: string; code: string; title: string; full: number; partial: number; owing: number }
export type PartLine<Line> = Line & { cells: (PartCell | null)[] }

/** The columns with how many units are through with them, and how many owe them at all. */
export function columnsOf(
  columns: readonly { key: string; code: string; title: string }[],
  lines: readonly { cells: readonly (PartCell | null)[] }[],
): MatrixColumn[] {
  return columns.map((column, index) => {
    const cells = lines.map((line) => line.cells[index]).filter((cell) => cell != null)
    const count = (state: PartState) => cells.filter((cell) => partState(cell) === state).length
    return { ...column, full: count("full"), partial: count("partial"), owing: cells.length }
  })
}
