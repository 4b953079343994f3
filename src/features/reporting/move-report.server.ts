import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { returnClaims } from "./decide-claim.server.ts"
import { noteWork } from "./note-work.server.ts"
import { mayReview, maySubmit, mayWrite } from "./permissions.ts"
import { canMove, type Move, moves } from "./report.ts"
import { type LockedReport, lockReport, saveMove } from "./report-store.server.ts"

type Seen = { reportId: string; seenVersion: number }

/** Trình lãnh đạo: the reporter hands the draft to the head. */
export const handToHead = (ctx: Ctx, input: Seen) =>
  move(ctx, input, "handToHead", { may: mayWrite, event: "report.handedToHead" })

/** The head gives the draft back to the reporter, with a note when there is one. */
export const sendBack = (ctx: Ctx, input: Seen & { reason: string }) =>
  move(ctx, input, "sendBack", { may: maySubmit, event: "report.sentBack", reason: input.reason })

type MoveOptions = { may: (actor: Ctx["actor"], report: LockedReport) => boolean; event: string; reason?: string }

function move(ctx: Ctx, input: Seen, name: Move, { may, event, reason }: MoveOptions) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!may(ctx.actor, report)) throw new NotFound("report")
    if (!canMove(report, name)) return refused("report.wrongState")
    await saveMove(tx, report, input.seenVersion, { status: moves[name].to, reason: reason ?? null })
    await noteWork(ctx, tx, report)
    recordEvent(tx, event, [report.id, report.roundId, report.unitId], { ...(reason ? { reason } : {}) })
    return done({ reportId: report.id, roundId: report.roundId })
  })
}

/** Tiếp nhận, xác nhận đạt yêu cầu: the report is locked; its entries count. */
export function acceptReport(ctx: Ctx, input: Seen) {
  return inTransaction(ctx, async (tx) => acceptLocked(tx, await lockReviewed(ctx, tx, input.reportId), input))
}

/** The same inside a command that has locked the report and knows that this person may. */
export async function acceptLocked(tx: Tx, report: LockedReport, input: Seen) {
  if (!canMove(report, "accept")) return refused("report.wrongState")
  await saveMove(tx, report, input.seenVersion, { status: moves.accept.to, reason: null })
  await tx.updateTable("entry").set({ returnReason: null }).where("reportId", "=", report.id).execute()
  recordEvent(tx, "report.accepted", [report.id, report.roundId, report.unitId])
  return done({ reportId: report.id, roundId: report.roundId })
}

type Reasons = { reason: string; entryReasons: Readonly<Record<string, string>> }

/** Đề nghị bổ sung: gives the report back with a reason for each entry that needs work; the others stay as they were sent. */
export function returnReport(ctx: Ctx, input: Seen & Reasons) {
  return inTransaction(ctx, async (tx) => returnLocked(ctx, tx, await lockReviewed(ctx, tx, input.reportId), input))
}

export async function returnLocked(ctx: Ctx, tx: Tx, report: LockedReport, input: Seen & Reasons) {
  if (!canMove(report, "return")) return refused("report.wrongState")
  const reasons = Object.entries(input.entryReasons).filter(([, reason]) => reason.trim() !== "")
  if (reasons.length === 0 && input.reason.trim() === "")
    return refused("report.returnNeedsReason", { field: "reason" })
  await saveMove(tx, report, input.seenVersion, {
    status: moves.return.to,
    returnedAt: ctx.now,
    returns: report.returns + 1,
    reason: input.reason.trim() || null,
  })
  await tx.updateTable("entry").set({ returnReason: null }).where("reportId", "=", report.id).execute()
  for (const [entryId, reason] of reasons)
    await tx
      .updateTable("entry")
      .set({ returnReason: reason.trim() })
      .where("id", "=", entryId)
      .where("reportId", "=", report.id)
      .execute()
  await returnClaims(ctx, tx, report.id, reasons)
  recordEvent(tx, "report.returned", [report.id, report.roundId, report.unitId, ...reasons.map(([id]) => id)], {
    reason: input.reason,
    entries: Object.fromEntries(reasons),
  })
  return done({ reportId: report.id, roundId: report.roundId })
}

/** Opens an accepted report again; needs a reason, which stays in the history (rule 15). */
export function reopenReport(ctx: Ctx, input: Seen & { reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReviewed(ctx, tx, input.reportId)
    if (!canMove(report, "reopen")) return refused("report.wrongState")
    if (input.reason.trim() === "") return refused("report.reopenNeedsReason", { field: "reason" })
    await saveMove(tx, report, input.seenVersion, {
      status: moves.reopen.to,
      returnedAt: ctx.now,
      returns: report.returns + 1,
      reason: input.reason.trim(),
    })
    recordEvent(tx, "report.reopened", [report.id, report.roundId, report.unitId], { reason: input.reason })
    return done({ reportId: report.id, roundId: report.roundId })
  })
}

/** A report that this person may check; any other is not found. */
export async function lockReviewed(ctx: Ctx, tx: Tx, reportId: string): Promise<LockedReport> {
  const report = await lockReport(ctx, tx, reportId)
  if (!mayReview(ctx.actor, report)) throw new NotFound("report")
  return report
}
