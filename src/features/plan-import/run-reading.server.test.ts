import { readFileSync } from "node:fs"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { NotFound } from "#platform/errors.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { claimReading, readReading, readSources, saveRead } from "./import-reading-store.server.ts"
import { readHeldPlan } from "./review-plan.server.ts"
import { runReading } from "./run-reading.server.ts"
import { forgetReading, startReading, startReadingAgain } from "./start-reading.server.ts"

let t: TestInstance
let office: Actor
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
})
afterAll(() => t?.close())

const ctx = () => t.ctxAs(office)
const decision = readFileSync(new URL("../../../demo/decision-1139.txt", import.meta.url), "utf8")
const half = decision.slice(0, decision.indexOf("Rà soát dự toán ngân sách") + 40)
const start = async (text: string, name = "qd.txt") => {
  const started = await startReading(ctx(), { plan: null, files: [{ name, bytes: new TextEncoder().encode(text) }] })
  if (!started.ok) throw new Error(started.refusal.code)
  return started.value.readingId
}
const reading = (id: string) => readReading(ctx(), t.db, id)
const silence = (id: string) =>
  sql`update import_reading set beat_at = clock_timestamp() - interval '1 minute' where id = ${id}`.execute(t.db)

test("what was read waits for review, and its files are kept no longer", async () => {
  const id = await start(decision)
  expect(await reading(id)).toMatchObject({ state: "waiting", files: [{ name: "qd.txt" }] })
  await runReading(ctx(), id, null)
  const { state, uploadId, steps } = await reading(id)
  expect(state).toBe("read")
  expect(steps.files).toEqual({ done: 1, total: 1, file: "qd.txt" })
  expect((await readHeldPlan(ctx(), uploadId!)).reading.documents[0]?.number).toBe("1139")
  expect(await readSources(t.db, id)).toEqual([])
  await expect(readReading(t.ctxAs(await t.actor("SYT", "head")), t.db, id)).rejects.toThrow(NotFound)
})

test("a file that is no plan fails with its name, and nothing of it stays", async () => {
  const id = await start("Kính gửi anh Ba,\nHôm nay trời đẹp.\n", "thu.txt")
  await runReading(ctx(), id, null)
  expect(await reading(id)).toMatchObject({
    state: "failed",
    refusal: { code: "planImport.noPlan", values: { file: "thu.txt" } },
  })
  expect(await readSources(t.db, id)).toEqual([])
  await forgetReading(ctx(), id)
  await expect(reading(id)).rejects.toThrow(NotFound)
})

test("a text that breaks off is read as far as it goes when a person says so, without the file being sent again", async () => {
  const id = await start(half)
  await runReading(ctx(), id, null)
  expect(await reading(id)).toMatchObject({ state: "failed", refusal: { code: "planImport.cut" } })
  await startReadingAgain(ctx(), { readingId: id })
  await runReading(ctx(), id, null)
  expect(await reading(id)).toMatchObject({ state: "read", acceptsCut: true })
})

test("a process that fell silent is found out; the reading starts again and the late answer counts for nothing", async () => {
  const id = await start(decision)
  const attempt = await claimReading(t.db, id)
  expect((await reading(id)).state).toBe("reading")
  await silence(id)
  expect((await reading(id)).state).toBe("interrupted")
  await startReadingAgain(ctx(), { readingId: id })
  await runReading(ctx(), id, null)
  const { state, uploadId, attempt: second } = await reading(id)
  expect([state, second]).toEqual(["read", attempt! + 1])
  const late = t.db.transaction().execute((tx) => saveRead(tx, { id, attempt: attempt! }, t.ctxAs(office).newId()))
  expect(await late).toBe(false)
  await startReadingAgain(ctx(), { readingId: id })
  expect((await reading(id)).uploadId).toBe(uploadId)
})

test("of one person's readings only so many are under way", async () => {
  const ids = [await start(decision), await start(decision), await start(decision)]
  const files = [{ name: "qd.txt", bytes: new TextEncoder().encode(decision) }]
  expect(await startReading(ctx(), { plan: null, files })).toMatchObject({
    refusal: { code: "planImport.tooManyReadings" },
  })
  await silence(ids[0]!)
  expect(await startReading(ctx(), { plan: null, files })).toMatchObject({ ok: true })
})
