import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayAdminister } from "./permissions.ts"
import type { UnitKind } from "./unit.ts"

export type { UnitKind } from "./unit.ts"

export type UnitInput = {
  code: string | null
  name: string
  kind: UnitKind
  parentCode: string | null
  obligation: "must" | "invited"
  isConfirmed: boolean
  note: string | null
  aliases: readonly string[]
  startedOn: Day
}

/** Adds units, or brings those with a known code up to date: all rows or none. Parents may stand in the same list. */
export function saveUnits(ctx: Ctx, input: { units: readonly UnitInput[] }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const known = new Map(
      (await tx.selectFrom("unit").select(["id", "code"]).execute()).map((row) => [row.code, row.id]),
    )
    const ids = new Map(input.units.map((unit) => [unit.code, known.get(unit.code) ?? ctx.newId()]))
    const orphan = input.units.find(
      (unit) => unit.parentCode && !ids.has(unit.parentCode) && !known.has(unit.parentCode),
    )
    if (orphan)
      return refused("organisation.parentUnknown", { values: { name: orphan.name, code: orphan.parentCode! } })
    for (const [position, unit] of input.units.entries()) {
      const id = unit.code === null ? ctx.newId() : ids.get(unit.code)!
      await saveUnit(
        tx,
        id,
        unit,
        position,
        (unit.parentCode && (ids.get(unit.parentCode) ?? known.get(unit.parentCode))) || null,
      )
    }
    recordEvent(tx, "units.saved", [...ids.values()], { count: input.units.length })
    return done({ count: input.units.length, ids: Object.fromEntries(ids) as Record<string, string> })
  })
}

async function saveUnit(tx: Tx, id: string, unit: UnitInput, position: number, parentId: string | null): Promise<void> {
  const { parentCode: _, aliases, ...facts } = unit
  const row = { ...facts, parentId, position }
  await tx
    .insertInto("unit")
    .values({ id, ...row })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((set) => ({ ...row, version: set("unit.version", "+", 1) })),
    )
    .execute()
  const names = [...new Map([unit.name, ...aliases].map((name) => [folded(name), name]))].filter(([key]) => key !== "")
  await tx.deleteFrom("unitAlias").where("unitId", "=", id).execute()
  await tx
    .insertInto("unitAlias")
    .values(names.map(([key, name]) => ({ unitId: id, name, folded: key })))
    .execute()
}

/** A collective name such as "UBND các xã, phường" and its members today. Tasks keep the members that they began with (rule 1). */
export function saveUnitGroup(
  ctx: Ctx,
  input: { unitGroupId: string | null; seenVersion: number; name: string; unitIds: readonly string[] },
) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const name = input.name.trim()
    if (name === "") return refused("organisation.nameMissing", { field: "name" })
    if (input.unitIds.length === 0) return refused("organisation.noMember", { field: "unit" })
    const known = await tx
      .selectFrom("unit")
      .select("id")
      .where("id", "in", [...input.unitIds])
      .execute()
    if (known.length !== new Set(input.unitIds).size) throw new NotFound("unit")
    const same = await tx.selectFrom("unitGroup").select("id").where("name", "=", name).executeTakeFirst()
    if (same && same.id !== input.unitGroupId)
      return refused("organisation.nameTaken", { field: "name", values: { name } })
    const id = input.unitGroupId ?? ctx.newId()
    if (input.unitGroupId) await updateGroup(tx, id, input.seenVersion, name)
    else await tx.insertInto("unitGroup").values({ id, name }).execute()
    await tx.deleteFrom("unitGroupMember").where("unitGroupId", "=", id).execute()
    await tx
      .insertInto("unitGroupMember")
      .values(input.unitIds.map((unitId) => ({ unitGroupId: id, unitId })))
      .execute()
    recordEvent(tx, "unitGroup.saved", id, { name, members: input.unitIds })
    return done({ unitGroupId: id })
  })
}

async function updateGroup(tx: Tx, id: string, seenVersion: number, name: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("unitGroup")
    .set({ name, version: seenVersion + 1 })
    .where("id", "=", id)
    .where("version", "=", seenVersion)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Stale("unitGroup")
}
