import type { DutyTarget } from "#features/plans/duties.ts"
import type { Db } from "#platform/context.server.ts"
import { folded } from "#shared/folded.ts"
import type { KnownNames } from "./match-agencies.ts"
import { readRememberedNames } from "./remembered-names-store.server.ts"

/** The names under which units and collective names are known, of units that exist on this day. Three queries. */
export async function readKnownNames(db: Db, today: string): Promise<KnownNames> {
  const aliases = await db
    .selectFrom("unitAlias")
    .innerJoin("unit", "unit.id", "unitAlias.unitId")
    .select(["unitAlias.folded", "unitAlias.unitId", "unit.name"])
    .where((where) => where.or([where("unit.endedOn", "is", null), where("unit.endedOn", ">", today)]))
    .execute()
  const groups = await db.selectFrom("unitGroup").select(["id", "name"]).execute()
  const byName = Map.groupBy(aliases, (alias) => alias.folded)
  // A name that two units share means neither of them for certain.
  const certain = [...byName].filter(([, units]) => new Set(units.map((unit) => unit.unitId)).size === 1)
  return new Map<string, DutyTarget>([
    // A unit's own names go before what was remembered.
    ...(await readRememberedNames(db, today)),
    ...certain.map(([name, units]) => [name, { unitId: units[0]!.unitId }] as const),
    ...aliases.map((alias) => [folded(alias.name), { unitId: alias.unitId }] as const),
    ...groups.map((group) => [folded(group.name), { unitGroupId: group.id }] as const),
  ])
}

export { readRememberedNames }
