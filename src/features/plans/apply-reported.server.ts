import { sql } from "kysely"
import type { Tx } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { Workflow } from "./task-outcome.ts"

/** Brings the assignments of a report that was sent up to what it says: work has begun, and how far it is. */
export async function applyReported(tx: Tx, reportId: string): Promise<void> {
  await sql`
    update assignment set
      percent_done = coalesce(entry.percent_done, assignment.percent_done),
      workflow = case when workflow = 'notStarted' and entry.answer in ('progress', 'claim') then 'inProgress' else workflow end,
      version = assignment.version + 1
    from entry
    where entry.assignment_id = assignment.id and entry.report_id = ${reportId} and entry.answer in ('progress', 'claim')
      and assignment.workflow <> 'completed'`.execute(tx)
}

type AssignmentChange = {
  workflow: Workflow
  completedOn?: Day | null
  percentDone?: number
  confirmedAt?: Date | null
  confirmedBy?: string | null
}

/** A claim was made or decided. */
export async function advanceAssignment(tx: Tx, assignmentId: string, change: AssignmentChange): Promise<void> {
  await tx
    .updateTable("assignment")
    .set((set) => ({ ...change, version: set("version", "+", 1) }))
    .where("id", "=", assignmentId)
    .execute()
}
