import { type OutcomeLine, outcomeLines, type Totals } from "#features/plans/task-outcome.ts"
import type { Figures } from "./figures.ts"
import { type NumberedQuote, quoteKey } from "./narrative.ts"
import type { Snapshot } from "./snapshot.ts"

export type FigureRow = {
  name: "all" | "sent" | "onTime" | "late" | "missing" | OutcomeLine
  before: number
  after: number
}

/** What a comparison needs: the figures of the office and what the public sees of them alike. */
export type Counted = {
  totals: Totals
  reports: { sent: number; onTime: number; late: number; missing: readonly unknown[] }
}

/** The figures of two moments side by side, in the order of the report. */
export function compareFigures(before: Counted, after: Counted): FigureRow[] {
  const row = (name: FigureRow["name"], of: (figures: Counted) => number): FigureRow => ({
    name,
    before: of(before),
    after: of(after),
  })
  return [
    row("all", ({ totals }) => totals.all),
    ...outcomeLines.map((line) => row(line, ({ totals }) => totals[line])),
    row("sent", ({ reports }) => reports.sent),
    row("onTime", ({ reports }) => reports.onTime),
    row("late", ({ reports }) => reports.late),
    row("missing", ({ reports }) => reports.missing.length),
  ]
}

export type MovedTask = { id: string; code: string; title: string; from: OutcomeLine | null; to: OutcomeLine | null }
/** A sentence that its unit changed, took back (`after` null: its report was opened again), or sent later (`before` null). */
export type MovedQuote = {
  mark: number
  key: string
  reportId: string
  unitName: string
  taskCode: string | null
  before: string | null
  after: string | null
  isCited: boolean
}
export type SinceFreeze = { figures: FigureRow[]; tasks: MovedTask[]; quotes: MovedQuote[] }

/** What a frozen report would say differently today. It is marked and never changed: the next round takes it, or a correction. */
export function changesSinceFreeze(frozen: Snapshot, live: Figures, quotes: readonly NumberedQuote[]): SinceFreeze {
  const cited = new Set(
    [
      ...frozen.narrative
        .map((part) => part.body)
        .join("\n")
        .matchAll(/\[(\d+)\]/g),
    ].map(([, mark]) => Number(mark)),
  )
  const was = new Map(frozen.quotes.map((quote) => [quoteKey(quote), quote]))
  const is = new Map(quotes.map((quote) => [quoteKey(quote), quote]))
  const moved = [...new Set([...was.keys(), ...is.keys()])].flatMap((key): MovedQuote[] => {
    const [old, now] = [was.get(key), is.get(key)]
    if (old?.text === now?.text) return []
    const { mark, key: part, reportId, unitName, taskCode } = (old ?? now)!
    const isCited = old !== undefined && cited.has(old.mark)
    return [
      { mark, key: part, reportId, unitName, taskCode, before: old?.text ?? null, after: now?.text ?? null, isCited },
    ]
  })
  const before = new Map(frozen.figures.tasks.map((task) => [task.id, task.line]))
  return {
    figures: compareFigures(frozen.figures, live).filter((row) => row.before !== row.after),
    tasks: live.tasks
      .filter((task) => before.has(task.id) && before.get(task.id) !== task.line)
      .map(({ id, code, title, line }) => ({ id, code, title, from: before.get(id)!, to: line })),
    quotes: moved.sort((one, other) => Number(other.isCited) - Number(one.isCited) || one.mark - other.mark),
  }
}
