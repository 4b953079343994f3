import { afterAll, beforeAll, expect, test } from "vitest"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { removeEstimate, saveEstimate } from "./enter-estimates.server.ts"
import { estimateSheet } from "./estimate-sheet.server.ts"
import { makeAnnualPlan } from "./make-annual-plan.server.ts"
import { readEstimates, readEstimateTotals } from "./read-estimates.server.ts"

let t: TestInstance
let office: Actor
let unit: Actor
let planId: string
let parentId: string
let mine: string
let other: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  unit = await t.actor("SVHTTDL", "reporter")
  parentId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  const led = (actor: Actor) =>
    t.db
      .selectFrom("assignment")
      .innerJoin("task", "task.id", "assignment.taskId")
      .select("task.id")
      .where("unitId", "=", actor.seat.unitId)
      .where("isClaimant", "=", true)
      .orderBy("task.position")
      .limit(1)
      .executeTakeFirstOrThrow()
  const taskIds = [(await led(unit)).id, (await led(office)).id]
  const made = await makeAnnualPlan(t.ctxAs(office), { parentPlanId: parentId, year: 2027, title: "Kế hoạch", taskIds })
  if (!made.ok) throw new Error(made.refusal.code)
  planId = made.value.planId
  const childOf = async (parent: string) =>
    (
      await t.db
        .selectFrom("taskLink")
        .innerJoin("task", "task.id", "taskLink.fromTaskId")
        .select("task.id")
        .where("toTaskId", "=", parent)
        .where("task.planId", "=", planId)
        .executeTakeFirstOrThrow()
    ).id
  mine = await childOf(taskIds[0]!)
  other = await childOf(taskIds[1]!)
})
afterAll(() => t?.close())

const enter = (as: Actor, taskId: string, amount: string, more: object = {}) =>
  saveEstimate(t.ctxAs(as), {
    planId,
    taskId,
    unitId: as.seat.unitId,
    source: "stateBudget",
    amount,
    basis: "Nghị quyết HĐND",
    ...more,
  })

test("estimates are entered by the unit and the plan office, replaced, summed to the last đồng, and taken away", async () => {
  expect(await enter(unit, mine, "1.250.000.000")).toMatchObject({ ok: true })
  expect(await enter(unit, mine, "1.250.000.001")).toMatchObject({ ok: true })
  expect(await enter(unit, mine, "900.000.000.000.000", { source: "enterprise" })).toMatchObject({ ok: true })
  expect(await enter(office, other, "99")).toMatchObject({ ok: true })
  expect(await readEstimates(t.db, planId, mine)).toMatchObject([
    { source: "enterprise", amount: "900.000.000.000.000", version: 1 },
    { source: "stateBudget", amountVnd: 1_250_000_001n, version: 2 },
  ])
  const totals = await readEstimateTotals(t.db, planId)
  expect(totals.all).toBe("900.001.250.000.100")
  expect(totals.byUnit.map((each) => [each.name, each.amount])).toEqual([
    ["Sở Khoa học và Công nghệ", "99"],
    ["Sở Văn hóa, Thể thao và Du lịch", "900.001.250.000.001"],
  ])
  expect(totals.byGroup.reduce((sum, each) => sum + each.amountVnd, 0n)).toBe(900_001_250_000_100n)
  const rows = [...((await estimateSheet(t.db, planId)).rows as Iterable<Record<string, unknown>>)]
  expect(rows.map((row) => row.amount)).toEqual(expect.arrayContaining([900_000_000_000_000, 1_250_000_001, 99]))
  const first = (await readEstimates(t.db, planId, mine))[0]!
  const gone = { planId, estimateId: first.id, seenVersion: first.version }
  expect(await removeEstimate(t.ctxAs(await t.actor("SYT", "reporter")), gone)).toMatchObject({
    refusal: { code: "estimate.mayNot" },
  })
  expect(await removeEstimate(t.ctxAs(unit), gone)).toMatchObject({ ok: true })
  expect((await readEstimateTotals(t.db, planId)).all).toBe("1.250.000.100")
  expect((await verifyHistory(t.db)).fault).toBeUndefined()
})

test("what is no estimate is refused beside its field; another unit's, another plan's and a decision's too", async () => {
  for (const [amount, code] of [
    ["1,5 tỷ", "estimate.noAmount"],
    ["0", "estimate.noAmount"],
    ["1.000.000.000.000.001", "estimate.tooMuch"],
  ] as const)
    expect(await enter(unit, mine, amount)).toMatchObject({ refusal: { details: [{ code, field: "amount" }] } })
  expect(await enter(unit, mine, "1", { source: "lottery" })).toMatchObject({
    refusal: { details: [{ code: "estimate.noSource" }] },
  })
  expect(await enter(unit, other, "1")).toMatchObject({ refusal: { details: [{ code: "estimate.notItsUnit" }] } })
  expect(await enter(unit, mine, "1", { unitId: office.seat.unitId })).toMatchObject({
    refusal: { code: "estimate.mayNot" },
  })
  expect(await enter(office, mine, "1", { planId: parentId })).toMatchObject({ refusal: { code: "estimate.onlyYear" } })
})
