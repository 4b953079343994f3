import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Day, momentAt } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { type ExtensionInput, mayBeAsked, timelinessAfterGrant } from "./extension.ts"
import { mayReview, mayWrite } from "./permissions.ts"
import { type LockedReport, lockReport } from "./report-store.server.ts"

/** A unit asks for a later day for its report; the plan office decides. */
export function askExtension(ctx: Ctx, input: ExtensionInput & { reportId: string }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReport(ctx, tx, input.reportId)
    if (!mayWrite(ctx.actor, report)) throw new NotFound("report")
    if (report.isPlanClosed) return refused("report.locked")
    const officeDueOn = await officeDayOf(tx, report.roundId)
    const asked = mayBeAsked(report, report, officeDueOn, input, momentAt(ctx.now, ctx.timeZone))
    if (!asked.ok) return asked
    const open = await tx
      .selectFrom("reportExtension")
      .select("id")
      .where("reportId", "=", report.id)
      .where("state", "=", "asked")
      .executeTakeFirst()
    if (open) return refused("extension.waiting")
    const id = ctx.newId()
    await tx
      .insertInto("reportExtension")
      .values({ id, reportId: report.id, ...asked.value, askedBy: ctx.actor.personId, askedAt: ctx.now })
      .execute()
    recordEvent(tx, "report.extensionAsked", [report.id, report.roundId, report.unitId], asked.value)
    return done({ extensionId: id, reportId: report.id })
  })
}

const officeDayOf = async (tx: Tx, roundId: string): Promise<Day> =>
  (await tx.selectFrom("round").select("officeDueOn").where("id", "=", roundId).executeTakeFirstOrThrow()).officeDueOn

type Seen = { extensionId: string; seenVersion: number }

/** The unit no longer needs it; it may ask again before its day. */
export function withdrawExtension(ctx: Ctx, input: Seen) {
  return inTransaction(ctx, async (tx) => {
    const { extension, report } = await lockAsked(ctx, tx, input)
    if (!mayWrite(ctx.actor, report)) throw new NotFound("extension")
    if (extension.state !== "asked") return refused("extension.decided")
    await close(ctx, tx, extension.id, "withdrawn", null)
    recordEvent(tx, "report.extensionWithdrawn", [report.id, report.roundId, report.unitId], {})
    return done({ reportId: report.id })
  })
}

/** Granted, the report is on time until the end of that day, and labelled so; refused, with a reason. Decided by who checks the report. */
export function decideExtension(ctx: Ctx, input: Seen & { isGranted: boolean; decision: string }) {
  return inTransaction(ctx, async (tx) => {
    const { extension, report } = await lockAsked(ctx, tx, input)
    if (!mayReview(ctx.actor, report)) throw new NotFound("extension")
    if (extension.state !== "asked") return refused("extension.decided")
    const decision = input.decision.trim()
    if (!input.isGranted && decision === "")
      return refused("extension.refusalNeedsReason", { field: `decision-${extension.id}` })
    await close(ctx, tx, extension.id, input.isGranted ? "granted" : "refused", decision || null)
    if (input.isGranted)
      await tx
        .updateTable("report")
        .set({ extendedTo: extension.untilOn, timeliness: timelinessAfterGrant(report, extension.untilOn) })
        .where("id", "=", report.id)
        .execute()
    recordEvent(
      tx,
      input.isGranted ? "report.extensionGranted" : "report.extensionRefused",
      [report.id, report.roundId, report.unitId],
      { untilOn: extension.untilOn, decision },
    )
    return done({ reportId: report.id, roundId: report.roundId })
  })
}

async function lockAsked(ctx: Ctx, tx: Tx, { extensionId, seenVersion }: Seen) {
  const extension = await tx
    .selectFrom("reportExtension")
    .select(["id", "reportId", "untilOn", "state", "version"])
    .where("id", "=", extensionId)
    .forUpdate()
    .executeTakeFirst()
  if (!extension) throw new NotFound("extension")
  const report: LockedReport = await lockReport(ctx, tx, extension.reportId)
  if (extension.version !== seenVersion) throw new Stale("extension")
  return { extension, report }
}

const close = (ctx: Ctx, tx: Tx, id: string, state: "granted" | "refused" | "withdrawn", decision: string | null) =>
  tx
    .updateTable("reportExtension")
    .set((set) => ({
      state,
      decision,
      decidedBy: ctx.actor.personId,
      decidedAt: ctx.now,
      version: set("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute()
