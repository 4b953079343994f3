import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { assignTasks } from "./assign-tasks.server.ts"
import { enterOpeningState, readOpeningLines, readOpeningUnits } from "./enter-opening-state.server.ts"
import type { OpeningLine } from "./opening-state.ts"
import { readTaskLines } from "./read-task-lines.server.ts"

let t: TestInstance
let office: Actor
let planId: string
let unitId: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  unitId = await t.unitId("SXD")
  const tasks = (await readTaskLines(t.db, planId, "2026-11-23")).filter((line) => line.members === 0).slice(0, 3)
  const deadline = { text: "31/12/2025", meaning: "byDay", from: null, to: "2025-12-31" } as const
  await assignTasks(t.ctxAs(office), {
    planId,
    taskIds: tasks.map((task) => task.id),
    change: { leads: [{ unitId }], deadline },
  })
})
afterAll(() => t?.close())

const line = (assignmentId: string, more: Partial<OpeningLine>): OpeningLine => ({
  assignmentId,
  state: "inProgress",
  percentDone: null,
  number: "",
  issuedOn: null,
  title: "",
  ...more,
})
const enter = (lines: OpeningLine[], as: Actor = office, unit = unitId) =>
  enterOpeningState(t.ctxAs(as), { planId, unitId: unit, lines })

describe("the opening state of a plan that is tracked late", () => {
  test("what was done is judged by the date of its document; it can be corrected until somebody reports", async () => {
    const [a, b, c] = (await readOpeningLines(t.db, planId, unitId)).slice(-3)
    const outcome = await enter([
      line(a!.assignmentId, { state: "completed", number: "55/QĐ-SXD", issuedOn: "2025-12-20" }),
      line(b!.assignmentId, { state: "completed", number: "60/QĐ-SXD", issuedOn: "2026-01-05" }),
      line(c!.assignmentId, { percentDone: 40 }),
    ])
    expect(outcome).toMatchObject({ value: { entered: 3 } })
    const now = await readTaskLines(t.db, planId, "2026-11-23")
    const of = (taskId: string) => now.find((each) => each.id === taskId)!
    expect(of(a!.taskId).line).toBe("completedOnTime")
    expect(of(b!.taskId).line).toBe("completedLate")
    expect(of(c!.taskId)).toMatchObject({ line: "openOverdue", percentDone: 40 })
    expect(await enter([line(a!.assignmentId, { state: "none" })])).toMatchObject({ ok: true })
    expect((await readTaskLines(t.db, planId, "2026-11-23")).find((each) => each.id === a!.taskId)!.workflow).toBe(
      "notStarted",
    )
    expect((await readOpeningUnits(t.db, planId)).find((each) => each.id === unitId)!.entered).toBe(2)
  })

  test("a completed task needs its document; faults stand beside their line, and nothing is saved then", async () => {
    const [a] = await readOpeningLines(t.db, planId, unitId)
    const id = a!.assignmentId
    expect(await enter([line(id, { state: "completed" })])).toMatchObject({ refusal: { field: `number-${id}` } })
    expect(await enter([line(id, { state: "completed", number: "1/QĐ" })])).toMatchObject({
      refusal: { field: `issuedOn-${id}` },
    })
    expect(await enter([line(id, { percentDone: 140 })])).toMatchObject({ refusal: { field: `percent-${id}` } })
    expect(await enter([line(id, { issuedOn: "2027-01-01" })])).toMatchObject({ refusal: { field: `issuedOn-${id}` } })
    expect(await enter([line(id, {})], await t.actor("SYT", "head"))).toMatchObject({
      refusal: { code: "plan.mayNotEdit" },
    })
  })

  test("what a unit has reported on is not touched, nor what belongs to another unit", async () => {
    const reported = await t.db
      .selectFrom("entry")
      .innerJoin("report", "report.id", "entry.reportId")
      .select(["entry.assignmentId", "report.unitId"])
      .where("report.firstSubmittedAt", "is not", null)
      .where("entry.answer", "is not", null)
      .executeTakeFirstOrThrow()
    await expect(enter([line(reported.assignmentId, {})], office, reported.unitId)).rejects.toThrow()
    const [mine] = await readOpeningLines(t.db, planId, unitId)
    await expect(enter([line(mine!.assignmentId, {})], office, await t.unitId("SYT"))).rejects.toThrow()
  })
})
