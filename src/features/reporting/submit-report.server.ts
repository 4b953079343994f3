import { applyReported } from "#features/plans/apply-reported.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { momentAt } from "#shared/day.ts"
import { makeClaims } from "./decide-claim.server.ts"
import { noteWork } from "./note-work.server.ts"
import { maySubmit } from "./permissions.ts"
import { readReportContent } from "./read-entries.server.ts"
import { submit } from "./report.ts"
import { readCalendar, readCompleteness } from "./report-completeness.server.ts"
import { type LockedReport, lockReport, saveMove } from "./report-store.server.ts"

/** A unit hands in its report. What makes it valid: report.ts. Who may: permissions.ts. */
export function submitReport(ctx: Ctx, input: { reportId: string; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!maySubmit(ctx.actor, report)) throw new NotFound("report")
    const calendar = await readCalendar(tx)
    // what came on paper was sent on the day that it came
    const sent = report.paperReceivedOn
      ? { on: report.paperReceivedOn, clock: "00:00" }
      : momentAt(ctx.now, ctx.timeZone)
    const outcome = submit(report, await readCompleteness(tx, report.id), report, sent, calendar)
    if (!outcome.ok) return outcome
    const first = report.firstSubmittedOn ? {} : { firstSubmittedAt: ctx.now }
    await saveMove(tx, report, input.seenVersion, {
      ...outcome.value,
      ...first,
      submittedBy: ctx.actor.personId,
      reason: null,
    })
    await noteWork(ctx, tx, report)
    await keepSubmission(ctx, tx, report)
    await applyReported(tx, report.id)
    await makeClaims(ctx, tx, report.id, calendar)
    recordEvent(tx, "report.submitted", [report.id, report.roundId, report.unitId], {
      ...outcome.value,
      ...(report.enteredByUnitId ? { enteredByUnitId: report.enteredByUnitId } : {}),
    })
    return outcome
  })
}

/** What was sent is kept word for word: the comparison after a return, and the inspectors, read it. */
async function keepSubmission(ctx: Ctx, tx: Tx, report: LockedReport): Promise<void> {
  const content = await readReportContent(tx, report)
  const last = await tx
    .selectFrom("submission")
    .select((select) => select.fn.max("number").as("number"))
    .where("reportId", "=", report.id)
    .executeTakeFirst()
  await tx
    .insertInto("submission")
    .values({
      id: ctx.newId(),
      reportId: report.id,
      number: (last?.number ?? 0) + 1,
      content: JSON.stringify(content),
      submittedAt: ctx.now,
      submittedBy: ctx.actor.personId!,
    })
    .execute()
}
