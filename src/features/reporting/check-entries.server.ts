import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { done, refused } from "#shared/outcome.ts"
import { acceptLocked, lockReviewed, returnLocked } from "./move-report.server.ts"
import { mayReview } from "./permissions.ts"
import { quietReports, readReportsToCheck } from "./read-checks.server.ts"
import { readRound } from "./read-rounds.server.ts"
import { canMove } from "./report.ts"

type Noted = { entryId: string; seenVersion: number; verdict: "good" | "return" | "none"; reason: string }

/** Notes what the office thinks of one entry; the unit learns of it when the check of the report ends. "none" takes the note back. */
export function checkEntry(ctx: Ctx, input: Noted) {
  return inTransaction(ctx, async (tx) => {
    const entry = await tx
      .selectFrom("entry")
      .select(["id", "reportId", "version"])
      .where("id", "=", input.entryId)
      .executeTakeFirst()
    if (!entry) throw new NotFound("entry")
    const report = await lockReviewed(ctx, tx, entry.reportId)
    if (!canMove(report, "accept")) return refused("report.wrongState")
    if (entry.version !== input.seenVersion) throw new Stale("entry")
    const reason = input.verdict === "return" ? input.reason.trim() : ""
    if (input.verdict === "return" && reason === "") return refused("entryCheck.reasonMissing", { field: "reason" })
    await saveCheck(ctx, tx, { ...input, reason })
    recordEvent(tx, "entry.checked", report.roundId, { entryId: entry.id, verdict: input.verdict })
    return done({ reportId: report.id, roundId: report.roundId })
  })
}

async function saveCheck(ctx: Ctx, tx: Tx, { entryId, seenVersion, verdict, reason }: Noted): Promise<void> {
  if (verdict === "none") return void (await tx.deleteFrom("entryCheck").where("entryId", "=", entryId).execute())
  const note = { entryVersion: seenVersion, verdict, reason, checkedBy: ctx.actor.personId, checkedAt: ctx.now }
  await tx
    .insertInto("entryCheck")
    .values({ entryId, ...note })
    .onConflict((conflict) => conflict.column("entryId").doUpdateSet(note))
    .execute()
}

/**
 * Ends the check of one report: it goes back with the reasons that were noted, or it is accepted when there are none. Entries without a
 * note count as good; the button says how many.
 */
export function finishCheck(ctx: Ctx, input: { reportId: string; seenVersion: number }) {
  return inTransaction(ctx, async (tx) => {
    const report = await lockReviewed(ctx, tx, input.reportId)
    const noted = await tx
      .selectFrom("entryCheck")
      .innerJoin("entry", "entry.id", "entryCheck.entryId")
      .select(["entry.id", "entryCheck.reason"])
      .where("entry.reportId", "=", report.id)
      .where("entryCheck.verdict", "=", "return")
      .whereRef("entryCheck.entryVersion", "=", "entry.version")
      .execute()
    if (noted.length === 0) return acceptLocked(tx, report, input)
    const entryReasons = Object.fromEntries(noted.map((each) => [each.id, each.reason]))
    const outcome = await returnLocked(ctx, tx, report, { ...input, reason: "", entryReasons })
    // the entry comes again to be looked at, whether the unit changes it or not
    await tx.deleteFrom("entryCheck").where("entryId", "in", Object.keys(entryReasons)).execute()
    return outcome
  })
}

/**
 * Accepts all the reports that the person saw in the list of those in which nothing changed and nothing is doubtful. All or none: one that
 * no longer is of that kind is named, and the list is to be looked at again.
 */
export function acceptUnchanged(ctx: Ctx, input: { roundId: string; seen: Readonly<Record<string, number>> }) {
  return inTransaction(ctx, async (tx) => {
    const round = await readRound(tx, input.roundId)
    // in one order, so that two who accept at once wait for each other instead of blocking each other
    const reportIds = Object.keys(input.seen).sort()
    if (reportIds.length === 0) return refused("entryCheck.noneChosen")
    const locked = []
    for (const reportId of reportIds) locked.push(await lockReviewed(ctx, tx, reportId))
    const quiet = new Set(
      quietReports(await readReportsToCheck(tx, { id: round.id, planId: round.planId }))
        .filter((report) => mayReview(ctx.actor, { ...round, unitId: report.unitId }))
        .map((report) => report.reportId),
    )
    const others = reportIds.filter((reportId) => !quiet.has(reportId))
    if (others.length > 0) return refused("entryCheck.noLongerUnchanged", { values: { count: others.length } })
    for (const report of locked) {
      const outcome = await acceptLocked(tx, report, { reportId: report.id, seenVersion: input.seen[report.id]! })
      if (!outcome.ok) return outcome
    }
    return done({ accepted: reportIds.length })
  })
}
