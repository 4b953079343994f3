import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { yearReason } from "./annual-plan.ts"
import { linkTask, readAnnualPlans, readLinkedTasks, unlinkTask } from "./link-tasks.server.ts"
import { makeAnnualPlan } from "./make-annual-plan.server.ts"
import { readPlan } from "./read-plan.server.ts"
import { readReview } from "./read-review.server.ts"
import { readTaskLines } from "./read-task-lines.server.ts"

let t: TestInstance
let office: Actor
let parentPlanId: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  parentPlanId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

const make = (taskIds: readonly string[], more: { year?: number; as?: Actor } = {}) =>
  makeAnnualPlan(t.ctxAs(more.as ?? office), {
    parentPlanId,
    year: more.year ?? 2027,
    title: "Kế hoạch năm 2027",
    taskIds,
  })

describe("the plan of a year", () => {
  test("takes up what falls into the year, each task linked to the one it carries out and due by its end", async () => {
    const lines = await readTaskLines(t.db, parentPlanId, "2026-11-23")
    const chosen = lines.filter((line) => yearReason(line, 2027))
    expect(chosen.length).toBeGreaterThan(5)
    const made = await make(chosen.map((line) => line.id))
    if (!made.ok) throw new Error(JSON.stringify(made.refusal))
    const plan = await readPlan(t.db, made.value.slug)
    expect(plan).toMatchObject({ kind: "annual" })
    const children = await readTaskLines(t.db, plan.id, "2027-01-10")
    expect(children.map((line) => line.title).sort()).toEqual(chosen.map((line) => line.title).sort())
    for (const child of children) {
      expect(child.deadline.to! <= "2027-12-31").toBe(true)
      const [parent] = await readLinkedTasks(t.db, child.id)
      expect(parent).toMatchObject({ title: child.title, kind: "carriesOut", isAbove: true })
      const above = chosen.find((line) => line.id === parent!.id)!
      expect(child.leads.map((lead) => lead.unitId).sort()).toEqual(above.leads.map((lead) => lead.unitId).sort())
    }
    expect((await readAnnualPlans(t.db, parentPlanId)).map((each) => each.year)).toEqual([2027])
    expect(await make([chosen[0]!.id])).toMatchObject({ refusal: { code: "annual.exists" } })
    expect(await make([], { year: 2028 })).toMatchObject({ refusal: { field: "task" } })
    expect(await make([chosen[0]!.id], { year: 2028, as: await t.actor("SYT", "head") })).toMatchObject({
      refusal: { code: "plan.mayNotEdit" },
    })
  })

  test("tasks of two plans are linked and unlinked by the plan office", async () => {
    const annual = (await readAnnualPlans(t.db, parentPlanId))[0]!
    const child = await readPlan(t.db, annual.slug)
    const [mine] = await readTaskLines(t.db, parentPlanId, "2026-11-23")
    const other = (await readTaskLines(t.db, child.id, "2026-11-23")).at(-1)!
    const link = (otherCode: string) =>
      linkTask(t.ctxAs(office), { planId: parentPlanId, taskId: mine!.id, otherPlanSlug: annual.slug, otherCode })
    expect(await link("không có")).toMatchObject({ refusal: { field: "code" } })
    expect(await link(other.code)).toMatchObject({ ok: true })
    expect((await readLinkedTasks(t.db, mine!.id)).map((each) => each.id)).toContain(other.id)
    await unlinkTask(t.ctxAs(office), { planId: parentPlanId, taskId: mine!.id, otherTaskId: other.id })
    expect((await readLinkedTasks(t.db, mine!.id)).map((each) => each.id)).not.toContain(other.id)
  })
})

test("the yearly review names what is late, silent or unclear, and nothing else", async () => {
  const review = await readReview(t.db, { id: parentPlanId, startedOn: "2025-07-09" }, "2026-11-23")
  const lines = await readTaskLines(t.db, parentPlanId, "2026-11-23")
  expect(review.filter((line) => line.reasons.includes("late"))).toHaveLength(
    lines.filter((line) => line.line === "openOverdue").length,
  )
  expect(review.filter((line) => line.reasons.includes("withoutLead"))).toHaveLength(
    lines.filter((line) => line.members === 0).length,
  )
  const fine = lines.filter((line) => !review.some((each) => each.task.id === line.id))
  expect(fine.every((line) => line.product && line.members > 0 && line.line !== "openOverdue")).toBe(true)
})
