import type { DutyTarget } from "#features/plans/duties.ts"
import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { chosenTarget } from "./match-agencies.ts"

/** What people said that a name means which no unit bears, by the folded name; only of units that exist on this day. */
export async function readRememberedNames(db: Db, today: string): Promise<Map<string, DutyTarget>> {
  const rows = await db
    .selectFrom("rememberedName")
    .leftJoin("unit", "unit.id", "rememberedName.unitId")
    .select(["rememberedName.folded", "rememberedName.unitId", "rememberedName.unitGroupId"])
    .where((where) =>
      where.or([where("rememberedName.validTo", "is", null), where("rememberedName.validTo", ">=", today)]),
    )
    .where((where) => where.or([where("unit.endedOn", "is", null), where("unit.endedOn", ">", today)]))
    .execute()
  return new Map(
    rows.map(({ folded, unitId, unitGroupId }) => [folded, unitId ? { unitId } : { unitGroupId: unitGroupId! }]),
  )
}

/** Keeps a person's choices for the next import; "text" forgets. @param names what was chosen, by the folded name */
export async function rememberNames(ctx: Ctx, tx: Tx, names: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, choice] of Object.entries(names)) {
    const target = chosenTarget(choice)
    if (!target) {
      await tx.deleteFrom("rememberedName").where("folded", "=", key).execute()
      continue
    }
    const meaning = { unitId: null, unitGroupId: null, ...target }
    const kept = { ...meaning, validTo: null, rememberedAt: ctx.now, rememberedBy: ctx.actor.personId }
    await tx
      .insertInto("rememberedName")
      .values({ folded: key, name: key, ...kept })
      .onConflict((conflict) => conflict.column("folded").doUpdateSet(kept))
      .execute()
  }
}
