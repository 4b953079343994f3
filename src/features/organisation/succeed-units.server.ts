import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { addDays, type Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { lockUnits, writeUnit } from "./change-units.server.ts"
import { endSeatsWith } from "./end-seats.server.ts"
import type { SuccessionInput, Successor } from "./succession.ts"
import type { Unit } from "./unit.ts"

/** Units of which all is known, and those that go on in their place, in the order asked for. */
export type Succeeded = { from: Unit[]; to: { id: string; name: string }[] }

/**
 * The organisation's own part of a change of units, within the transaction of a command: successors begin, the old units end with their
 * seats, the people in them sit in the first successor from that day, groups and names go over. What is open in plans and reports is
 * moved by their own features.
 */
export async function succeedUnits(ctx: Ctx, tx: Tx, input: SuccessionInput): Promise<Outcome<Succeeded>> {
  const units = await lockUnits(tx)
  const from = input.fromUnitIds.map((id) => {
    const unit = units.find((each) => each.id === id)
    if (!unit) throw new NotFound("unit")
    return unit
  })
  const ended = from.find((unit) => unit.endedOn !== null)
  if (ended) return refused("organisation.unitOver", { values: { name: ended.name } })
  const early = from.find((unit) => input.onDay < unit.startedOn)
  if (early) return refused("organisation.endsBeforeStart", { field: "onDay" })
  const to: Succeeded["to"] = []
  for (const successor of input.to) {
    const made = await successorOf(ctx, tx, units, from[0]!, successor, input.onDay)
    if (!made.ok) return made
    to.push(made.value)
  }
  for (const unit of from) await endInFavour(ctx, tx, unit, to[0]!, input)
  await tx
    .insertInto("unitSuccession")
    .values(
      from.flatMap((unit) =>
        to.map((next) => ({
          fromUnitId: unit.id,
          toUnitId: next.id,
          kind: input.kind,
          onDay: input.onDay,
          reason: input.reason,
          recordedAt: ctx.now,
          recordedBy: ctx.actor.personId,
        })),
      ),
    )
    .execute()
  return done({ from, to })
}

async function successorOf(
  ctx: Ctx,
  tx: Tx,
  units: readonly Unit[],
  like: Unit,
  successor: Successor,
  onDay: Day,
): Promise<Outcome<{ id: string; name: string }>> {
  if ("unitId" in successor) {
    const unit = units.find((each) => each.id === successor.unitId)
    if (!unit) throw new NotFound("unit")
    return unit.endedOn ? refused("organisation.unitOver", { values: { name: unit.name } }) : done(unit)
  }
  const { name, code } = successor
  if (name === "") return refused("organisation.nameMissing", { field: "name" })
  if (code !== null && units.some((unit) => unit.code === code))
    return refused("organisation.codeTaken", { field: "code", values: { code } })
  const id = ctx.newId()
  const { kind, parentId, obligation, isConfirmed, position } = like
  const facts = { kind, parentId, obligation, isConfirmed, position, name, code, note: null }
  await writeUnit(tx, { id, version: 0, ...facts, aliases: [], startedOn: onDay, endedOn: null, endedReason: null })
  return done({ id, name })
}

async function endInFavour(
  ctx: Ctx,
  tx: Tx,
  unit: Unit,
  next: { id: string },
  { onDay, reason }: SuccessionInput,
): Promise<void> {
  const seats = await endSeatsWith(tx, { unitId: unit.id }, addDays(onDay, -1), reason)
  const there = await tx.selectFrom("seat").select(["personId", "role"]).where("unitId", "=", next.id).execute()
  const fresh = seats.filter(
    (seat) => !there.some((each) => each.personId === seat.personId && each.role === seat.role),
  )
  if (fresh.length > 0)
    await tx
      .insertInto("seat")
      .values(fresh.map(({ personId, role }) => ({ id: ctx.newId(), personId, role, unitId: next.id, fromOn: onDay })))
      .execute()
  const groups = await tx.deleteFrom("unitGroupMember").where("unitId", "=", unit.id).returning("unitGroupId").execute()
  if (groups.length > 0)
    await tx
      .insertInto("unitGroupMember")
      .values(groups.map(({ unitGroupId }) => ({ unitGroupId, unitId: next.id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await tx.deleteFrom("unitAlias").where("unitId", "=", unit.id).execute()
  await tx
    .insertInto("unitAlias")
    .values([unit.name, ...unit.aliases].map((name) => ({ unitId: next.id, name, folded: folded(name) })))
    .onConflict((conflict) => conflict.columns(["unitId", "folded"]).doNothing())
    .execute()
  await tx
    .updateTable("unit")
    .set({ parentId: next.id })
    .where("parentId", "=", unit.id)
    .where("id", "<>", next.id)
    .where("endedOn", "is", null)
    .execute()
  await tx
    .updateTable("unit")
    .set((set) => ({ endedOn: onDay, endedReason: reason, version: set("version", "+", 1) }))
    .where("id", "=", unit.id)
    .execute()
}
