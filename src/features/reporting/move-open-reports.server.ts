import { sql } from "kysely"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { recordEvent } from "#platform/history/in-transaction.server.ts"

type Moved = { from: string; to: string; toUnitId: string }

/**
 * Reports that a unit has not sent yet go on under its successors: each entry into the report of the unit that now has the assignment.
 * What was sent stays under the old name.
 * @param first the successor that takes the report itself with its sections where it has none of its own
 */
export async function moveOpenReports(
  ctx: Ctx,
  tx: Tx,
  unitId: string,
  first: string,
  moved: readonly Moved[],
): Promise<number> {
  const reports = await tx
    .selectFrom("report")
    .select(["id", "roundId", "obligation"])
    .where("unitId", "=", unitId)
    .where("status", "in", OPEN)
    .orderBy("id")
    .forUpdate()
    .execute()
  const targets = new Map(moved.map((each) => [each.from, each]))
  for (const report of reports) {
    const own = await reportOf(tx, report.roundId, first)
    if (own === undefined) await tx.updateTable("report").set({ unitId: first }).where("id", "=", report.id).execute()
    await moveEntries(ctx, tx, report, own?.isOpen === false ? undefined : (own?.id ?? report.id), targets, first)
    if (own?.isOpen) await forgetEmptied(tx, report.id, own.id)
    recordEvent(tx, "report.movedToUnit", [report.id, unitId, first])
  }
  return reports.length
}

async function moveEntries(
  ctx: Ctx,
  tx: Tx,
  report: { id: string; roundId: string; obligation: string },
  home: string | undefined,
  targets: ReadonlyMap<string, Moved>,
  first: string,
): Promise<void> {
  const entries = await tx
    .selectFrom("entry")
    .select(["id", "assignmentId"])
    .where("reportId", "=", report.id)
    .execute()
  for (const entry of entries) {
    const target = targets.get(entry.assignmentId)
    if (!target) continue
    const into = target.toUnitId === first ? home : await openReportFor(ctx, tx, report, target.toUnitId)
    if (!into) continue
    await sql`
      update entry set report_id = ${into}, assignment_id = ${target.to}
      where id = ${entry.id}
        and not exists (select 1 from entry own where own.report_id = ${into} and own.assignment_id = ${target.to})`.execute(
      tx,
    )
  }
}

/** The unsent report of a further successor, begun where it has none; undefined when it has sent its own already. */
async function openReportFor(
  ctx: Ctx,
  tx: Tx,
  { roundId, obligation }: { roundId: string; obligation: string },
  unitId: string,
): Promise<string | undefined> {
  const own = await reportOf(tx, roundId, unitId)
  if (own) return own.isOpen ? own.id : undefined
  const id = ctx.newId()
  await tx.insertInto("report").values({ id, roundId, unitId, obligation, status: "drafting" }).execute()
  return id
}

/** A draft whose entries have all gone over: its sections go too where the other report has none, and the empty draft goes. */
async function forgetEmptied(tx: Tx, reportId: string, intoId: string): Promise<void> {
  await sql`
    insert into report_section (report_id, key, body, edited_by, edited_at)
    select ${intoId}, key, body, edited_by, edited_at from report_section where report_id = ${reportId} and body <> ''
    on conflict (report_id, key) do update set body = report_section.body || E'\n' || excluded.body`.execute(tx)
  const left = await sql<{ count: number }>`
    select (select count(*) from entry where report_id = ${reportId})::int
      + (select count(*) from submission where report_id = ${reportId})::int as count`.execute(tx)
  if (left.rows[0]!.count > 0) return
  await tx.deleteFrom("reportSection").where("reportId", "=", reportId).execute()
  await tx.deleteFrom("report").where("id", "=", reportId).execute()
}

const OPEN = ["notStarted", "drafting", "withHead", "returned"]

async function reportOf(tx: Tx, roundId: string, unitId: string): Promise<{ id: string; isOpen: boolean } | undefined> {
  const report = await tx
    .selectFrom("report")
    .select(["id", "status"])
    .where("roundId", "=", roundId)
    .where("unitId", "=", unitId)
    .executeTakeFirst()
  return report && { id: report.id, isOpen: OPEN.includes(report.status) }
}
