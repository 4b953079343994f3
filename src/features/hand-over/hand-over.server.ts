import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { type HandOver, moveNames, saveHandOver } from "./hand-over-store.server.ts"
import { mayHandOver } from "./permissions.ts"
import { readCandidates, readInHand } from "./read-in-hand.server.ts"

/** Records what somebody has in hand and gives it to the successor; without one it waits for the unit's head. Nothing in hand: no record. */
export async function handOverIn(
  ctx: Ctx,
  tx: Tx,
  handOver: HandOver,
  field: string,
): Promise<Outcome<{ handOverId: string | null }>> {
  const { unitId, role, fromPersonId: from, toPersonId: to } = handOver
  if (to !== null && !(await isOfUnit(ctx, tx, unitId, from, to))) return refused("handOver.notOfUnit", { field })
  const items = await readInHand(tx, { personId: from, unitId, role, today: ctx.today })
  if (items.length === 0) return done({ handOverId: null })
  const id = await saveHandOver(ctx, tx, handOver, items)
  if (to !== null) await moveNames(tx, { unitId, role, from, to })
  const { occasion, reason, untilOn } = handOver
  recordEvent(tx, "handOver.made", [id, unitId, from, ...(to ? [to] : [])], {
    from,
    to,
    role,
    occasion,
    reason,
    untilOn,
    items: items.length,
  })
  return done({ handOverId: id })
}

async function isOfUnit(ctx: Ctx, tx: Tx, unitId: string, from: string, to: string): Promise<boolean> {
  return (await readCandidates(tx, unitId, from, ctx.today)).some((each) => each.id === to)
}

export type LeaveInput = {
  unitId: string
  fromPersonId: string
  toPersonId: string
  untilOn: Day | null
  reason: string
}

/** The head lets a colleague go on with somebody's work: a leave, a long course, other duties. The seat stays. */
export function handOverForLeave(ctx: Ctx, input: LeaveInput) {
  return inTransaction(ctx, async (tx) => {
    const { unitId, fromPersonId, toPersonId, untilOn } = input
    if (!mayHandOver(ctx.actor, unitId)) return refused("handOver.mayNot")
    const role = await roleIn(tx, unitId, fromPersonId, ctx.today)
    if (!role) throw new NotFound("person")
    if (toPersonId === "") return refused("handOver.nobody", { field: "successor" })
    if (untilOn !== null && untilOn < ctx.today) return refused("handOver.inPast", { field: "untilOn" })
    const reason = input.reason.trim()
    if (reason === "") return refused("handOver.reasonMissing", { field: "reason" })
    const handOver = { unitId, role, fromPersonId, toPersonId, occasion: "leave" as const, reason, untilOn }
    const outcome = await handOverIn(ctx, tx, handOver, "successor")
    if (outcome.ok && outcome.value.handOverId === null) return refused("handOver.nothing")
    return outcome
  })
}

async function roleIn(tx: Tx, unitId: string, personId: string, today: Day): Promise<Role | undefined> {
  const seat = await tx
    .selectFrom("seat")
    .select("role")
    .where("unitId", "=", unitId)
    .where("personId", "=", personId)
    .where("fromOn", "<=", today)
    .where((where) => where.or([where("toOn", "is", null), where("toOn", ">=", today)]))
    .orderBy("fromOn")
    .orderBy("id")
    .executeTakeFirst()
  return seat?.role as Role | undefined
}

/** Who goes on with what was left without a successor. */
export function nameSuccessor(ctx: Ctx, input: { handOverId: string; seenVersion: number; toPersonId: string }) {
  return inTransaction(ctx, async (tx) => {
    const handOver = await tx
      .selectFrom("handOver")
      .selectAll()
      .where("id", "=", input.handOverId)
      .forUpdate()
      .executeTakeFirst()
    if (!handOver || !mayHandOver(ctx.actor, handOver.unitId)) throw new NotFound("handOver")
    if (handOver.version !== input.seenVersion) throw new Stale("handOver")
    if (handOver.toPersonId !== null) return refused("handOver.alreadyNamed")
    const { unitId, fromPersonId: from, role } = handOver
    const to = input.toPersonId
    if (to === "") return refused("handOver.nobody", { field: "successor" })
    if (!(await isOfUnit(ctx, tx, unitId, from, to))) return refused("handOver.notOfUnit", { field: "successor" })
    const named = { toPersonId: to, namedOn: ctx.today, namedBy: ctx.actor.personId }
    await tx
      .updateTable("handOver")
      .set({ ...named, version: handOver.version + 1 })
      .where("id", "=", handOver.id)
      .execute()
    await moveNames(tx, { unitId, role: role as Role, from, to })
    recordEvent(tx, "handOver.successorNamed", [handOver.id, unitId, from, to], { from, to })
    return done({ handOverId: handOver.id })
  })
}
