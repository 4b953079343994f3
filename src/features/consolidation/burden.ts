export type MeasuredReport = { unitId: string; unitName: string; entries: number; seconds: number | null }
export type Burden = {
  sent: number
  measured: number
  medianSeconds: number | null
  /** Nine of ten reports took at most so long. */
  p90Seconds: number | null
  totalSeconds: number
  /** Work of all measured reports by the tasks in them; null without any. */
  secondsPerEntry: number | null
}

/** What a round's reports took. Reports that could not be measured are counted, and left out of every figure. */
export function burdenOf(reports: readonly MeasuredReport[]): Burden {
  const measured = reports.flatMap(({ seconds, entries }) => (seconds === null ? [] : [{ seconds, entries }]))
  const sorted = measured.map((each) => each.seconds).sort((a, b) => a - b)
  const total = sorted.reduce((sum, each) => sum + each, 0)
  const withEntries = measured.filter((each) => each.entries > 0)
  const entries = withEntries.reduce((sum, each) => sum + each.entries, 0)
  return {
    sent: reports.length,
    measured: measured.length,
    medianSeconds: quantile(sorted, 0.5),
    p90Seconds: quantile(sorted, 0.9),
    totalSeconds: total,
    secondsPerEntry: entries === 0 ? null : withEntries.reduce((sum, each) => sum + each.seconds, 0) / entries,
  }
}

/** The nearest rank: the smallest value that at least this share does not exceed; a median of two is the smaller one. */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

/** Whole minutes, at least one when there was any work. */
export const inMinutes = (seconds: number): number => (seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0)
