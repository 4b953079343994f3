import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import type { Meaning, PlainDeadline } from "./deadline.ts"
import { countLines, outcomeLine, type Totals, type Workflow } from "./task-outcome.ts"

export type UnitTotals = { id: string; name: string; totals: Totals; coordinating: number }

/** What each unit leads in a plan, one count for each of its assignments (rule 1), and in how many tasks it coordinates. Two queries. */
export async function readUnitTotals(db: Db, planId: string, asOf: Day): Promise<UnitTotals[]> {
  const rows = await db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select(["unit.id", "unit.name", "assignment.workflow", "assignment.completedOn", "task.suspendedOn"])
    .select(["task.deadlineText", "task.deadlineMeaning", "task.deadlineFrom", "task.deadlineTo"])
    .select(["task.deadlineSince", "task.earlierDeadline"])
    .where("task.planId", "=", planId)
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("assignment.endedOn", "is", null)
    .orderBy("unit.position")
    .orderBy("unit.id")
    .execute()
  const coordinating = await sql<{ id: string; name: string; count: number }>`
    select unit.id, unit.name, count(distinct task.id)::int as count
    from task_duty
    join task on task.id = task_duty.task_id and task.retired_on is null and task.dropped_on is null
    left join unit_group_member member on member.unit_group_id = task_duty.unit_group_id
    join unit on unit.id = coalesce(task_duty.unit_id, member.unit_id)
    where task.plan_id = ${planId} and task_duty.duty = 'coordinating'
    group by unit.id, unit.name, unit.position
    order by unit.position, unit.id`.execute(db)
  const counts = new Map(coordinating.rows.map((row) => [row.id, row.count]))
  const leads = [...Map.groupBy(rows, (row) => row.id)].map(([id, mine]) => ({
    id,
    name: mine[0]!.name,
    coordinating: counts.get(id) ?? 0,
    totals: countLines(
      mine.map((row) =>
        outcomeLine(
          { workflow: row.workflow as Workflow, completedOn: row.completedOn },
          {
            text: row.deadlineText,
            meaning: row.deadlineMeaning as Meaning,
            from: row.deadlineFrom,
            to: row.deadlineTo,
            since: row.deadlineSince,
            earlier: row.earlierDeadline as PlainDeadline | null,
          },
          { isSuspended: row.suspendedOn !== null },
          asOf,
        ),
      ),
    ),
  }))
  const only = coordinating.rows.filter((row) => !leads.some((lead) => lead.id === row.id))
  return [
    ...leads,
    ...only.map((row) => ({ id: row.id, name: row.name, coordinating: row.count, totals: countLines([]) })),
  ]
}
