import type { Day } from "#shared/day.ts"
import { isAfterDeadline, isOverdueStep, type Progress, progressOf } from "./unit-plan.ts"

type Task = { assignmentId: string; workflow: string; percentDone: number | null; lastDay: Day | null }
type Step = { assignmentIds: readonly string[]; dueOn: Day | null; doneOn: Day | null }
export type TaskWithSteps<T, S> = T & {
  progress: Progress
  steps: (S & { isAfterDeadline: boolean; isOverdue: boolean; alsoServes: number })[]
}

/** The unit's tasks that are open or have a step, each with its steps. A step that serves several tasks stands under each. */
export function tasksWithSteps<T extends Task, S extends Step>(
  tasks: readonly T[],
  steps: readonly S[],
  today: Day,
): TaskWithSteps<T, S>[] {
  return tasks.flatMap((task) => {
    const own = steps.filter((step) => step.assignmentIds.includes(task.assignmentId))
    if (own.length === 0 && task.workflow === "completed") return []
    const marked = own.map((step) => ({
      ...step,
      isAfterDeadline: isAfterDeadline(step.dueOn, task.lastDay),
      isOverdue: isOverdueStep(step, today),
      alsoServes: step.assignmentIds.length - 1,
    }))
    return [{ ...task, progress: progressOf(own, task.percentDone), steps: marked }]
  })
}

/** What a reader should know before approving: nothing of it blocks. */
export const pointsToSee = (tasks: readonly TaskWithSteps<Task, Step>[]) => ({
  withoutStep: tasks.filter((task) => task.steps.length === 0).length,
  afterDeadline: tasks.filter((task) => task.steps.some((step) => step.isAfterDeadline)).length,
  withGap: tasks.filter((task) => task.progress.hasGap).length,
  overdue: tasks.filter((task) => task.steps.some((step) => step.isOverdue)).length,
})
