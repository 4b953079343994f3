import { sql } from "kysely"
import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { confirmerOf } from "./duties.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { checkLine, type OpeningLine } from "./opening-state.ts"
import { mayEditPlan } from "./permissions.ts"

/**
 * Enters how far the tasks of one unit stood when tracking began, all lines or none. Only what nobody has reported on yet; the plan office
 * that enters it confirms it, except for its own tasks, which stay in progress until their confirmer has seen them (rule 2).
 */
export function enterOpeningState(ctx: Ctx, input: { planId: string; unitId: string; lines: readonly OpeningLine[] }) {
  return inTransaction(ctx, async (tx) => {
    const plan = await lockOpenPlan(tx, input.planId)
    if (!plan.ok) return plan
    if (!mayEditPlan(ctx.actor, plan.value)) return refused("plan.mayNotEdit")
    const open = new Map(
      (await readOpeningLines(tx, input.planId, input.unitId)).map((line) => [line.assignmentId, line]),
    )
    const isOwn = confirmerOf(plan.value, [input.unitId]) !== plan.value.planOfficeUnitId
    const lines: OpeningLine[] = []
    for (const line of input.lines) {
      if (!open.has(line.assignmentId)) throw new NotFound("assignment")
      const checked = checkLine(line, ctx.today)
      if (!checked.ok) return checked
      if (line.state === "completed" && isOwn)
        return refused("openingState.ownTask", { field: `state-${line.assignmentId}` })
      lines.push(checked.value)
    }
    for (const line of lines) await saveLine(ctx, tx, line)
    const entered = lines.filter((line) => line.state !== "none")
    for (const line of entered)
      recordEvent(tx, "task.openingState", [open.get(line.assignmentId)!.taskId, input.planId, input.unitId], line)
    return done({ entered: entered.length })
  })
}

async function saveLine(ctx: Ctx, tx: Tx, line: OpeningLine): Promise<void> {
  const { assignmentId, state, percentDone, number, issuedOn, title } = line
  const isDone = state === "completed"
  await tx
    .updateTable("assignment")
    .set((set) => ({
      workflow: state === "none" ? "notStarted" : state,
      percentDone: state === "none" ? null : percentDone,
      completedOn: isDone ? issuedOn : null,
      confirmedAt: isDone ? ctx.now : null,
      confirmedBy: isDone ? ctx.actor.personId : null,
      version: set("version", "+", 1),
    }))
    .where("id", "=", assignmentId)
    .execute()
  if (state === "none") {
    await tx.deleteFrom("openingState").where("assignmentId", "=", assignmentId).execute()
    return
  }
  const row = {
    workflow: state,
    percentDone,
    documentNumber: number.trim() || null,
    documentIssuedOn: issuedOn,
    documentTitle: title.trim(),
    enteredAt: ctx.now,
    enteredBy: ctx.actor.personId,
  }
  await tx
    .insertInto("openingState")
    .values({ assignmentId, ...row })
    .onConflict((conflict) => conflict.column("assignmentId").doUpdateSet(row))
    .execute()
}

export type OpenLine = {
  assignmentId: string
  taskId: string
  code: string
  title: string
  deadlineText: string | null
  workflow: "inProgress" | "completed" | null
  percentDone: number | null
  documentNumber: string | null
  documentIssuedOn: string | null
  documentTitle: string | null
}

/** The assignments of a unit that nobody has reported on yet, with what was entered of them. */
export async function readOpeningLines(db: Db, planId: string, unitId: string): Promise<OpenLine[]> {
  const { rows } = await sql<OpenLine>`
    select assignment.id as assignment_id, task.id as task_id, task.code, task.title, task.deadline_text,
      opening.workflow, opening.percent_done, opening.document_number, opening.document_issued_on, opening.document_title
    from assignment
    join task on task.id = assignment.task_id
    left join opening_state opening on opening.assignment_id = assignment.id
    where task.plan_id = ${planId} and assignment.unit_id = ${unitId} and assignment.ended_on is null
      and task.retired_on is null and task.dropped_on is null
      and (assignment.workflow = 'notStarted' or opening.assignment_id is not null)
      and not exists (
        select 1 from entry join report on report.id = entry.report_id
        where entry.assignment_id = assignment.id and report.first_submitted_at is not null and entry.answer is not null)
    order by task.position
    limit 500`.execute(db)
  return rows
}

/** The units with assignments that nobody has reported on yet, and how many of them have an opening state. */
export async function readOpeningUnits(db: Db, planId: string) {
  const { rows } = await sql<{ id: string; name: string; all: number; entered: number }>`
    select unit.id, unit.name, count(*)::int as all, count(opening.assignment_id)::int as entered
    from assignment
    join task on task.id = assignment.task_id
    join unit on unit.id = assignment.unit_id
    left join opening_state opening on opening.assignment_id = assignment.id
    where task.plan_id = ${planId} and assignment.ended_on is null and task.retired_on is null and task.dropped_on is null
      and (assignment.workflow = 'notStarted' or opening.assignment_id is not null)
      and not exists (
        select 1 from entry join report on report.id = entry.report_id
        where entry.assignment_id = assignment.id and report.first_submitted_at is not null and entry.answer is not null)
    group by unit.id, unit.name, unit.position
    order by unit.position, unit.id`.execute(db)
  return rows
}
