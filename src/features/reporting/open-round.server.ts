import { lockOpenPlan } from "#features/plans/open-plan.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import type { WorkingCalendar } from "#shared/working-days.ts"
import { type PlannedRound, type ReportingRule, roundsOf } from "./calendar.ts"
import { mayOpenRound } from "./permissions.ts"
import { readReportingRules } from "./read-rounds.server.ts"
import { readCurrentTemplateId } from "./read-template.server.ts"
import { readCalendar } from "./report-completeness.server.ts"
import { roundName } from "./round-name.ts"

/**
 * Opens a round of the plan's calendar: a report for every unit that owes one, an entry for every started, open assignment (rule 3).
 * Opening it again adds only what is missing (rule 15), as when a task was assigned in mid-period.
 */
export function openRound(ctx: Ctx, input: { planId: string; code: string }) {
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOpenPlan(tx, input.planId)
    if (!locked.ok) return locked
    const plan = locked.value
    if (!mayOpenRound(ctx.actor, plan)) return refused("round.mayNotOpen")
    const planned = findPlanned(await readReportingRules(tx, plan.id), input.code, await readCalendar(tx))
    if (!planned) return refused("round.notInCalendar")
    const round = await saveRound(ctx, tx, plan.id, planned)
    if (!round) return refused("round.periodTaken")
    const added = await addMissing(ctx, tx, plan.id, round.id, plan.planOfficeUnitId)
    noteAdded(tx, round, plan.id, { code: planned.code, ...added })
    return done({ roundId: round.id, isNew: round.isNew, ...added })
  })
}

/** Gives an open round of the calendar what joined since: reports of new units, entries of new assignments. */
export function completeRound(ctx: Ctx, input: { roundId: string }) {
  return inTransaction(ctx, async (tx) => {
    const round = await tx
      .selectFrom("round")
      .select(["id", "planId", "code"])
      .where("id", "=", input.roundId)
      .where("kind", "=", "calendar")
      .executeTakeFirst()
    if (!round) throw new NotFound("round")
    const locked = await lockOpenPlan(tx, round.planId)
    if (!locked.ok) return locked
    if (!mayOpenRound(ctx.actor, locked.value)) return refused("round.mayNotOpen")
    const added = await addMissing(ctx, tx, round.planId, round.id, locked.value.planOfficeUnitId)
    noteAdded(tx, { id: round.id, isNew: false }, round.planId, { code: round.code, ...added })
    return done({ roundId: round.id, ...added })
  })
}

type Added = { code: string; reports: number; entries: number }

/** Completing a round that lacked nothing is nothing that happened. */
function noteAdded(tx: Tx, round: { id: string; isNew: boolean }, planId: string, added: Added): void {
  if (round.isNew || added.reports + added.entries > 0)
    recordEvent(tx, round.isNew ? "round.opened" : "round.completed", [round.id, planId], added)
}

function findPlanned(
  rules: readonly ReportingRule[],
  code: string,
  calendar: WorkingCalendar,
): PlannedRound | undefined {
  const year = Number(code.slice(0, 4))
  return Number.isInteger(year) ? roundsOf(rules, year, calendar).find((round) => round.code === code) : undefined
}

async function saveRound(
  ctx: Ctx,
  tx: Tx,
  planId: string,
  planned: PlannedRound,
): Promise<{ id: string; isNew: boolean } | undefined> {
  const existing = await tx
    .selectFrom("round")
    .select("id")
    .where("planId", "=", planId)
    .where("code", "=", planned.code)
    .executeTakeFirst()
  if (existing) return { id: existing.id, isNew: false }
  const taken = await tx
    .selectFrom("roundPeriod")
    .select("period")
    .where("planId", "=", planId)
    .where("period", "in", planned.periods)
    .execute()
  if (taken.length > 0) return undefined
  const id = ctx.newId()
  const { code, dueOn, dueTime, officeDueOn, asOfOn, periods } = planned
  const name = roundName(periods)
  const templateId = await readCurrentTemplateId(tx, planId)
  await tx
    .insertInto("round")
    .values({
      id,
      planId,
      code,
      name,
      documentName: `báo cáo ${name}`,
      dueOn,
      dueTime,
      officeDueOn,
      asOfOn,
      openedAt: ctx.now,
      templateId,
    })
    .execute()
  await tx
    .insertInto("roundPeriod")
    .values(periods.map((period) => ({ planId, period, roundId: id })))
    .execute()
  return { id, isNew: true }
}

/** Reports for all units that must or are invited to report, entries for all open assignments; what is there stays as it is. */
async function addMissing(ctx: Ctx, tx: Tx, planId: string, roundId: string, planOfficeUnitId: string) {
  const assignments = await tx
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["assignment.id", "assignment.unitId", "assignment.taskId"])
    .where("task.planId", "=", planId)
    .where("task.retiredOn", "is", null)
    .where("task.suspendedOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("assignment.endedOn", "is", null)
    .where("assignment.workflow", "!=", "completed")
    .execute()
  const units = await reportingUnits(ctx, tx, planOfficeUnitId, [...new Set(assignments.map((each) => each.unitId))])
  const reports = await insertReports(ctx, tx, roundId, units)
  const reportOf = new Map(
    (await tx.selectFrom("report").select(["id", "unitId", "status"]).where("roundId", "=", roundId).execute())
      .filter((report) => report.status !== "submitted" && report.status !== "accepted")
      .map((report) => [report.unitId, report.id]),
  )
  const rows = assignments.flatMap((each) => {
    const reportId = reportOf.get(each.unitId)
    return reportId ? [{ id: ctx.newId(), reportId, assignmentId: each.id, taskId: each.taskId }] : []
  })
  const entries =
    rows.length === 0
      ? []
      : await tx
          .insertInto("entry")
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .returning("id")
          .execute()
  return { reports, entries: entries.length }
}

/** Agencies, communes and invited organisations report; a province or an internal department does not. A unit with an assignment always does. */
async function reportingUnits(ctx: Ctx, tx: Tx, planOfficeUnitId: string, withAssignment: readonly string[]) {
  return tx
    .selectFrom("unit")
    .select(["id", "obligation"])
    .where((where) =>
      where.or([
        where("kind", "in", ["agency", "commune", "front"]),
        where("id", "in", [planOfficeUnitId, ...withAssignment]),
      ]),
    )
    .where("startedOn", "<=", ctx.today)
    .where((where) => where.or([where("endedOn", "is", null), where("endedOn", ">", ctx.today)]))
    .execute()
}

async function insertReports(
  ctx: Ctx,
  tx: Tx,
  roundId: string,
  units: readonly { id: string; obligation: string }[],
): Promise<number> {
  if (units.length === 0) return 0
  const added = await tx
    .insertInto("report")
    .values(units.map((unit) => ({ id: ctx.newId(), roundId, unitId: unit.id, obligation: unit.obligation })))
    .onConflict((conflict) => conflict.columns(["roundId", "unitId"]).doNothing())
    .returning("id")
    .execute()
  return added.length
}
