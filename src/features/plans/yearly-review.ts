import { type Day, daysBetween } from "#shared/day.ts"
import type { Deadline } from "./deadline.ts"

export const reviewReasons = ["late", "silent", "offPath", "withoutProduct", "withoutLead", "withoutDeadline"] as const
export type ReviewReason = (typeof reviewReasons)[number]

/** Points by which progress may lag behind the share of time that has passed (rule 11). */
export const LAG_POINTS = 20

/**
 * Whether an open task that still has time is off its path: what was reported lags the share of time passed by more than 20 points.
 * Nothing reported is silence, not lag; a task without a last day has no path.
 * @param startedOn of the plan, for deadlines that name no first day
 */
export function isOffPath(
  task: { deadline: Deadline; percentDone: number | null },
  startedOn: Day,
  today: Day,
): boolean {
  const { from, to, meaning } = task.deadline
  if (task.percentDone === null || !to || to < today || !["byDay", "range"].includes(meaning)) return false
  const start = from ?? startedOn
  const days = daysBetween(start, to)
  if (days <= 0 || today <= start) return false
  return (daysBetween(start, today) / days) * 100 - task.percentDone > LAG_POINTS
}
