import type { DutyTarget } from "#features/plans/duties.ts"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { type FormerName, formerNames, type Succession } from "./former-names.ts"
import type { KnownNames } from "./match-agencies.ts"
import { readRememberedNames } from "./remembered-names-store.server.ts"

/**
 * The names under which units and collective names are known, of units that exist on this day. A name whose bearer on the document's day
 * has ended since means the one unit that goes on in its place; where several do, only what a person remembered. Five queries.
 */
export async function readKnownNames(db: Db, today: Day, documentOn: Day | null): Promise<KnownNames> {
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
  const remembered = await readRememberedNames(db, today)
  const known = new Map<string, DutyTarget>([
    // A unit's own names go before what was remembered.
    ...remembered,
    ...certain.map(([name, units]) => [name, { unitId: units[0]!.unitId }] as const),
    ...aliases.map((alias) => [folded(alias.name), { unitId: alias.unitId }] as const),
    ...groups.map((group) => [folded(group.name), { unitGroupId: group.id }] as const),
  ])
  for (const [key, { successors }] of await readFormerNames(db, today, documentOn)) {
    const [only, another] = successors
    const target = remembered.get(key) ?? (only && !another ? { unitId: only.id } : undefined)
    if (target) known.set(key, target)
    else known.delete(key)
  }
  return known
}

/** Names of units that were merged, split, renamed or ended since the document's day. Two queries. */
export async function readFormerNames(db: Db, today: Day, documentOn: Day | null): Promise<Map<string, FormerName>> {
  const units = await db.selectFrom("unit").select(["id", "name", "startedOn", "endedOn"]).execute()
  const successions = await db
    .selectFrom("unitSuccession")
    .select(["fromUnitId", "toUnitId", "kind", "onDay"])
    .orderBy("onDay")
    .execute()
  return formerNames(units, successions as Succession[], today, documentOn)
}

export { readRememberedNames }
