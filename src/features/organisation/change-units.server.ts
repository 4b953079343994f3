import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { addDays, type Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { endSeatsWith } from "./end-seats.server.ts"
import { isLastAdministrator } from "./last-administrator.server.ts"
import { mayAdminister } from "./permissions.ts"
import { readUnits, readUnitUse } from "./read-units.server.ts"
import { changesOf, isInsideItself, otherNames, type Unit, type UnitFacts } from "./unit.ts"

/** Its end has a command of its own, with what follows from it. */
export type UnitInput = Omit<UnitFacts, "endedOn" | "endedReason" | "position">

/** One new unit, last among its neighbours. */
export function addUnit(ctx: Ctx, input: UnitInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const units = await lockUnits(tx)
    const id = ctx.newId()
    const fault = faultOf(units, id, input)
    if (fault) return fault
    const position = Math.max(-1, ...units.map((unit) => unit.position)) + 1
    await writeUnit(tx, { id, version: 0, ...input, position, endedOn: null, endedReason: null })
    recordEvent(tx, "unit.added", [id], { name: input.name, code: input.code })
    return done({ unitId: id })
  })
}

/** New facts for a unit that exists; the history keeps the old ones. */
export function changeUnit(ctx: Ctx, input: { unitId: string; seenVersion: number; facts: UnitInput }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const units = await lockUnits(tx)
    const unit = units.find((each) => each.id === input.unitId)
    if (!unit) throw new NotFound("unit")
    if (unit.version !== input.seenVersion) throw new Stale("unit")
    const fault = faultOf(units, unit.id, input.facts)
    if (fault) return fault
    const changed: Unit = { ...unit, ...input.facts, aliases: otherNames(input.facts.name, input.facts.aliases) }
    const changes = changesOf(unit, changed)
    if (Object.keys(changes).length === 0) return done({ unitId: unit.id })
    await writeUnit(tx, changed)
    recordEvent(tx, "unit.changed", [unit.id], { changes })
    return done({ unitId: unit.id })
  })
}

/**
 * A unit ends: from `endedOn` on it is no more. The seats in it end with it; its reports and its history stay under its name.
 * Units below it must end or move first, so that none hangs in the air.
 */
export function endUnit(ctx: Ctx, input: { unitId: string; seenVersion: number; endedOn: Day; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const reason = input.reason.trim()
    if (reason === "") return refused("organisation.reasonMissing", { field: "reason" })
    const unit = await tx.selectFrom("unit").selectAll().where("id", "=", input.unitId).forUpdate().executeTakeFirst()
    if (!unit) throw new NotFound("unit")
    if (unit.version !== input.seenVersion) throw new Stale("unit")
    if (unit.endedOn) return refused("organisation.unitOver")
    if (input.endedOn < unit.startedOn) return refused("organisation.endsBeforeStart", { field: "endedOn" })
    const { children } = await readUnitUse(tx, unit.id, input.endedOn)
    if (children > 0) return refused("organisation.unitsBelow", { values: { count: children } })
    const seats = await endSeatsWith(tx, { unitId: unit.id }, addDays(input.endedOn, -1), reason)
    if (await isLastAdministrator(tx, seats)) return refused("organisation.lastAdministrator")
    const version = unit.version + 1
    await tx
      .updateTable("unit")
      .set({ endedOn: input.endedOn, endedReason: reason, version })
      .where("id", "=", unit.id)
      .execute()
    for (const seat of seats)
      recordEvent(tx, "seat.ended", [seat.id, seat.personId, unit.id], { reason, withUnit: unit.id })
    recordEvent(tx, "unit.ended", [unit.id], { endedOn: input.endedOn, reason, seats: seats.length })
    return done({ unitId: unit.id, personIds: [...new Set(seats.map((seat) => seat.personId))] })
  })
}

/** All units, held until the end of the command: a parent cannot end while a child is put below it. */
export async function lockUnits(tx: Tx): Promise<Unit[]> {
  await tx.selectFrom("unit").select("id").orderBy("id").forUpdate().execute()
  return readUnits(tx)
}

function faultOf(units: readonly Unit[], id: string, input: UnitInput): Outcome<never> | undefined {
  if (input.name.trim() === "") return refused("organisation.nameMissing", { field: "name" })
  const others = units.filter((unit) => unit.id !== id)
  if (input.code !== null && others.some((unit) => unit.code === input.code))
    return refused("organisation.codeTaken", { field: "code", values: { code: input.code } })
  const key = folded(input.name)
  const twin = others.find((unit) => !unit.endedOn && unit.parentId === input.parentId && folded(unit.name) === key)
  if (twin) return refused("organisation.unitNameTaken", { field: "name", values: { name: twin.name } })
  if (input.parentId !== null && !others.some((unit) => unit.id === input.parentId))
    return refused("organisation.noParent", { field: "parentId" })
  const parentOf = new Map<string, string | null>(others.map((unit) => [unit.id, unit.parentId]))
  if (isInsideItself(id, parentOf.set(id, input.parentId)))
    return refused("organisation.insideItself", { field: "parentId" })
  return undefined
}

/** Saves a unit whole, its searched names with it. */
export async function writeUnit(tx: Tx, { id, version, aliases, ...facts }: Unit): Promise<void> {
  const row = { ...facts, version: version + 1 }
  await tx
    .insertInto("unit")
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute()
  const names = [facts.name, ...otherNames(facts.name, aliases)]
  await tx.deleteFrom("unitAlias").where("unitId", "=", id).execute()
  await tx
    .insertInto("unitAlias")
    .values(names.map((name) => ({ unitId: id, name, folded: folded(name) })))
    .execute()
}
