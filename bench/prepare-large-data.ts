import { sql } from "kysely"
import { beginConsolidation, draftNarrative } from "#features/consolidation/work-on-consolidation.server.ts"
import { draftVersion, recordVersion } from "#features/plans/amend-plan.server.ts"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { samplePlan } from "./sample-plan.ts"

export const LARGE_SLUG = "998-qd-ubnd-2026"
const UNITS = 80
const VERSIONS = 10
const PERIODS = 20

type Office = { planOfficeUnitId: string; confirmerUnitId: string }

/** A plan of 2 000 tasks, each led by one of the province's units, in its tenth version: nine documents changed 200 tasks each. */
export async function prepareTwoThousandTasks(ctx: Ctx, office: Office): Promise<void> {
  const { planId, taskIds } = await newPlan(ctx, "998", 2_000, office)
  const units = await reportingUnits(ctx)
  for (const [index, unitId] of units.entries())
    await assign(
      ctx,
      planId,
      taskIds.filter((_, at) => at % units.length === index),
      [unitId],
    )
  for (let number = 2; number <= VERSIONS; number++)
    await amend(
      ctx,
      planId,
      number,
      taskIds.filter((_, at) => at % VERSIONS === number - 2),
    )
}

async function amend(ctx: Ctx, planId: string, number: number, taskIds: readonly string[]): Promise<void> {
  const document = {
    kind: "decision" as const,
    number: `998${number}`,
    notation: "QĐ-UBND",
    issuer: "Ủy ban nhân dân tỉnh",
    place: null,
    issuedOn: ctx.today,
    title: `Sửa đổi lần thứ ${number - 1}`,
  }
  const changes = taskIds.map((subjectId) => ({
    kind: "change" as const,
    subject: "task" as const,
    subjectId,
    otherIds: [],
    patch: { product: `Báo cáo theo bản sửa đổi lần thứ ${number - 1}` },
    note: "",
  }))
  const drafted = await draftVersion(ctx, { planId, document, effectiveOn: ctx.today, summary: "", changes })
  if (!drafted.ok) throw new Error(drafted.refusal.code)
  const recorded = await recordVersion(ctx, { versionId: drafted.value.versionId, seenVersion: 1 })
  if (!recorded.ok) throw new Error(recorded.refusal.code)
}

/**
 * The heaviest consolidation of the budgets: 131 tasks with 80 leading units each, reported on and sent by all of them in 20 rounds,
 * 209 600 entries. Written straight into the tables: through the commands it would take an hour.
 * @returns the last round
 */
export async function prepareTwentyPeriods(ctx: Ctx, office: Office): Promise<string> {
  const { planId, taskIds } = await newPlan(ctx, "997", 131, office)
  const known = await reportingUnits(ctx)
  const added = Array.from({ length: Math.max(0, UNITS - known.length) }, (_, i) => ({
    id: ctx.newId(),
    name: `Đơn vị đo hiệu năng ${i + 1}`,
    kind: "agency",
    startedOn: "2025-01-01",
    position: 1_000 + i,
  }))
  if (added.length > 0) await ctx.db.insertInto("unit").values(added).execute()
  const units = [...known, ...added.map((unit) => unit.id)].slice(0, UNITS)
  await assign(ctx, planId, taskIds, units)
  const rounds = Array.from({ length: PERIODS }, () => ctx.newId())
  for (const [index, id] of rounds.entries()) await sendWholeRound(ctx, planId, id, index)
  await sql`analyze`.execute(ctx.db)
  return rounds.at(-1)!
}

/** The plan office's report on the round has begun, and its first part is drafted from all that units sent. */
export async function beginDraft(ctx: Ctx, roundId: string): Promise<void> {
  const begun = await beginConsolidation(ctx, { roundId })
  const drafted = await draftNarrative(ctx, { roundId, key: "results", seenVersion: 0 })
  for (const made of [begun, drafted]) if (!made.ok) throw new Error(made.refusal.code)
}

async function sendWholeRound({ db }: Ctx, planId: string, roundId: string, index: number): Promise<void> {
  const year = 2022 + Math.floor(index / 4)
  const quarter = (index % 4) + 1
  await sql`
    insert into round (id, plan_id, code, name, document_name, due_on, office_due_on, as_of_on, opened_at)
    values (${roundId}, ${planId}, ${`${year}-Q${quarter}`}, ${`quý ${quarter} năm ${year}`}, ${`báo cáo quý ${quarter}`},
      make_date(${year}, ${quarter * 3}, 10), make_date(${year}, ${quarter * 3}, 15), make_date(${year}, ${quarter * 3}, 10), now())`.execute(
    db,
  )
  await sql`
    insert into report (id, round_id, unit_id, obligation, status, first_submitted_at, timeliness)
    select gen_random_uuid(), ${roundId}, unit_id, 'must', 'submitted', now(), 'onTime'
    from (select distinct unit_id from assignment join task on task.id = task_id where plan_id = ${planId}) unit`.execute(
    db,
  )
  await sql`
    insert into entry (id, report_id, assignment_id, task_id, answer, percent_done, result)
    select gen_random_uuid(), report.id, assignment.id, task.id, 'progress', ${index * 5},
      'Kỳ ${sql.raw(String(index + 1))}: đã hoàn thành dự thảo, lấy ý kiến các đơn vị và trình phê duyệt theo kế hoạch của nhiệm vụ '
        || task.code || case when unit.position % 2 = 0 then '' else ', đã làm việc với các phòng chuyên môn của ' || unit.name end
    from assignment join task on task.id = assignment.task_id join report on report.unit_id = assignment.unit_id
    join unit on unit.id = report.unit_id
    where task.plan_id = ${planId} and report.round_id = ${roundId}`.execute(db)
}

async function newPlan(ctx: Ctx, number: string, count: number, office: Office) {
  const reading = samplePlan(number, count)
  const made = await createPlan(ctx, {
    ...office,
    reading,
    sourceText: [],
    leadershipUnitId: null,
    isIllustrative: true,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const { planId } = made.value
  const tasks = await ctx.db.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  return { planId, taskIds: tasks.map((task) => task.id) }
}

async function assign(ctx: Ctx, planId: string, taskIds: readonly string[], unitIds: readonly string[]): Promise<void> {
  if (taskIds.length === 0) return
  const leads = unitIds.map((unitId) => ({ unitId }))
  const assigned = await assignTasks(ctx, { planId, taskIds, change: { leads } })
  if (!assigned.ok) throw new Error(assigned.refusal.code)
}

async function reportingUnits({ db }: Ctx): Promise<string[]> {
  const units = await db
    .selectFrom("unit")
    .select("id")
    .where("kind", "in", ["agency", "commune"])
    .orderBy("position")
    .limit(UNITS)
    .execute()
  return units.map((unit) => unit.id)
}
