import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { readTaskLines } from "./read-task-lines.server.ts"
import type { TaskLine } from "./task-line.ts"
import { isOffPath, type ReviewReason, reviewReasons } from "./yearly-review.ts"

export type ReviewLine = { task: TaskLine; reasons: ReviewReason[] }

/**
 * What the yearly review should look at (R7 of the decision), from the record: late; silent, that is two sent rounds of nothing or
 * "nothing changed" (rule 11); off the path; without product, lead or deadline. Tasks that need nothing are left out.
 */
export async function readReview(db: Db, plan: { id: string; startedOn: Day }, today: Day): Promise<ReviewLine[]> {
  const lines = await readTaskLines(db, plan.id, today)
  const silent = await readSilent(db, plan.id)
  return lines.flatMap((task) => {
    if (task.isDropped || task.isSuspended) return []
    const holds: Record<ReviewReason, boolean> = {
      late: task.line === "openOverdue",
      silent: task.workflow !== "completed" && silent.has(task.id),
      offPath: task.workflow !== "completed" && isOffPath(task, plan.startedOn, today),
      withoutProduct: !task.product?.trim(),
      withoutLead: task.members === 0,
      withoutDeadline: task.deadline.meaning === "unclear",
    }
    const reasons = reviewReasons.filter((reason) => holds[reason])
    return reasons.length > 0 ? [{ task, reasons }] : []
  })
}

/** Tasks whose last two rounds brought nothing new from anybody. */
async function readSilent(db: Db, planId: string): Promise<Set<string>> {
  const { rows } = await sql<{ taskId: string }>`
    with last_two as (
      select id, row_number() over (order by due_on desc) as nth from round where plan_id = ${planId} order by due_on desc limit 2
    )
    select entry.task_id from entry
    join report on report.id = entry.report_id
    join last_two on last_two.id = report.round_id
    group by entry.task_id
    having count(distinct last_two.id) = 2
      and bool_and(entry.answer is null or entry.answer in ('nothingChanged', 'missing'))`.execute(db)
  return new Set(rows.map((row) => row.taskId))
}
