import { readFileSync } from "node:fs"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readPlans, searchTasks } from "#features/plans/read-plan.server.ts"
import { readPlanVersion, undoImport } from "#features/plans/undo-import.server.ts"
import { NotFound } from "#platform/errors.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { readPlanWithSource } from "./read-plan-files.server.ts"
import { commitHeldPlan, holdPlan } from "./review-plan.server.ts"

let t: TestInstance
let office: Actor
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
})
afterAll(() => t?.close())
const ctx = () => t.ctxAs(office)

async function take() {
  const text = readFileSync(new URL("../../../demo/decision-1139.txt", import.meta.url), "utf8").replaceAll(
    "1139",
    "5001",
  )
  const read = await readPlanWithSource([{ name: "qd.txt", bytes: Buffer.from(text) }])
  if (!read.ok) throw new Error(read.refusal.code)
  const held = await holdPlan(ctx(), read.value)
  if (!held.ok) throw new Error(held.refusal.code)
  return commitHeldPlan(ctx(), {
    uploadId: held.value.uploadId,
    seenVersion: 1,
    confirmerUnitId: null,
    leadershipUnitId: null,
  })
}
const undo = async (planId: string, as: Actor = office) =>
  undoImport(t.ctxAs(as), { planId, seenVersion: await readPlanVersion(t.db, planId) })

test("an import is taken back whole, nothing shows it any more, and the document can be imported again", async () => {
  const found = (await searchTasks(t.db, "chuyen doi so", 200)).length
  const first = await take()
  if (!first.ok) throw new Error(first.refusal.code)
  const { planId, slug } = first.value
  expect(await undo(planId, await t.actor("SYT", "head"))).toMatchObject({ refusal: { code: "plan.mayNotEdit" } })
  expect(await undo(planId)).toMatchObject({ ok: true })
  expect((await readPlans(t.db)).map((plan) => plan.id)).not.toContain(planId)
  expect(await searchTasks(t.db, "chuyen doi so", 200)).toHaveLength(found)
  const open = await t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select("assignment.id")
    .where("task.planId", "=", planId)
    .where("assignment.endedOn", "is", null)
    .execute()
  expect(open).toEqual([])
  await expect(undo(planId)).rejects.toThrow(NotFound)
  expect(await take()).toMatchObject({ value: { slug } })
  expect((await verifyHistory(t.db)).fault).toBeUndefined()
})

test("not once work rests on it", async () => {
  const plan = await t.db.selectFrom("round").select("planId").executeTakeFirstOrThrow()
  expect(await undo(plan.planId)).toMatchObject({ refusal: { code: "plan.workBegun" } })
})
