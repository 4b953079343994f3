import type { Tx } from "#platform/context.server.ts"

/** Steps that are still to be done and carry one person's name carry another's; what was approved stays as it was approved. */
export async function moveSteps(
  tx: Tx,
  { unitId, from, to }: { unitId: string; from: string; to: string },
): Promise<void> {
  await tx
    .updateTable("unitPlanStep")
    .set((set) => ({ personId: to, personName: "", version: set("version", "+", 1) }))
    .where("personId", "=", from)
    .where("doneOn", "is", null)
    .where("unitPlanId", "in", (select) => select.selectFrom("unitPlan").select("id").where("unitId", "=", unitId))
    .execute()
}
