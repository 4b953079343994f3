import type { Day } from "#shared/day.ts"
import { type Deadline, lastDayInForce } from "./deadline.ts"

export const workflows = ["notStarted", "inProgress", "awaitingConfirmation", "returned", "completed"] as const
export type Workflow = (typeof workflows)[number]

/** The five lines of the statistics; together they are all tasks that were not dropped. */
export const outcomeLines = ["completedOnTime", "completedLate", "openInTime", "openOverdue", "untimed"] as const
export type OutcomeLine = (typeof outcomeLines)[number]

/** The part of a task that one lead unit answers for. */
export type AssignmentState = {
  mode: "joint" | "each"
  isClaimant: boolean
  workflow: Workflow
  /** The product document's day or the day of the claim (rule 6); confirmed when `workflow` is completed. */
  completedOn: Day | null
}

export type TaskState = { workflow: Workflow; completedOn: Day | null; confirmed: number; members: number }

/**
 * The state of a task from its assignments. A named list of leads makes one claim, by the first of them; a collective lead is
 * done when every member is confirmed (rule 1).
 */
export function taskState(assignments: readonly AssignmentState[]): TaskState {
  const counted = assignments.filter((each) => each.mode === "each" || each.isClaimant)
  const confirmed = counted.filter((each) => each.workflow === "completed")
  const all = { confirmed: confirmed.length, members: counted.length }
  if (counted.length > 0 && confirmed.length === counted.length)
    return { ...all, workflow: "completed", completedOn: latest(confirmed.map((each) => each.completedOn)) }
  if (counted.length === 1) return { ...all, workflow: counted[0]!.workflow, completedOn: counted[0]!.completedOn }
  const isStarted = counted.some((each) => each.workflow !== "notStarted")
  return { ...all, workflow: isStarted ? "inProgress" : "notStarted", completedOn: null }
}

const latest = (days: readonly (Day | null)[]): Day | null =>
  days.reduce<Day | null>((last, day) => (day && (!last || day > last) ? day : last), null)

/**
 * Which of the five lines something stands in on a day; undefined when it was dropped and leaves the totals.
 * An undecided claim is open, and in time when its day of completion lies within the deadline.
 */
export function outcomeLine(
  state: { workflow: Workflow; completedOn: Day | null },
  deadline: Deadline,
  more: { isSuspended?: boolean; isDropped?: boolean },
  asOf: Day,
): OutcomeLine | undefined {
  if (more.isDropped) return undefined
  const last =
    deadline.meaning === "everyYear" ? lastDayInForce(deadline, asOf) : lastDayInForce(deadline, judgedOn(state, asOf))
  if (more.isSuspended || !last) return "untimed"
  if (isDone(state, deadline, asOf)) return state.completedOn! <= last ? "completedOnTime" : "completedLate"
  if (state.workflow === "awaitingConfirmation" && state.completedOn)
    return state.completedOn <= last ? "openInTime" : "openOverdue"
  return asOf <= last ? "openInTime" : "openOverdue"
}

/** On time means: by the deadline in force on the day of completion (rule 6); what is open is judged by today's. */
const judgedOn = ({ workflow, completedOn }: { workflow: Workflow; completedOn: Day | null }, asOf: Day): Day =>
  (workflow === "completed" || workflow === "awaitingConfirmation") && completedOn && completedOn < asOf
    ? completedOn
    : asOf

/** A yearly duty is done when it was done in this year. */
function isDone(state: { workflow: Workflow; completedOn: Day | null }, deadline: Deadline, asOf: Day): boolean {
  if (state.workflow !== "completed" || !state.completedOn || state.completedOn > asOf) return false
  return deadline.meaning !== "everyYear" || state.completedOn.slice(0, 4) === asOf.slice(0, 4)
}

export type Totals = Record<OutcomeLine, number> & { all: number }
export const noTotals = (): Totals => ({
  all: 0,
  completedOnTime: 0,
  completedLate: 0,
  openInTime: 0,
  openOverdue: 0,
  untimed: 0,
})

export function countLines(lines: Iterable<OutcomeLine | undefined>): Totals {
  const totals = noTotals()
  for (const line of lines)
    if (line) {
      totals[line]++
      totals.all++
    }
  return totals
}

/**
 * The two rates of rule 9, each with its denominator; null when nothing stands in the denominator.
 * `ofTimed`: completed among tasks with a deadline; `ofDue`: completed among those completed or overdue.
 */
export function completionRates(totals: Totals): { ofTimed: Rate; ofDue: Rate } {
  const completed = totals.completedOnTime + totals.completedLate
  return {
    ofTimed: rate(completed, totals.all - totals.untimed),
    ofDue: rate(completed, completed + totals.openOverdue),
  }
}
export type Rate = { numerator: number; denominator: number; share: number | null }
const rate = (numerator: number, denominator: number): Rate => ({
  numerator,
  denominator,
  share: denominator === 0 ? null : numerator / denominator,
})
