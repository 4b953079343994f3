import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { newId } from "../context.server.ts"
import { connect, type Pools } from "../db/connect.server.ts"
import { embeddedUrl, OWNER } from "../db/embedded-server.server.ts"
import { historyHead } from "../history/read-history.server.ts"
import { verifyHistory } from "../history/verify-history.server.ts"
import { quoted } from "./backup-format.ts"
import { readBackup, readBackupHead } from "./read-backup.server.ts"
import { readTables, writeBackup } from "./write-backup.server.ts"

let source: TestInstance
let target: TestInstance
let owners: Record<"source" | "target", Pools>
let folder: string
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tiendo-backup-"))
  source = await testInstance()
  target = await testInstance("empty")
  owners = { source: await asOwner(source), target: await asOwner(target) }
  await keepFile(`Biên bản nghiệm thu\n${"x".repeat(500_000)}`)
})
afterAll(async () => {
  for (const { pool } of Object.values(owners ?? {})) await pool.end()
  await source?.close()
  await target?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function asOwner(of: TestInstance): Promise<Pools> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(of.db)
  return connect(embeddedUrl(inject("socketFolder"), OWNER, rows[0]!.name), 1)
}

async function keepFile(text: string): Promise<void> {
  const stored = await source.instance.files.put(
    (async function* () {
      yield Buffer.from(text)
    })(),
  )
  if (!stored.ok) throw new Error(stored.refusal.code)
  const { personId } = await source.actor("SYT", "reporter")
  await source.db
    .insertInto("storedFile")
    .values({ id: newId(), ...stored.value, name: "bien-ban.txt", uploadedBy: personId, uploadedAt: new Date() })
    .execute()
}

const counts = async ({ db }: TestInstance) => {
  const rows: Record<string, bigint> = {}
  for (const { name } of await readTables(db))
    rows[name] = (await sql<{ n: bigint }>`select count(*) as n from ${sql.raw(quoted(name))}`.execute(db)).rows[0]!.n
  return rows
}

test("a backup restored into an empty database is the same province: rows, chain, files, sign-in", async () => {
  const written = await writeBackup(owners.source.db, source.instance.files, at("a"), new Date())
  expect(written).toMatchObject({ files: 1, missingFiles: [] })
  expect(await readBackup(owners.target.db, target.instance.files, at("a"))).toEqual({ rows: written.rows, files: 1 })

  expect(await counts(target)).toEqual(await counts(source))
  expect(await historyHead(target.db)).toEqual(await historyHead(source.db))
  expect((await verifyHistory(target.db)).fault).toBeUndefined()
  const { sha256 } = await target.db.selectFrom("storedFile").select("sha256").executeTakeFirstOrThrow()
  const [mine, theirs] = [await content(source, sha256), await content(target, sha256)]
  expect(theirs.equals(mine)).toBe(true)
  const body = { email: "office@demo.test", password: "demo" }
  expect((await target.instance.accounts.auth.api.signInEmail({ body })).user.email).toBe(body.email)

  await writeBackup(owners.target.db, target.instance.files, at("b"), new Date())
  const again = (await readBackupHead(at("b"))).history
  expect(again).toEqual((await readBackupHead(at("a"))).history)
})

test("the restored database keeps its guards: keys not deferrable, history append-only", async () => {
  const { rows } = await sql`
    select conname from pg_constraint join pg_namespace on pg_namespace.oid = connamespace
    where contype = 'f' and condeferrable and nspname <> 'pgboss'`.execute(target.db)
  expect(rows).toEqual([])
  await expect(sql`delete from history.event`.execute(owners.target.db)).rejects.toThrow("append-only")
})

test("a database that holds anything is refused and left alone", async () => {
  const before = await counts(source)
  await expect(readBackup(owners.source.db, source.instance.files, at("a"))).rejects.toThrow("không trống")
  expect(await counts(source)).toEqual(before)
})

test("an archive that was cut off, changed or is none is refused, and nothing stays", async () => {
  const empty = await testInstance("empty")
  const owner = await asOwner(empty)
  try {
    const before = await counts(empty)
    const whole = readFileSync(at("a"))
    writeFileSync(at("cut"), whole.subarray(0, whole.length / 2))
    writeFileSync(at("none"), "PK\x03\x04 not ours")
    for (const name of ["cut", "none"])
      await expect(readBackup(owner.db, empty.instance.files, at(name)), name).rejects.toThrow(/bị hỏng|bị cắt/)
    expect(await counts(empty)).toEqual(before)
  } finally {
    await owner.pool.end()
    await empty.close()
  }
})

async function content(of: TestInstance, sha256: string): Promise<Buffer> {
  const file = await of.instance.files.open(sha256)
  return Buffer.from(await new Response(file!.stream).arrayBuffer())
}
