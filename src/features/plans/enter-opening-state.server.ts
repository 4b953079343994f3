import { sql } from "kysely"
import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { confirmerOf } from "./duties.ts"
import { lockOpenPlan } from "./open-plan.server.ts"
import { checkLine, type OpeningLine, type OpenLine } from "./opening-state.ts"
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
    return enterLines(ctx, tx, plan.value, input.unitId, input.lines)
  })
}

type PlanOffice = { id: string; planOfficeUnitId: string; confirmerUnitId: string | null }

/** Whether the plan office may enter a line of a unit, as it will be saved. */
export function lineFault(plan: PlanOffice, unitId: string, line: OpeningLine, today: Day): Outcome<OpeningLine> {
  const checked = checkLine(line, today)
  if (!checked.ok) return checked
  const isOwn = confirmerOf(plan, [unitId]) !== plan.planOfficeUnitId
  return line.state === "completed" && isOwn
    ? refused("openingState.ownTask", { field: `state-${line.assignmentId}` })
    : checked
}

/** The lines of one unit within the transaction of a command, all or none. */
export async function enterLines(
  ctx: Ctx,
  tx: Tx,
  plan: PlanOffice,
  unitId: string,
  typed: readonly OpeningLine[],
): Promise<Outcome<{ entered: number }>> {
  const open = new Map((await readOpeningLines(tx, plan.id, unitId)).map((line) => [line.assignmentId, line]))
  const lines: OpeningLine[] = []
  for (const line of typed) {
    if (!open.has(line.assignmentId)) throw new NotFound("assignment")
    const checked = lineFault(plan, unitId, line, ctx.today)
    if (!checked.ok) return checked
    lines.push(checked.value)
  }
  for (const line of lines) await saveLine(ctx, tx, line)
  const entered = lines.filter((line) => line.state !== "none")
  for (const line of entered)
    recordEvent(tx, "task.openingState", [open.get(line.assignmentId)!.taskId, plan.id, unitId], line)
  return done({ entered: entered.length })
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

/** The assignments of a unit that nobody has reported on yet, with what was entered of them. */
export const readOpeningLines = (db: Db, planId: string, unitId: string): Promise<OpenLine[]> =>
  openingLines(db, planId, unitId)

/** The same of all units, unit by unit. */
export const readAllOpeningLines = (db: Db, planId: string): Promise<OpenLine[]> => openingLines(db, planId, null)

async function openingLines(db: Db, planId: string, unitId: string | null): Promise<OpenLine[]> {
  const { rows } = await sql<OpenLine>`
    select assignment.id as assignment_id, task.id as task_id, unit.id as unit_id, unit.name as unit_name, task.code, task.title, task.deadline_text,
      opening.workflow, opening.percent_done, opening.document_number, opening.document_issued_on, opening.document_title
    from assignment
    join task on task.id = assignment.task_id
    join unit on unit.id = assignment.unit_id
    left join opening_state opening on opening.assignment_id = assignment.id
    where task.plan_id = ${planId} and (${unitId}::uuid is null or assignment.unit_id = ${unitId}) and assignment.ended_on is null
      and task.retired_on is null and task.dropped_on is null
      and (assignment.workflow = 'notStarted' or opening.assignment_id is not null)
      and not exists (
        select 1 from entry join report on report.id = entry.report_id
        where entry.assignment_id = assignment.id and report.first_submitted_at is not null and entry.answer is not null)
    order by unit.position, unit.id, task.position
    limit ${unitId === null ? 20_000 : 500}`.execute(db)
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
