import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"

export type UnitGroup = { id: string; name: string; version: number; memberIds: string[] }

/** Every collective name with its members of today. One query. */
export async function readUnitGroups(db: Db): Promise<UnitGroup[]> {
  const rows = await db
    .selectFrom("unitGroup")
    .leftJoin("unitGroupMember", "unitGroupMember.unitGroupId", "unitGroup.id")
    .select(["unitGroup.id", "unitGroup.name", "unitGroup.version"])
    .select(
      sql<
        string[]
      >`coalesce(array_agg(unit_group_member.unit_id) filter (where unit_group_member.unit_id is not null), '{}')::text[]`.as(
        "memberIds",
      ),
    )
    .groupBy("unitGroup.id")
    .orderBy(sql`unit_group.name collate "vi-x-icu"`)
    .execute()
  return rows
}

/** @throws NotFound */
export async function readUnitGroup(db: Db, unitGroupId: string): Promise<UnitGroup> {
  const group = (await readUnitGroups(db)).find((each) => each.id === unitGroupId)
  if (!group) throw new NotFound("unit group")
  return group
}
