import { type RawBuilder, sql } from "kysely"
import type { Ctx, Db, Tx } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Refusal } from "#shared/outcome.ts"
import { heldSince } from "./held-plan-store.server.ts"
import { type ImportReading, keepsSources, type ReadingSteps } from "./import-reading.ts"
import type { UploadedFile } from "./open-source-file.server.ts"

/** Three missed beats and some patience: a process that is busy is not taken for dead. */
const SILENT_SECONDS = 20

const columns: RawBuilder<unknown> = sql`
  id, plan_id as "planId", files, accepts_cut as "acceptsCut", attempt, progress as steps, refusal, upload_id as "uploadId",
  case when state in ('waiting', 'reading') and beat_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})
    then 'interrupted' else state end as state`

/** @throws NotFound for another person's reading, and one that was forgotten */
export async function readReading(ctx: Ctx, db: Db, id: string): Promise<ImportReading> {
  const { rows } = await sql<ImportReading>`
    select ${columns} from import_reading
    where id = ${id} and person_id = ${ctx.actor.personId} and created_at >= ${heldSince(ctx)}`.execute(db)
  if (!rows[0]) throw new NotFound("reading")
  return rows[0]
}

/** Readings of this person that are not through, newest first. */
export async function readOpenReadings(ctx: Ctx, db: Db): Promise<ImportReading[]> {
  const { rows } = await sql<ImportReading>`
    select ${columns} from import_reading
    where person_id = ${ctx.actor.personId} and state <> 'read' and created_at >= ${heldSince(ctx)}
    order by created_at desc`.execute(db)
  return rows
}

export async function insertReading(
  ctx: Ctx,
  tx: Tx,
  { planId, files }: { planId: string | null; files: UploadedFile[] },
): Promise<string> {
  const id = ctx.newId()
  await tx.deleteFrom("importReading").where("createdAt", "<", heldSince(ctx)).execute()
  const names = files.map(({ name, bytes }) => ({ name, size: bytes.length }))
  await tx
    .insertInto("importReading")
    .values({ id, personId: ctx.actor.personId!, planId, files: JSON.stringify(names), createdAt: ctx.now })
    .execute()
  for (const [position, { name, bytes }] of files.entries())
    await tx
      .insertInto("importSource")
      .values({ readingId: id, position, name, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) })
      .execute()
  return id
}

export async function readSources(db: Db, readingId: string): Promise<UploadedFile[]> {
  const rows = await db
    .selectFrom("importSource")
    .select(["name", "bytes"])
    .where("readingId", "=", readingId)
    .orderBy("position")
    .execute()
  return rows.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) }))
}

/** The reading is this process's own from here. @returns undefined when another one has it, or nobody waits for it */
export async function claimReading(db: Db, id: string): Promise<number | undefined> {
  const row = await db
    .updateTable("importReading")
    .set({ state: "reading", beatAt: sql`clock_timestamp()` })
    .where("id", "=", id)
    .where("state", "=", "waiting")
    .returning("attempt")
    .executeTakeFirst()
  return row?.attempt
}

export async function beat(db: Db, id: string, attempt: number | undefined, steps?: ReadingSteps): Promise<void> {
  await db
    .updateTable("importReading")
    .set({ beatAt: sql`clock_timestamp()`, ...(steps ? { progress: JSON.stringify(steps) } : {}) })
    .where("id", "=", id)
    .where("state", "in", ["waiting", "reading"])
    .$if(attempt !== undefined, (query) => query.where("attempt", "=", attempt!))
    .execute()
}

export type ClaimedReading = { id: string; attempt: number }

/** @returns false when the reading was given to another process meanwhile: what this one read counts for nothing */
export async function saveRead(tx: Tx, { id, attempt }: ClaimedReading, uploadId: string): Promise<boolean> {
  const saved = await tx
    .updateTable("importReading")
    .set({ state: "read", uploadId })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "reading")
    .executeTakeFirst()
  if (saved.numUpdatedRows === 0n) return false
  await tx.deleteFrom("importSource").where("readingId", "=", id).execute()
  return true
}

export async function saveFailed(tx: Tx, { id, attempt }: ClaimedReading, refusal: Refusal): Promise<void> {
  const saved = await tx
    .updateTable("importReading")
    .set({ state: "failed", refusal: JSON.stringify(refusal) })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "=", "reading")
    .executeTakeFirst()
  if (saved.numUpdatedRows > 0n && !keepsSources(refusal))
    await tx.deleteFrom("importSource").where("readingId", "=", id).execute()
}

export async function putBack(tx: Tx, id: string, acceptsCut: boolean): Promise<void> {
  await tx
    .updateTable("importReading")
    .set((set) => ({
      state: "waiting",
      acceptsCut,
      attempt: set("attempt", "+", 1),
      progress: "{}",
      refusal: null,
      beatAt: sql<Date>`clock_timestamp()`,
    }))
    .where("id", "=", id)
    .execute()
}

export async function deleteReading(ctx: Ctx, tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("importReading").where("id", "=", id).where("personId", "=", ctx.actor.personId).execute()
}
