import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"

/** What the table `held_import` keeps for this feature: a plan under review, or an annex. */
export type HeldKind = "plan" | "annex"

/** Forgotten a day after the last correction. */
const HELD_MS = 24 * 3_600_000
export const heldSince = (ctx: Ctx): Date => new Date(ctx.now.getTime() - HELD_MS)

export async function insertHeld(ctx: Ctx, tx: Tx, kind: HeldKind, content: object): Promise<string> {
  const id = ctx.newId()
  await tx.deleteFrom("heldImport").where("kind", "=", kind).where("createdAt", "<", heldSince(ctx)).execute()
  await tx
    .insertInto("heldImport")
    .values({ id, personId: ctx.actor.personId!, kind, content: JSON.stringify(content), createdAt: ctx.now })
    .execute()
  return id
}

/** @throws NotFound for another person's upload, one that was used, and one untouched for a day */
export async function readHeld<Held>(ctx: Ctx, db: Db, kind: HeldKind, id: string): Promise<Held> {
  const row = await ofPerson(ctx, db, kind, id).executeTakeFirst()
  if (!row) throw new NotFound("upload")
  return row.content as unknown as Held
}

/** The same, locked until the end of the command. @throws Stale when it was corrected since it was shown */
export async function lockHeld<Held extends { version: number }>(
  ctx: Ctx,
  tx: Tx,
  kind: HeldKind,
  { uploadId, seenVersion }: { uploadId: string; seenVersion: number },
): Promise<Held> {
  const row = await ofPerson(ctx, tx, kind, uploadId).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound("upload")
  const held = row.content as unknown as Held
  if (held.version !== seenVersion) throw new Stale("upload")
  return held
}

const ofPerson = (ctx: Ctx, db: Db, kind: HeldKind, id: string) =>
  db
    .selectFrom("heldImport")
    .select("content")
    .where("id", "=", id)
    .where("kind", "=", kind)
    .where("personId", "=", ctx.actor.personId)
    .where("createdAt", ">=", heldSince(ctx))

export async function updateHeld(ctx: Ctx, tx: Tx, id: string, content: object): Promise<void> {
  await tx
    .updateTable("heldImport")
    .set({ content: JSON.stringify(content), createdAt: ctx.now })
    .where("id", "=", id)
    .execute()
}

export async function deleteHeld(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("heldImport").where("id", "=", id).where("personId", "=", ctx.actor.personId).execute()
}
