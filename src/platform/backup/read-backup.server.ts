import { createReadStream } from "node:fs"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import { CompiledQuery, type Kysely, sql } from "kysely"
import type { DB } from "../db/schema.ts"
import type { FileStore } from "../files/file-store.ts"
import { historyHead } from "../history/read-history.server.ts"
import { verifyHistory } from "../history/verify-history.server.ts"
import { type BackupHead, type BackupLine, FORMAT, quoted, type Row, SCHEMAS } from "./backup-format.ts"
import { readTables } from "./write-backup.server.ts"

/** The archive or the database is not what a restore needs; the sentence is for the operator. */
export class RestoreRefused extends Error {
  override name = "RestoreRefused"
}

const VALUES_AT_ONCE = 30_000
const ROWS_AT_ONCE = 500

/** What the archive says of itself. @throws RestoreRefused when it is no backup */
export async function readBackupHead(file: string): Promise<BackupHead> {
  let head: BackupLine | undefined
  await eachLine(file, async (line) => {
    head = line
    return "stop"
  })
  if (!head || !("tiendo" in head) || head.format !== FORMAT)
    throw new RestoreRefused(`${file} không phải tệp sao lưu của Tiến Độ. (Not a backup.)`)
  return head
}

/**
 * Fills an empty database, whose schema is that of the archive, and the file store: all of it or nothing. Every foreign key is checked
 * and the whole history chain recomputed before the commit. @param db as the owner of the schema @throws RestoreRefused
 */
export async function readBackup(
  db: Kysely<DB>,
  store: FileStore,
  file: string,
): Promise<{ rows: number; files: number }> {
  const head = await readBackupHead(file)
  return db.transaction().execute(async (tx) => {
    await assertEmpty(tx)
    await sql`delete from history.head`.execute(tx)
    await sql`delete from setting where key = 'sessionSecret'`.execute(tx)
    const keys = await deferForeignKeys(tx)
    const counts = await load(tx, store, file)
    await sql`set constraints all immediate`.execute(tx)
    for (const key of keys) await run(tx, `${key} not deferrable`)
    await assertWhole(tx, head)
    return counts
  })
}

/** An instance that was started once and never used holds its own secret and nothing else. */
async function assertEmpty(db: Kysely<DB>): Promise<void> {
  for (const { name } of await readTables(db)) {
    const first =
      `history.head` === name ? "where seq > 0" : name === "public.setting" ? "where key <> 'sessionSecret'" : ""
    const rows = await run(db, `select 1 from ${quoted(name)} ${first} limit 1`)
    if (rows.length > 0)
      throw new RestoreRefused(
        `Cơ sở dữ liệu không trống (bảng ${name}); chỉ khôi phục vào cơ sở dữ liệu trống. (Not empty.)`,
      )
  }
}

/** Rows come in any order, parents after children too: keys are checked once, at the end. @returns the beginning of each change */
async function deferForeignKeys(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ change: string }>`
    select format('alter table %I.%I alter constraint %I', namespace.nspname, class.relname, conname) as change
    from pg_constraint join pg_class class on class.oid = conrelid join pg_namespace namespace on namespace.oid = class.relnamespace
    where contype = 'f' and namespace.nspname = any (${[...SCHEMAS]}::text[])`.execute(db)
  const changes = rows.map((row) => row.change)
  for (const change of changes) await run(db, `${change} deferrable initially deferred`)
  return changes
}

async function load(db: Kysely<DB>, store: FileStore, file: string): Promise<{ rows: number; files: number }> {
  const counts = { rows: 0, files: 0 }
  let table: { name: string; columns: string[] } | undefined
  let waiting: Row[] = []
  let incoming: { sha256: string; parts: Buffer[] } | undefined
  let end: { rows: number; files: number } | undefined
  const flush = async () => {
    if (table && waiting.length > 0) await insert(db, table, waiting)
    waiting = []
    if (incoming) await keepFile(store, incoming)
    incoming = undefined
  }
  await eachLine(file, async (line) => {
    if (Array.isArray(line)) {
      counts.rows++
      waiting.push(line)
      if (waiting.length >= ROWS_AT_ONCE || waiting.length * line.length >= VALUES_AT_ONCE) await flush()
    } else if ("bytes" in line) incoming?.parts.push(Buffer.from(line.bytes, "base64"))
    else {
      await flush()
      if ("table" in line) table = { name: line.table, columns: line.columns }
      if ("file" in line) {
        counts.files++
        incoming = { sha256: line.file, parts: [] }
      }
      if ("end" in line) end = line
    }
    return undefined
  })
  if (!end || end.rows !== counts.rows || end.files !== counts.files)
    throw new RestoreRefused(`${file} bị cắt ngang, chưa khôi phục gì. (The archive was cut off.)`)
  return counts
}

async function insert(db: Kysely<DB>, table: { name: string; columns: string[] }, rows: Row[]): Promise<void> {
  const { columns } = table
  const places = rows.map(
    (_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(", ")})`,
  )
  const names = columns.map(quoted).join(", ")
  await run(db, `insert into ${quoted(table.name)} (${names}) values ${places.join(", ")}`, rows.flat())
}

/** The store names a file by its content: another content cannot pass under this name. */
async function keepFile(store: FileStore, { sha256, parts }: { sha256: string; parts: Buffer[] }): Promise<void> {
  const kept = await store.put(
    (async function* () {
      yield* parts
    })(),
  )
  if (!kept.ok || kept.value.sha256 !== sha256)
    throw new RestoreRefused(`Tệp ${sha256} trong bản sao lưu đã bị thay đổi. (A stored file differs.)`)
}

async function assertWhole(db: Kysely<DB>, head: BackupHead): Promise<void> {
  const { fault } = await verifyHistory(db)
  const now = await historyHead(db)
  if (fault || now.seq.toString() !== head.history.seq || now.hash !== head.history.hash)
    throw new RestoreRefused(
      "Chuỗi lịch sử trong bản sao lưu không nguyên vẹn, chưa khôi phục gì. (The chain is broken.)",
    )
}

const run = async (db: Kysely<DB>, text: string, values: Row = []) =>
  (await db.executeQuery(CompiledQuery.raw(text, values))).rows

/** @param take answers "stop" when it has seen enough */
async function eachLine(file: string, take: (line: BackupLine) => Promise<"stop" | undefined>): Promise<void> {
  const stop = new AbortController()
  const lines = async (source: AsyncIterable<Buffer>) => {
    const decoder = new TextDecoder("utf-8", { fatal: true })
    let rest = ""
    for await (const chunk of source) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n")
      rest = parts.pop() ?? ""
      for (const part of parts) if ((await take(JSON.parse(part))) === "stop") return stop.abort()
    }
  }
  try {
    await pipeline(createReadStream(file), createGunzip(), lines, { signal: stop.signal })
  } catch (error) {
    if (stop.signal.aborted || error instanceof RestoreRefused) {
      if (error instanceof RestoreRefused) throw error
      return
    }
    const { code } = error as NodeJS.ErrnoException
    if (code?.startsWith("Z_") || error instanceof SyntaxError)
      throw new RestoreRefused(`${file} bị hỏng hoặc bị cắt ngang. (The archive is damaged.)`, { cause: error })
    throw error
  }
}
