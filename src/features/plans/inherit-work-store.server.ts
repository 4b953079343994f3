import { sql } from "kysely"
import type { Ctx, Tx } from "#platform/context.server.ts"
import type { Heirs } from "./bring-in-annex.server.ts"

/**
 * What was given and done under provisional tasks goes on under their heirs. A unit that the annex does not name as lead any more keeps
 * its record there and owes nothing from today on; leads, deadline and product of a row that names none are those of the task it replaces.
 */
export async function inheritWork(ctx: Ctx, tx: Tx, heirs: Heirs): Promise<void> {
  const taken = new Set<string>()
  for (const [provisionalId, [heir]] of heirs) {
    if (!heir) continue
    await inheritFacts(tx, provisionalId, heir.id)
    const namesLeads = await inheritDuties(tx, provisionalId, heir.id)
    await inheritAssignments(ctx, tx, { provisionalId, heirId: heir.id, namesLeads, taken })
  }
}

async function inheritFacts(tx: Tx, provisionalId: string, heirId: string): Promise<void> {
  await sql`
    update task set
      product = coalesce(task.product, old.product),
      deadline_text = case when task.deadline_text is null then old.deadline_text else task.deadline_text end,
      deadline_meaning = case when task.deadline_text is null then old.deadline_meaning else task.deadline_meaning end,
      deadline_from = case when task.deadline_text is null then old.deadline_from else task.deadline_from end,
      deadline_to = case when task.deadline_text is null then old.deadline_to else task.deadline_to end
    from task old where old.id = ${provisionalId} and task.id = ${heirId}`.execute(tx)
}

/** @returns whether the annex itself names leads that the organisation knows */
async function inheritDuties(tx: Tx, provisionalId: string, heirId: string): Promise<boolean> {
  const own = await tx.selectFrom("taskDuty").select("duty").where("taskId", "=", heirId).execute()
  const has = new Set(own.map((each) => each.duty))
  await sql`
    insert into task_duty (task_id, duty, position, unit_id, unit_group_id)
    select ${heirId}, duty, position, unit_id, unit_group_id from task_duty
    where task_id = ${provisionalId} and duty <> all (${[...has]}::text[])
    on conflict do nothing`.execute(tx)
  return has.has("lead")
}

type Inheritance = { provisionalId: string; heirId: string; namesLeads: boolean; taken: Set<string> }

/** @param taken units of heirs that have inherited an assignment already: a second one ends where it is */
async function inheritAssignments(ctx: Ctx, tx: Tx, { provisionalId, heirId, namesLeads, taken }: Inheritance) {
  const of = (taskId: string) =>
    tx.selectFrom("assignment").selectAll().where("taskId", "=", taskId).orderBy("isClaimant", "desc").execute()
  const fresh = new Map((await of(heirId)).map((each) => [each.unitId, each]))
  for (const old of await of(provisionalId)) {
    const key = `${heirId} ${old.unitId}`
    const own = fresh.get(old.unitId)
    const change = tx.updateTable("assignment").where("id", "=", old.id)
    if (taken.has(key)) {
      await change.set((set) => ({ endedOn: old.endedOn ?? ctx.today, version: set("version", "+", 1) })).execute()
      continue
    }
    taken.add(key)
    if (own) await tx.deleteFrom("assignment").where("id", "=", own.id).execute()
    const standing = own
      ? { mode: own.mode, isClaimant: own.isClaimant, endedOn: null }
      : { endedOn: namesLeads ? (old.endedOn ?? ctx.today) : old.endedOn }
    await change.set((set) => ({ taskId: heirId, ...standing, version: set("version", "+", 1) })).execute()
    await tx.updateTable("entry").set({ taskId: heirId }).where("assignmentId", "=", old.id).execute()
  }
}
