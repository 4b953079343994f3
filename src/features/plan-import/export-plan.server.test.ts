import { readFileSync } from "node:fs"
import { afterAll, beforeAll, expect, test } from "vitest"
import { planWorkbook } from "#features/plans/plan-workbook.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { exportPlan } from "./export-plan.server.ts"
import type { ReadTask } from "./plan-reading.ts"
import { readPlanFiles } from "./read-plan-files.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

const facts = (tasks: readonly ReadTask[]): object[] =>
  tasks.map(({ code, title, leads, coordinating, deadline, product, children }) => ({
    code,
    title,
    leads,
    coordinating,
    deadline,
    product,
    children: facts(children),
  }))

test("a plan that was taken in comes out as it was read, each task with its number in the system", async () => {
  const bytes = readFileSync(new URL("../../../demo/decision-1139.txt", import.meta.url))
  const original = await readPlanFiles([{ name: "qd.txt", bytes }])
  const { id } = await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()
  const exported = await exportPlan(t.db, id)
  const again = await readPlanFiles([{ name: "so.xlsx", bytes: await writeWorkbook(planWorkbook(exported)) }])
  if (!again.ok || !original.ok) throw new Error("not read")
  const groups = again.value.plan.groups
  expect(groups.map((group) => group.title)).toEqual(original.value.plan.groups.map((group) => group.title))
  expect(groups.map((group) => group.tasks.length)).toEqual(
    original.value.plan.groups.map((group) => group.tasks.length),
  )
  expect(again.value.documents[0]).toMatchObject({ number: "1139", notation: "QĐ-UBND", issuedOn: "2025-07-09" })
  expect(again.value.plan.indicators.map((each) => [each.title, each.targets])).toEqual(
    original.value.plan.indicators.map((each) => [each.title, each.targets]),
  )
  expect(groups[0]!.tasks.every((task) => task.taskId !== undefined)).toBe(true)
  expect(facts(groups[0]!.tasks)).toHaveLength(original.value.plan.groups[0]!.tasks.length)
})
