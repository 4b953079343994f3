import { sql } from "kysely"
import type { Tx } from "#platform/context.server.ts"

/** Items that one person checks go to another, but those that the other confirmed: they wait for a name. */
export async function moveSampleItems(
  tx: Tx,
  { unitId, from, to }: { unitId: string; from: string; to: string },
): Promise<void> {
  await tx
    .updateTable("sampleItem")
    .set((set) => ({
      checkerId: sql<string | null>`case when confirmed_by = ${to} then null else ${to}::uuid end`,
      version: set("version", "+", 1),
    }))
    .where("checkerId", "=", from)
    .where("result", "is", null)
    .where("sampleCheckId", "in", (select) =>
      select.selectFrom("sampleCheck").select("id").where("unitId", "=", unitId),
    )
    .execute()
}
