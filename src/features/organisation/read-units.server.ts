import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Day } from "#shared/day.ts"
import type { SuccessionKind } from "./succession.ts"
import { type Obligation, otherNames, type Unit, type UnitKind } from "./unit.ts"

export type UnitChoice = { id: string; name: string }

/** Units that can be given work, and collective names, in Vietnamese order. */
export async function readUnitChoices(db: Db): Promise<{ units: UnitChoice[]; groups: UnitChoice[] }> {
  const units = await db
    .selectFrom("unit")
    .select(["id", "name"])
    .where("endedOn", "is", null)
    .orderBy(sql`name collate "vi-x-icu"`)
    .execute()
  const groups = await db.selectFrom("unitGroup").select(["id", "name"]).orderBy(sql`name collate "vi-x-icu"`).execute()
  return { units, groups }
}

/** Every unit, ended ones too, in the order of the organisation. Two queries. */
export async function readUnits(db: Db): Promise<Unit[]> {
  const rows = await db
    .selectFrom("unit")
    .selectAll()
    .orderBy("position")
    .orderBy(sql`name collate "vi-x-icu"`)
    .orderBy("id")
    .execute()
  const aliases = Map.groupBy(
    await db.selectFrom("unitAlias").selectAll().orderBy("folded").execute(),
    (alias) => alias.unitId,
  )
  return rows.map((row) => ({
    ...row,
    kind: row.kind as UnitKind,
    obligation: row.obligation as Obligation,
    aliases: otherNames(
      row.name,
      (aliases.get(row.id) ?? []).map((alias) => alias.name),
    ),
  }))
}

/** @throws NotFound */
export async function readUnit(db: Db, unitId: string): Promise<Unit> {
  const unit = (await readUnits(db)).find((each) => each.id === unitId)
  if (!unit) throw new NotFound("unit")
  return unit
}

export type UnitUse = { children: number; seats: number; openAssignments: number }

/** What hangs on a unit on a day: whoever ends it should know. */
export async function readUnitUse(db: Db, unitId: string, today: Day): Promise<UnitUse> {
  const { rows } = await sql<UnitUse>`select
    (select count(*)::int from unit where parent_id = ${unitId} and (ended_on is null or ended_on > ${today})) as children,
    (select count(*)::int from seat where unit_id = ${unitId} and (to_on is null or to_on >= ${today})) as seats,
    (select count(*)::int from assignment where unit_id = ${unitId} and ended_on is null and workflow <> 'completed')
      as open_assignments`.execute(db)
  return rows[0]!
}

export type SuccessionLine = { id: string; name: string; kind: SuccessionKind; onDay: Day; isSuccessor: boolean }

/** The units that a unit went on in, and those that went on in it. */
export async function readSuccessions(db: Db, unitId: string): Promise<SuccessionLine[]> {
  const { rows } = await sql<SuccessionLine>`
    select unit.id, unit.name, succession.kind, succession.on_day, succession.from_unit_id = ${unitId} as is_successor
    from unit_succession succession
    join unit on unit.id = case when succession.from_unit_id = ${unitId} then succession.to_unit_id else succession.from_unit_id end
    where succession.from_unit_id = ${unitId} or succession.to_unit_id = ${unitId}
    order by succession.on_day, unit.name`.execute(db)
  return rows
}
