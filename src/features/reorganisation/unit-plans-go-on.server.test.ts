import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readOpinion } from "#features/unit-plans/read-opinions.server.ts"
import { readEditions, readPlannedTasks, readUnitPlan } from "#features/unit-plans/read-unit-plans.server.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { reorganiseUnits } from "./reorganise-units.server.ts"

let t: TestInstance
let admin: Actor
let office: Actor
beforeAll(async () => {
  t = await testInstance()
  admin = await t.actor("SKHCN", "administrator")
  office = await t.actor("SKHCN", "planOffice")
})
afterAll(() => t?.close())

const change = { onDay: "2026-11-20", reason: "Nghị quyết số 10/NQ-HĐND", taskTargets: {} }
const personal = (as: Actor) => ({ ...t.ctxAs(as), actor: as })
const planOf = async (unitId: string) =>
  t.db
    .selectFrom("unitPlan")
    .select("id")
    .where("unitId", "=", unitId)
    .where("year", "=", 2026)
    .executeTakeFirstOrThrow()
const codesOf = async (unitPlanId: string, as: Actor) => {
  const plan = await readUnitPlan(personal(as), unitPlanId)
  const tasks = await readPlannedTasks(t.db, plan.unitId, plan.steps, "2026-11-23")
  const planned = new Set(plan.steps.flatMap((step) => step.assignmentIds))
  return { plan, tasks: tasks.filter((task) => planned.has(task.assignmentId)) }
}

describe("a unit plan when its unit changes", () => {
  test("merged into a unit without a plan: a first edition with the open tasks' steps; the old plan stays readable", async () => {
    const [old, into] = [await t.unitId("SGDDT"), await t.unitId("SYT")]
    const oldPlan = await planOf(old)
    const before = await codesOf(oldPlan.id, office)
    const open = before.tasks.filter((task) => task.workflow !== "completed")
    expect(open.length).toBeGreaterThan(0)
    const outcome = await reorganiseUnits(t.ctxAs(admin), {
      ...change,
      kind: "merge",
      fromUnitIds: [old],
      to: [{ unitId: into }],
    })
    expect(outcome).toMatchObject({ ok: true, value: { plans: 1 } })
    const after = await codesOf((await planOf(into)).id, office)
    expect(after.plan).toMatchObject({ status: "approved", edition: 1, before: [{ unitPlanId: oldPlan.id }] })
    expect(new Set(after.tasks.map((task) => task.taskId))).toEqual(new Set(open.map((task) => task.taskId)))
    const openSteps = before.plan.steps.filter((step) =>
      step.assignmentIds.some((id) => open.some((task) => task.assignmentId === id)),
    )
    expect(after.plan.steps.map(({ title, doneOn, dueOn }) => ({ title, doneOn, dueOn }))).toEqual(
      openSteps.map(({ title, doneOn, dueOn }) => ({ title, doneOn, dueOn })),
    )
    expect(await readEditions(t.db, after.plan.id)).toMatchObject([
      { number: 1, reason: "Sở Giáo dục và Đào tạo: Nghị quyết số 10/NQ-HĐND", approvedOn: "2026-11-20" },
    ])
    const past = await codesOf(oldPlan.id, await t.actor("SYT", "head"))
    expect(past.plan).toMatchObject({ unitName: "Sở Giáo dục và Đào tạo", after: [{ unitId: into }] })
    expect(past.plan.steps).toEqual(before.plan.steps)
    expect(past.tasks).toHaveLength(before.tasks.length)
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("renamed with a plan that waits for the head: it goes on as a draft, and open requests for opinions go with it", async () => {
    const old = await t.unitId("SVHTTDL")
    const oldPlan = await planOf(old)
    const open = await t.db
      .selectFrom("opinionRequest")
      .select("id")
      .where("closedOn", "is", null)
      .executeTakeFirstOrThrow()
    const to = [{ name: "Sở Văn hóa và Du lịch", code: "SVHDL" }]
    expect(await reorganiseUnits(t.ctxAs(admin), { ...change, kind: "rename", fromUnitIds: [old], to })).toMatchObject({
      ok: true,
      value: { plans: 1 },
    })
    const heir = await t.actor("SVHDL", "reporter")
    const next = await codesOf((await planOf(heir.seat.unitId)).id, heir)
    expect(next.plan).toMatchObject({ status: "drafting", edition: 0 })
    expect(next.plan.steps.length).toBeGreaterThan(0)
    await expect(readUnitPlan(personal(office), next.plan.id)).rejects.toThrow()
    expect((await readUnitPlan(personal(heir), oldPlan.id)).unitName).toBe("Sở Văn hóa, Thể thao và Du lịch")
    expect((await readOpinion(personal(heir), open.id)).own).toMatchObject({ answeredOn: null })
  })

  test("split: each successor gets the steps of the tasks that it leads", async () => {
    const old = await t.unitId("CAT")
    const { tasks } = await codesOf((await planOf(old)).id, office)
    const open = tasks.filter((task) => task.workflow !== "completed")
    expect(open.length).toBeGreaterThan(1)
    const to = [
      { name: "Công an tỉnh (mới)", code: "CATM" },
      { name: "Cơ quan an ninh mạng", code: "CANM" },
    ]
    const taskTargets = { [open[0]!.taskId]: 1 }
    const split = { ...change, kind: "split" as const, fromUnitIds: [old], to, taskTargets }
    expect(await reorganiseUnits(t.ctxAs(admin), split)).toMatchObject({ ok: true, value: { plans: 2 } })
    const second = await codesOf((await planOf(await t.unitId("CANM"))).id, office)
    expect(new Set(second.tasks.map((task) => task.taskId))).toEqual(new Set([open[0]!.taskId]))
    const first = await codesOf((await planOf(await t.unitId("CATM"))).id, office)
    expect(new Set(first.tasks.map((task) => task.taskId))).toEqual(new Set(open.slice(1).map((task) => task.taskId)))
  })
})
