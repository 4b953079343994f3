import { sql } from "kysely"
import type { Tx } from "#platform/context.server.ts"

/**
 * A task that goes on in another keeps the unit that was named to confirm it, unless one was named for the other already. Whether that
 * unit may confirm there is asked when somebody confirms: leads can differ.
 */
export async function inheritConfirmers(
  tx: Tx,
  pairs: readonly (readonly [from: string, to: string])[],
): Promise<void> {
  for (const [from, to] of pairs)
    await sql`
      insert into task_confirmer (id, task_id, unit_id, from_on, reason, named_at, named_by)
      select gen_random_uuid(), ${to}, unit_id, from_on, reason, named_at, named_by
      from task_confirmer where task_id = ${from} and ended_on is null
      on conflict (task_id) where ended_on is null do nothing`.execute(tx)
}

/** Confirming units that are no more hand this on to their successor. */
export async function moveConfirmers(tx: Tx, unitId: string, targetOf: (taskId: string) => string): Promise<string[]> {
  const named = await tx
    .selectFrom("taskConfirmer")
    .select(["id", "taskId"])
    .where("unitId", "=", unitId)
    .where("endedOn", "is", null)
    .execute()
  for (const { id, taskId } of named)
    await tx
      .updateTable("taskConfirmer")
      .set((set) => ({ unitId: targetOf(taskId), version: set("version", "+", 1) }))
      .where("id", "=", id)
      .execute()
  return named.map((each) => each.taskId)
}
