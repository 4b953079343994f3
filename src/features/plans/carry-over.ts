import type { Day } from "#shared/day.ts"
import { likeness } from "#shared/likeness.ts"
import type { Workflow } from "./task-outcome.ts"

export type CarriedTask = { id: string; code: string; title: string }

/** Below this share of common words a new task is not offered as the one that carries an old one on. */
const LIKE_ENOUGH = 0.35
const OFFERED = 3

export type Suggestion = CarriedTask & { share: number }

/** The new tasks that read most like an old one, the likeliest first. A suggestion: a person confirms. */
export function suggestHeirs(old: CarriedTask, tasks: readonly CarriedTask[]): Suggestion[] {
  return tasks
    .map((task) => ({ ...task, share: likeness(old.title, task.title) }))
    .filter((each) => each.share >= LIKE_ENOUGH)
    .sort((a, b) => b.share - a.share)
    .slice(0, OFFERED)
}

export type CarriedWork = {
  workflow: Workflow
  percentDone: number | null
  completedOn: Day | null
  confirmedAt: Date | null
  confirmedBy: string | null
}

/**
 * What a unit's work on old tasks counts for on the new one that carries them on: done when all of them were confirmed; begun when any
 * was. A claim that nobody has decided is no completion; the unit claims it again under the new plan.
 */
export function carriedWork(olds: readonly CarriedWork[]): CarriedWork {
  const known = olds.map((old) => old.percentDone).filter((percent) => percent !== null)
  const percentDone = known.length === 0 ? null : Math.round(known.reduce((sum, each) => sum + each, 0) / known.length)
  if (olds.length > 0 && olds.every((old) => old.workflow === "completed")) {
    const last = olds.reduce((a, b) => ((b.completedOn ?? "") > (a.completedOn ?? "") ? b : a))
    return { ...last, percentDone }
  }
  const isBegun = olds.some((old) => old.workflow !== "notStarted")
  return {
    workflow: isBegun ? "inProgress" : "notStarted",
    percentDone,
    completedOn: null,
    confirmedAt: null,
    confirmedBy: null,
  }
}
