import { afterAll, beforeAll, expect, test } from "vitest"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { keptTaskLines } from "#features/plans/kept-task-lines.server.ts"
import { historyHead } from "#platform/history/read-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"
import { remembered } from "./remembered.server.ts"
import type { PersonCtx } from "./request-context.ts"

let t: TestInstance
let office: Actor
let task: { id: string; planId: string }
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  task = await t.db.selectFrom("task").select(["id", "planId"]).limit(1).executeTakeFirstOrThrow()
})
afterAll(() => t?.close())

const asked = (path: string) => new Request(`http://localhost${path}`)
const ctxOf = async (actor: Actor, now?: Date): Promise<PersonCtx> => ({
  ...t.ctxAs(actor, now),
  actor,
  historyHead: (await historyHead(t.db)).hash,
})
let loaded = 0
const load = async () => ({ loaded: ++loaded })
const show = async (ctx: PersonCtx, path: string) => (await remembered(ctx, asked(path), load)).loaded
const changeSomething = async (product: string) =>
  expect(
    await assignTasks(t.ctxAs(office), { planId: task.planId, taskIds: [task.id], change: { product } }),
  ).toMatchObject({ ok: true })

test("a page is remembered for its seat, address and day, until anything is recorded", async () => {
  const ctx = await ctxOf(office)
  const first = await show(ctx, "/ke-hoach/a?trang=1")
  expect(await show(ctx, "/ke-hoach/a?trang=1")).toBe(first)
  expect(await show(ctx, "/ke-hoach/a?trang=2"), "another part of the list").not.toBe(first)
  const reporter = await ctxOf(await t.actor("SVHTTDL", "reporter"))
  expect(await show(reporter, "/ke-hoach/a?trang=1"), "another seat").not.toBe(first)
  const tomorrow = await ctxOf(office, new Date("2026-11-24T02:00:00Z"))
  expect(await show(tomorrow, "/ke-hoach/a?trang=1"), "another day").not.toBe(first)
  const again = await show(ctx, "/ke-hoach/a?trang=1")
  await changeSomething("Báo cáo")
  expect(await show(await ctxOf(office), "/ke-hoach/a?trang=1"), "after a change").not.toBe(again)
})

test("what could not be read is not remembered", async () => {
  const ctx = await ctxOf(office)
  const fails = async () => {
    throw new Error("the database is away")
  }
  await expect(remembered(ctx, asked("/x"), fails)).rejects.toThrow("away")
  expect(await show(ctx, "/x")).toBe(loaded)
})

test("the lines of a plan are read once, and again as soon as anything is recorded", async () => {
  const ctx = await ctxOf(office)
  const lines = await keptTaskLines(ctx, task.planId, ctx.today)
  expect(await keptTaskLines(ctx, task.planId, ctx.today)).toBe(lines)
  expect(await keptTaskLines(ctx, task.planId, "2027-01-01"), "another day").not.toBe(lines)
  await changeSomething("Đề án được duyệt")
  const later = await ctxOf(office)
  const fresh = await keptTaskLines(later, task.planId, later.today)
  expect(fresh.find((line) => line.id === task.id)?.product).toBe("Đề án được duyệt")
})
