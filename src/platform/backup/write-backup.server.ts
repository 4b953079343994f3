import { createWriteStream } from "node:fs"
import { rename, rm } from "node:fs/promises"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { CompiledQuery, type Kysely, sql } from "kysely"
import type { DB } from "../db/schema.ts"
import type { FileStore } from "../files/file-store.ts"
import { historyHead } from "../history/read-history.server.ts"
import { type BackupCounts, type BackupLine, FORMAT, LEFT_OUT, quoted, type Row, SCHEMAS } from "./backup-format.ts"

const ROWS_AT_ONCE = 500
const PART_BYTES = 192 * 1024

/**
 * Writes everything into one archive, as it was at one moment, while the program goes on. The archive appears under its name when it is
 * whole. @param file must not exist @returns what was written; `missingFiles` names claimed files that the store has lost
 */
export async function writeBackup(db: Kysely<DB>, store: FileStore, file: string, now: Date): Promise<BackupCounts> {
  const unfinished = `${file}.unfinished`
  const counts: BackupCounts = { tables: {}, rows: 0, files: 0, missingFiles: [] }
  try {
    await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((tx) =>
        pipeline(
          Readable.from(asText(archive(tx, store, now, counts))),
          createGzip(),
          createWriteStream(unfinished, { flags: "wx", mode: 0o600, flush: true }),
        ),
      )
    await rename(unfinished, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") await rm(unfinished, { force: true })
    throw error
  }
  return counts
}

async function* asText(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`
}

async function* archive(db: Kysely<DB>, store: FileStore, now: Date, counts: BackupCounts): AsyncGenerator<BackupLine> {
  const { seq, hash } = await historyHead(db)
  const migrations = await db.selectFrom("migration").select("name").orderBy("name").execute()
  yield {
    tiendo: "backup",
    format: FORMAT,
    at: now.toISOString(),
    migrations: migrations.map((each) => each.name),
    history: { seq: seq.toString(), hash },
  }
  for (const { name, columns } of await readTables(db)) {
    yield { table: name, columns }
    counts.tables[name] = 0
    for await (const row of rowsOf(db, name, columns)) {
      counts.tables[name]++
      counts.rows++
      yield row
    }
  }
  const files = await db.selectFrom("storedFile").select("sha256").distinct().orderBy("sha256").execute()
  for (const { sha256 } of files) yield* fileLines(store, sha256, counts)
  yield { end: true, rows: counts.rows, files: counts.files }
}

/** Every table with the columns that are written; what PostgreSQL computes from others is computed again. */
export async function readTables(db: Kysely<DB>): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select table_schema || '.' || table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = any (${[...SCHEMAS]}::text[]) and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      and table_schema || '.' || table_name <> all (${[...LEFT_OUT]}::text[])
    group by 1 order by 1`.execute(db)
  return rows
}

async function* rowsOf(db: Kysely<DB>, table: string, columns: readonly string[]): AsyncGenerator<Row> {
  const values = columns.map((column, index) => `${quoted(column)}::text as c${index}`).join(", ")
  await run(db, `declare backup no scroll cursor for select ${values} from ${quoted(table)}`)
  for (;;) {
    const rows = await run(db, `fetch ${ROWS_AT_ONCE} from backup`)
    for (const row of rows) yield columns.map((_, index) => row[`c${index}`] ?? null)
    if (rows.length < ROWS_AT_ONCE) break
  }
  await run(db, "close backup")
}

const run = async (db: Kysely<DB>, text: string): Promise<Record<string, string | null>[]> =>
  (await db.executeQuery(CompiledQuery.raw(text))).rows as Record<string, string | null>[]

async function* fileLines(store: FileStore, sha256: string, counts: BackupCounts): AsyncGenerator<BackupLine> {
  const content = await store.open(sha256)
  if (!content) {
    counts.missingFiles.push(sha256)
    return
  }
  counts.files++
  yield { file: sha256, size: content.size }
  let rest = Buffer.alloc(0)
  for await (const chunk of content.stream) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= PART_BYTES) {
      yield { bytes: rest.subarray(0, PART_BYTES).toString("base64") }
      rest = rest.subarray(PART_BYTES)
    }
  }
  if (rest.length > 0) yield { bytes: rest.toString("base64") }
}
