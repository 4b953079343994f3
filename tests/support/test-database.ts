import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { inject } from "vitest"
import { type Ctx, contextAt } from "#platform/context.server.ts"
import { APPLICATION, embeddedUrl, OWNER } from "#platform/db/embedded-server.server.ts"
import { readSettings } from "#platform/settings.server.ts"
import type { Actor, Role } from "#shared/actor.ts"
import { loadDemonstration } from "../../demo/load-demonstration.ts"
import { type OpenInstance, openInstance } from "../../src/processes/open-instance.server.ts"

/** The day of all tests that do not say another: inside the fourth quarter's round of 2026. */
export const TEST_NOW = new Date("2026-11-23T02:00:00Z")

export type TestInstance = {
  instance: OpenInstance
  db: OpenInstance["db"]
  /** A command's context for an actor, at the test's instant or another. */
  ctxAs: (actor: Ctx["actor"], now?: Date) => Ctx
  /** Someone who sits in this role for the unit with this code of the demonstration. */
  actor: (unitCode: string, role: Role) => Promise<Actor>
  unitId: (code: string) => Promise<string>
  close: () => Promise<void>
}

const TEMPLATES = { empty: "tiendo_template_empty", demonstration: "tiendo_template_demo" }

/** A database of its own for one test file: empty, or with the demonstration province; cloned from a template that is made once. */
export async function testInstance(kind: keyof typeof TEMPLATES = "demonstration"): Promise<TestInstance> {
  const socketFolder = inject("socketFolder")
  await ensureTemplate(socketFolder, kind)
  const name = `t_${randomUUID().replaceAll("-", "")}`
  await asOwner(socketFolder, (client) =>
    client.query(`create database ${name} template ${TEMPLATES[kind]} strategy wal_log`),
  )
  const folder = mkdtempSync(join(tmpdir(), "tiendo-files-"))
  const instance = await openAt(socketFolder, name, folder)
  const { db } = instance
  const base = { db, timeZone: "Asia/Ho_Chi_Minh", enqueue: instance.enqueue }
  return {
    instance,
    db,
    ctxAs: (actor, now = TEST_NOW) => contextAt(now, { ...base, actor }),
    actor: (unitCode, role) => readActorOf(db, unitCode, role),
    unitId: async (code) =>
      (await db.selectFrom("unit").select("id").where("code", "=", code).executeTakeFirstOrThrow()).id,
    close: async () => {
      await instance.close()
      await asOwner(socketFolder, (client) => client.query(`drop database ${name} with (force)`))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openAt(socketFolder: string, name: string, folder: string): Promise<OpenInstance> {
  const read = readSettings({ DATA_DIR: folder, PUBLIC_URL: "http://127.0.0.1:3999" })
  if (!("settings" in read)) throw new Error(read.faults.join())
  const place = {
    url: embeddedUrl(socketFolder, APPLICATION, name),
    ownerUrl: embeddedUrl(socketFolder, OWNER, name),
    close: async () => undefined,
  }
  return openInstance(read.settings, place, () => TEST_NOW)
}

/** Made by the first file that asks; the others wait for the advisory lock. */
async function ensureTemplate(socketFolder: string, kind: keyof typeof TEMPLATES): Promise<void> {
  await asOwner(socketFolder, async (client) => {
    await client.query("select pg_advisory_lock(1139)")
    const exists = await client.query("select 1 from pg_database where datname = $1", [TEMPLATES[kind]])
    if (exists.rowCount) return
    const making = `${TEMPLATES[kind]}_making`
    await client.query(`drop database if exists ${making} with (force)`)
    await client.query(`create database ${making}`)
    const folder = mkdtempSync(join(tmpdir(), "tiendo-files-"))
    const instance = await openAt(socketFolder, making, folder)
    if (kind === "demonstration") await loadDemonstration(instance, () => undefined)
    await instance.close()
    rmSync(folder, { recursive: true, force: true })
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [making])
    await client.query(`alter database ${making} rename to ${TEMPLATES[kind]}`)
  })
}

async function asOwner(socketFolder: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: embeddedUrl(socketFolder, OWNER, "postgres") })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function readActorOf(db: OpenInstance["db"], unitCode: string, role: Role): Promise<Actor> {
  const row = await db
    .selectFrom("seat")
    .innerJoin("person", "person.id", "seat.personId")
    .innerJoin("unit", "unit.id", "seat.unitId")
    .select([
      "person.id as personId",
      "person.name",
      "seat.id",
      "seat.unitId",
      "unit.name as unitName",
      "seat.isActing",
    ])
    .where("unit.code", "=", unitCode)
    .where("seat.role", "=", role)
    .orderBy("seat.id")
    .executeTakeFirst()
  if (!row) throw new Error(`the demonstration has no ${role} in ${unitCode}`)
  const seat = { id: row.id, role, unitId: row.unitId, unitName: row.unitName, isActing: row.isActing }
  return { personId: row.personId, name: row.name, seat, seats: [seat] }
}
