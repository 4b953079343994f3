import { readCalendar } from "#features/reporting/report-completeness.server.ts"
import { withdrawConfirmation } from "#features/reporting/withdraw-claim.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { formatDay, parseDay } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { addWorkingDays } from "#shared/working-days.ts"
import { mayCheckIn, mayExplain } from "./permissions.ts"
import { readCheckers } from "./read-checkers.server.ts"
import { EXPLAIN_WORKING_DAYS, findings, isIndependent, itemState, withdrawalOf } from "./sample-check.ts"
import { aboutItem, type LockedItem, lockItem, saveItem } from "./sample-store.server.ts"

type Seen = { itemId: string; seenVersion: number }

/** The item, for who checks in the unit that drew it; for anybody else it is not there. */
async function itemToCheck(ctx: Ctx, tx: Tx, { itemId, seenVersion }: Seen): Promise<LockedItem> {
  const item = await lockItem(tx, itemId)
  if (!mayCheckIn(ctx.actor, { unitId: item.checkingUnitId })) throw new NotFound("sampleItem")
  if (item.version !== seenVersion) throw new Stale("sampleItem")
  return item
}

/** Names another person of the office who checks. */
export function assignChecker(ctx: Ctx, input: Seen & { checkerId: string }) {
  return inTransaction(ctx, async (tx) => {
    const item = await itemToCheck(ctx, tx, input)
    if (itemState(item, ctx.today) === "concluded") return refused("sample.concluded")
    const people = await readCheckers(tx, item.checkingUnitId, ctx.today)
    if (!people.some((each) => each.id === input.checkerId)) return refused("sample.noChecker", { field: "checkerId" })
    if (!isIndependent(item, input.checkerId)) return refused("sample.ownConfirmation", { field: "checkerId" })
    await saveItem(tx, item, { checkerId: input.checkerId })
    recordEvent(tx, "sample.assigned", aboutItem(item), { checkerId: input.checkerId })
    return done({ itemId: item.id })
  })
}

/** What the named person found. Anything but "it holds" asks the unit to explain by a day. */
export function recordFinding(ctx: Ctx, input: Seen & { finding: string; reason: string; explainBy: string }) {
  return inTransaction(ctx, async (tx) => {
    const item = await itemToCheck(ctx, tx, input)
    if (item.checkerId !== ctx.actor.personId) return refused("sample.notYourItem")
    if (!isIndependent(item, ctx.actor.personId)) return refused("sample.ownConfirmation")
    if (itemState(item, ctx.today) !== "toCheck") return refused("sample.alreadyFound")
    const finding = findings.find((each) => each === input.finding)
    if (!finding) return refused("sample.noFinding", { field: "finding" })
    const reason = input.reason.trim()
    if (finding !== "holds" && reason === "") return refused("sample.reasonMissing", { field: "reason" })
    const typed = input.explainBy.trim()
    const explainBy =
      finding === "holds"
        ? null
        : typed === ""
          ? addWorkingDays(ctx.today, EXPLAIN_WORKING_DAYS, await readCalendar(tx))
          : parseDay(typed)
    if (explainBy === undefined) return refused("form.noDay", { field: "explainBy", values: { text: typed } })
    if (explainBy !== null && explainBy <= ctx.today) return refused("sample.dayPassed", { field: "explainBy" })
    const found = { finding, findingReason: reason, foundOn: ctx.today, foundBy: ctx.actor.personId, explainBy }
    const held = { result: "holds", resultReason: reason, concludedOn: ctx.today, concludedBy: ctx.actor.personId }
    await saveItem(tx, item, finding === "holds" ? { ...found, ...held } : found)
    recordEvent(tx, "sample.found", aboutItem(item), { finding, reason, explainBy })
    return done({ itemId: item.id })
  })
}

/** The unit's answer; until the conclusion it may come late. */
export function explainItem(ctx: Ctx, input: Seen & { explanation: string }) {
  return inTransaction(ctx, async (tx) => {
    const item = await lockItem(tx, input.itemId)
    if (!mayExplain(ctx.actor, { reportingUnitId: item.unitId }) || item.finding === null)
      throw new NotFound("sampleItem")
    if (item.version !== input.seenVersion) throw new Stale("sampleItem")
    if (item.result !== null) return refused("sample.concluded")
    if (item.explanation !== null) return refused("sample.alreadyExplained")
    const explanation = input.explanation.trim()
    if (explanation === "") return refused("sample.explanationMissing", { field: "explanation" })
    await saveItem(tx, item, { explanation, explainedOn: ctx.today, explainedBy: ctx.actor.personId })
    recordEvent(tx, "sample.explained", aboutItem(item), { explanation })
    return done({ itemId: item.id })
  })
}

/** The result then stands. What is wrong, or lacks proof, loses its confirmation and counts as open (rule 6). */
export function concludeItem(ctx: Ctx, input: Seen & { result: string; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    const item = await itemToCheck(ctx, tx, input)
    if (!isIndependent(item, ctx.actor.personId)) return refused("sample.ownConfirmation")
    const state = itemState(item, ctx.today)
    if (state === "concluded") return refused("sample.concluded")
    if (state === "toCheck") return refused("sample.notFound")
    if (state === "explaining")
      return refused("sample.stillExplaining", { values: { day: formatDay(item.explainBy!) } })
    const result = findings.find((each) => each === input.result)
    if (!result) return refused("sample.noFinding", { field: "result" })
    const reason = input.reason.trim()
    if (reason === "") return refused("sample.reasonMissing", { field: "reason" })
    const decision = withdrawalOf(result)
    if (decision && item.claimId && item.supersededOn)
      return refused("plan.superseded", { values: { day: formatDay(item.supersededOn) } })
    const isWithdrawn =
      decision !== null &&
      item.claimId !== null &&
      (await withdrawConfirmation(ctx, tx, { claimId: item.claimId, decision, reason }))
    const concluded = { result, resultReason: reason, concludedOn: ctx.today, concludedBy: ctx.actor.personId }
    await saveItem(tx, item, { ...concluded, isWithdrawn })
    recordEvent(tx, "sample.concluded", aboutItem(item), { result, reason, isWithdrawn })
    return done({ itemId: item.id, isWithdrawn })
  })
}
