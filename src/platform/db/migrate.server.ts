import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import pg from "pg"

const FOLDER = fileURLToPath(new URL("../../../migrations", import.meta.url))
const LOCK = 1_139_2025

export type Migration = { name: string; sql: string }
export const migrations = (): Migration[] =>
  readdirSync(FOLDER)
    .filter((file) => /^\d{4}_.+\.sql$/.test(file))
    .sort()
    .map((name) => ({ name, sql: readFileSync(`${FOLDER}/${name}`, "utf8") }))

/**
 * Brings the schema up to this version: numbered, forward only, each in its own transaction, under an advisory lock so that several
 * processes may start at once. Then gives the application's account its rights.
 * @param ownerUrl the account that owns the schema
 * @param application the account that the program works with; the same as the owner when only one exists
 * @param only no other migrations than these, for rows of an older version (restore)
 * @returns the names of the migrations that were applied now
 */
export async function migrate(
  ownerUrl: string,
  application: string,
  queues: readonly string[],
  only?: readonly string[],
): Promise<string[]> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    options: "-c TimeZone=UTC -c client_min_messages=warning",
  })
  await client.connect()
  try {
    await assertVersion(client)
    await client.query("select pg_advisory_lock($1)", [LOCK])
    const applied = await applyMissing(client, only)
    await createQueues(client, queues)
    await grantApplication(client, application)
    return applied
  } finally {
    await client.end()
  }
}

async function assertVersion(client: pg.Client): Promise<void> {
  const version = Number((await client.query("show server_version_num")).rows[0].server_version_num)
  if (version < 150_000)
    throw new Error(
      `PostgreSQL 15 trở lên là bắt buộc, máy chủ này là ${Math.floor(version / 10_000)}. (PostgreSQL 15 or later is required.)`,
    )
}

async function applyMissing(client: pg.Client, only?: readonly string[]): Promise<string[]> {
  await client.query(
    "create table if not exists migration (name text primary key, applied_at timestamptz not null default now())",
  )
  const known = new Set((await client.query("select name from migration")).rows.map((row) => row.name as string))
  const missing = migrations().filter(({ name }) => !known.has(name) && (only?.includes(name) ?? true))
  for (const { name, sql } of missing) {
    try {
      await client.query("begin")
      await client.query(sql)
      await client.query("insert into migration (name) values ($1)", [name])
      await client.query("commit")
    } catch (error) {
      await client.query("rollback")
      throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error })
    }
  }
  return missing.map((each) => each.name)
}

/** Queues are created here and not at run time: the application's account may not change the schema. */
async function createQueues(client: pg.Client, queues: readonly string[]): Promise<void> {
  const options = {
    policy: "standard",
    retryLimit: 8,
    retryDelay: 10,
    retryBackoff: true,
    expireInSeconds: 900,
    retentionSeconds: 1_209_600,
    deleteAfterSeconds: 604_800,
    partition: false,
  }
  for (const queue of queues)
    await client.query("select pgboss.create_queue($1, $2::jsonb)", [queue, JSON.stringify(options)])
}

async function grantApplication(client: pg.Client, application: string): Promise<void> {
  const owner = (await client.query("select current_user as name")).rows[0].name as string
  if (owner === application) return
  const role = pg.escapeIdentifier(application)
  const exists = await client.query("select 1 from pg_roles where rolname = $1", [application])
  if (exists.rowCount === 0) await client.query(`create role ${role} login`)
  for (const schema of ["public", "auth", "pgboss"]) {
    await client.query(`grant usage on schema ${schema} to ${role}`)
    await client.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`)
    await client.query(`grant usage on all sequences in schema ${schema} to ${role}`)
    await client.query(`grant execute on all functions in schema ${schema} to ${role}`)
  }
  await client.query(`revoke all on migration from ${role}; grant select on migration to ${role}`)
  await client.query(
    `grant usage on schema history to ${role}; grant select on all tables in schema history to ${role}`,
  )
  await client.query(
    `revoke execute on all functions in schema history from public; grant execute on function history.append to ${role}`,
  )
}
