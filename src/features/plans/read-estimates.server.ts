import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { formatVnd } from "#shared/vnd.ts"
import type { FundingSource } from "./estimate.ts"

export type Estimate = {
  id: string
  taskId: string
  unitId: string
  unitName: string
  source: FundingSource
  amountVnd: bigint
  /** As officials write it. */
  amount: string
  basis: string
  version: number
}

const standing = (db: Db, planId: string) =>
  db
    .selectFrom("taskEstimate")
    .innerJoin("task", "task.id", "taskEstimate.taskId")
    .innerJoin("unit", "unit.id", "taskEstimate.unitId")
    .where("task.planId", "=", planId)
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)

/** The estimates of a plan's standing tasks, or of one of them. One query. */
export async function readEstimates(db: Db, planId: string, taskId?: string): Promise<Estimate[]> {
  const rows = await standing(db, planId)
    .$if(taskId !== undefined, (query) => query.where("task.id", "=", taskId!))
    .selectAll("taskEstimate")
    .select("unit.name as unitName")
    .orderBy("task.position")
    .orderBy("unit.position")
    .orderBy("unit.name")
    .orderBy("taskEstimate.source")
    .execute()
  return rows.map((row) => ({ ...row, source: row.source as FundingSource, amount: formatVnd(row.amountVnd) }))
}

export type EstimateTotal = { name: string; amountVnd: bigint; amount: string }
export type EstimateTotals = {
  byGroup: EstimateTotal[]
  byUnit: EstimateTotal[]
  bySource: EstimateTotal[]
  all: string
}

/** Sums in whole đồng, made by the database: by group of tasks, by unit, by source. */
export async function readEstimateTotals(db: Db, planId: string): Promise<EstimateTotals> {
  const { rows } = await sql<{ dimension: "group" | "unit" | "source"; name: string; amountVnd: bigint }>`
    with line as (
      select e.amount_vnd, e.source, unit.name as unit_name, unit.position as unit_at,
        g.code || '. ' || g.title as group_name, g.position as group_at
      from task_estimate e join task t on t.id = e.task_id join task_group g on g.id = t.task_group_id join unit on unit.id = e.unit_id
      where t.plan_id = ${planId} and t.retired_on is null and t.dropped_on is null
    )
    select 'group' as dimension, group_name as name, group_at as at, sum(amount_vnd)::bigint as amount_vnd from line group by group_name, group_at
    union all select 'unit', unit_name, unit_at, sum(amount_vnd)::bigint from line group by unit_name, unit_at
    union all select 'source', source, 0, sum(amount_vnd)::bigint from line group by source
    order by dimension, at, name`.execute(db)
  const of = (dimension: string): EstimateTotal[] =>
    rows
      .filter((row) => row.dimension === dimension)
      .map(({ name, amountVnd }) => ({ name, amountVnd, amount: formatVnd(amountVnd) }))
  const bySource = of("source")
  const all = formatVnd(bySource.reduce((sum, each) => sum + each.amountVnd, 0n))
  return { byGroup: of("group"), byUnit: of("unit"), bySource, all }
}

/** Who can spend on a task: the units that lead or coordinate it, members of groups too. */
export async function readUnitsOfTask(db: Db, taskId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id, u.name from unit u
    where u.ended_on is null and (
      exists (select from assignment a where a.task_id = ${taskId} and a.unit_id = u.id and a.ended_on is null)
      or exists (select from task_duty d where d.task_id = ${taskId} and d.duty in ('lead', 'coordinating') and (d.unit_id = u.id
        or d.unit_group_id in (select unit_group_id from unit_group_member where unit_id = u.id))))
    order by not exists (select from assignment a where a.task_id = ${taskId} and a.unit_id = u.id and a.is_claimant), u.position, u.name`.execute(
    db,
  )
  return rows
}
