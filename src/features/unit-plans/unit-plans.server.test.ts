import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { approveUnitPlan, handToHead, reopenUnitPlan, sendBackUnitPlan } from "./move-unit-plan.server.ts"
import { readCoverage, readCoverageTotals, readTasksWithoutStep } from "./read-coverage.server.ts"
import {
  readEditions,
  readLedTasks,
  readPlansOfUnit,
  readPlansWithHead,
  readUnitPlan,
} from "./read-unit-plans.server.ts"
import type { TypedStep } from "./unit-plan.ts"
import { addStep, changeStep, markStep, removeStep, startUnitPlan } from "./write-unit-plan.server.ts"

let t: TestInstance
let reporter: Actor
let head: Actor
let office: Actor
let stranger: Actor
let assignments: string[]
beforeAll(async () => {
  t = await testInstance()
  reporter = await t.actor("SNNMT", "reporter")
  head = await t.actor("SNNMT", "head")
  office = await t.actor("SKHCN", "planOffice")
  stranger = await t.actor("SYT", "head")
  assignments = (await readLedTasks(t.db, head.seat.unitId, "2026-11-23")).map((each) => each.assignmentId)
})
afterAll(() => t?.close())

const personal = (as: Actor) => ({ ...t.ctxAs(as), actor: as })
const typed = (title: string, more: Partial<TypedStep> = {}): TypedStep => ({
  title,
  startsOn: "",
  dueOn: "30/11/2026",
  personId: "",
  personName: "",
  product: "",
  isMilestone: false,
  assignmentIds: [assignments[0]!],
  ...more,
})
const answerOf = <Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: unknown }): Value => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}
const start = async (year: number) => answerOf(await startUnitPlan(t.ctxAs(reporter), { year })).unitPlanId
const seen = async (unitPlanId: string) => ({
  unitPlanId,
  seenVersion: (
    await t.db.selectFrom("unitPlan").select("version").where("id", "=", unitPlanId).executeTakeFirstOrThrow()
  ).version,
})
const seenStep = async (unitPlanId: string, stepId: string) => ({
  unitPlanId,
  stepId,
  seenVersion: (
    await t.db.selectFrom("unitPlanStep").select("version").where("id", "=", stepId).executeTakeFirstOrThrow()
  ).version,
})

describe("a unit's plan for a year", () => {
  test("is drafted, approved by the head, carried out, reopened with a reason and approved as a new edition", async () => {
    const id = await start(2026)
    expect(await start(2026)).toBe(id)
    expect(await handToHead(t.ctxAs(reporter), await seen(id))).toMatchObject({ refusal: { code: "unitPlan.noSteps" } })
    const both = assignments.slice(0, 2)
    const first = answerOf(
      await addStep(t.ctxAs(reporter), { unitPlanId: id, step: typed("Khảo sát", { assignmentIds: both }) }),
    ).stepId
    const second = answerOf(await addStep(t.ctxAs(reporter), { unitPlanId: id, step: typed("Trình đề án") })).stepId
    const third = answerOf(await addStep(t.ctxAs(reporter), { unitPlanId: id, step: typed("Nhầm") })).stepId
    expect(await removeStep(t.ctxAs(reporter), await seenStep(id, third))).toMatchObject({ ok: true })
    const change = typed("Trình đề án số hóa", { personId: head.personId, isMilestone: true })
    expect(await changeStep(t.ctxAs(reporter), { ...(await seenStep(id, second)), step: change })).toMatchObject({
      ok: true,
    })
    await expect(
      changeStep(t.ctxAs(reporter), { unitPlanId: id, stepId: second, seenVersion: 1, step: change }),
    ).rejects.toThrow()
    expect(await markStep(t.ctxAs(reporter), { ...(await seenStep(id, first)), isDone: true })).toMatchObject({
      refusal: { code: "unitPlan.notApproved" },
    })
    expect(await handToHead(t.ctxAs(reporter), await seen(id))).toMatchObject({ ok: true })
    expect(await readPlansWithHead(t.db, head.seat.unitId)).toEqual([{ id, year: 2026 }])
    expect(await addStep(t.ctxAs(reporter), { unitPlanId: id, step: typed("Muộn") })).toMatchObject({
      refusal: { code: "unitPlan.notDrafting" },
    })
    const nothing = { ...(await seen(id)), reason: " " }
    expect(await sendBackUnitPlan(t.ctxAs(head), nothing)).toMatchObject({ refusal: { code: "unitPlan.noReason" } })
    expect(await sendBackUnitPlan(t.ctxAs(head), { ...nothing, reason: "Thiếu mốc" })).toMatchObject({ ok: true })
    expect(await approveUnitPlan(t.ctxAs(reporter), await seen(id))).toMatchObject({
      refusal: { code: "unitPlan.onlyHead" },
    })
    expect(await approveUnitPlan(t.ctxAs(head), await seen(id))).toMatchObject({ ok: true })
    expect(await markStep(t.ctxAs(reporter), { ...(await seenStep(id, first)), isDone: true })).toMatchObject({
      ok: true,
    })
    expect(await reopenUnitPlan(t.ctxAs(head), { ...(await seen(id)), reason: "Bổ sung việc" })).toMatchObject({
      ok: true,
    })
    answerOf(await addStep(t.ctxAs(reporter), { unitPlanId: id, step: typed("Bổ sung") }))
    const own = await readUnitPlan(personal(reporter), id)
    expect(own.steps.map((step) => step.title)).toEqual(["Khảo sát", "Trình đề án số hóa", "Bổ sung"])
    expect(own.steps[0]!.assignmentIds.toSorted()).toEqual(both.toSorted())
    const outside = await readUnitPlan(personal(office), id)
    expect(outside).toMatchObject({ isEarlierEdition: true, status: "approved", edition: 1 })
    expect(outside.steps.map((step) => step.title)).toEqual(["Khảo sát", "Trình đề án số hóa"])
    expect(await approveUnitPlan(t.ctxAs(head), await seen(id))).toMatchObject({ ok: true })
    expect(await readEditions(t.db, id)).toMatchObject([{ number: 2, reason: "Bổ sung việc" }, { number: 1 }])
    expect(await readPlansOfUnit(t.db, head.seat.unitId)).toMatchObject([{ year: 2026, steps: 3, doneSteps: 1 }])
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("belongs to its unit: nobody else writes it, and nobody else reads a draft", async () => {
    const id = await start(2027)
    answerOf(await addStep(t.ctxAs(head), { unitPlanId: id, step: typed("Việc") }))
    for (const other of [office, stranger]) {
      expect(await addStep(t.ctxAs(other), { unitPlanId: id, step: typed("Việc") })).toMatchObject({
        refusal: { code: "unitPlan.notYourUnit" },
      })
      await expect(readUnitPlan(personal(other), id)).rejects.toThrow()
    }
    const theirs = (await readLedTasks(t.db, office.seat.unitId, "2026-11-23"))[0]!.assignmentId
    expect(
      await addStep(t.ctxAs(head), { unitPlanId: id, step: typed("Việc", { assignmentIds: [theirs] }) }),
    ).toMatchObject({ refusal: { details: [{ code: "unitPlan.notYourTask" }] } })
    expect(
      await addStep(t.ctxAs(head), { unitPlanId: id, step: typed("Việc", { personId: stranger.personId }) }),
    ).toMatchObject({ refusal: { code: "unitPlan.notYourPerson" } })
    expect(await startUnitPlan(t.ctxAs(await t.actor("UBND", "leadership")), { year: 2026 })).toMatchObject({
      refusal: { code: "unitPlan.notYourUnit" },
    })
    expect(await startUnitPlan(t.ctxAs(head), { year: 2040 })).toMatchObject({ refusal: { field: "year" } })
  })

  test("the plan office sees who has a plan and which tasks have no step", async () => {
    const id = await start(2025)
    const before = await readCoverageTotals(t.db, 2025)
    expect(before).toMatchObject({ unitsWithPlan: 0, tasksWithStep: 0 })
    const open = (await readLedTasks(t.db, head.seat.unitId, "2026-11-23")).find(
      (each) => each.workflow !== "completed",
    )!
    answerOf(
      await addStep(t.ctxAs(head), { unitPlanId: id, step: typed("Việc", { assignmentIds: [open.assignmentId] }) }),
    )
    expect(await readCoverageTotals(t.db, 2025)).toEqual(before)
    answerOf(await approveUnitPlan(t.ctxAs(head), await seen(id)))
    expect(await readCoverageTotals(t.db, 2025)).toEqual({ ...before, unitsWithPlan: 1, tasksWithStep: 1 })
    const all = await readCoverage(t.db, 2025, {})
    expect(all.lines.find((line) => line.unitId === head.seat.unitId)).toMatchObject({ unitPlanId: id, withStep: 1 })
    const missing = await readCoverage(t.db, 2025, { isMissingOnly: true, pageSize: 3 })
    expect(missing).toMatchObject({ hasMore: true })
    expect(missing.lines.some((line) => line.unitId === head.seat.unitId)).toBe(false)
    const uncovered = await readTasksWithoutStep(t.db, 2025, 1, 1_000)
    expect(uncovered.lines).toHaveLength(before.tasks - 1)
  })
})
