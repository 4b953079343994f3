import { sql } from "kysely"
import type { Ctx } from "#platform/context.server.ts"
import { heldSince } from "./held-plan-store.server.ts"

export type HeldLine = { id: string; title: string | null; files: string[]; touchedAt: Date }

/** Plans that this person read and has not taken in yet, newest first. */
export async function readHeldPlans(ctx: Ctx): Promise<HeldLine[]> {
  const { rows } = await sql<HeldLine>`
    select id, coalesce(content #>> '{corrections,document,title}', content #>> '{reading,documents,0,title}') as title,
      array(select jsonb_array_elements(content -> 'sources') ->> 'file') as files, created_at as "touchedAt"
    from held_import
    where kind = 'plan' and person_id = ${ctx.actor.personId} and created_at >= ${heldSince(ctx)}
    order by created_at desc limit 20`.execute(ctx.db)
  return rows
}
