import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { type AnnexTask, bringInAnnex } from "./bring-in-annex.server.ts"
import { searchTasks } from "./read-plan.server.ts"
import { readTaskLines } from "./read-task-lines.server.ts"

let t: TestInstance
let office: Actor
let planId: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

const row = (code: string, more: Partial<AnnexTask> = {}): AnnexTask => ({
  code,
  title: `Nhiệm vụ ${code} của phụ lục`,
  leads: [],
  coordinating: [],
  deadline: null,
  product: null,
  ...more,
})
const bring = (tasks: AnnexTask[], as: Actor = office) =>
  bringInAnnex(t.ctxAs(as), { planId, groups: [{ code: "I", title: "Nhóm mới", tasks }], issues: [], sourceText: [] })

/** Provisional tasks with work under them: a lead, and entries that were sent. */
async function workedOn(): Promise<{ id: string; title: string }[]> {
  return t.db
    .selectFrom("task")
    .select(["task.id", "task.title"])
    .where("planId", "=", planId)
    .where("isProvisional", "=", true)
    .where("retiredOn", "is", null)
    .where((where) =>
      where.exists(
        where
          .selectFrom("assignment")
          .whereRef("assignment.taskId", "=", "task.id")
          .where("mode", "=", "joint")
          .select("id"),
      ),
    )
    .orderBy("position")
    .execute()
}
const assignmentsOf = (taskId: string) =>
  t.db
    .selectFrom("assignment")
    .select(["id", "unitId", "endedOn", "workflow"])
    .where("taskId", "=", taskId)
    .orderBy("id")
    .execute()
const entriesOf = async (taskId: string) =>
  (await t.db.selectFrom("entry").select("id").where("taskId", "=", taskId).orderBy("id").execute()).map(
    (each) => each.id,
  )
const taskOf = (code: string) =>
  t.db
    .selectFrom("task")
    .selectAll()
    .where("planId", "=", planId)
    .where("code", "=", code)
    .where("isProvisional", "=", false)
    .executeTakeFirstOrThrow()

describe("an annex comes to a plan that stood on its body", () => {
  test("one row for one provisional task: duties, assignments and what was reported go over, the bullet retires", async () => {
    const [old] = await workedOn()
    const before = { assignments: await assignmentsOf(old!.id), entries: await entriesOf(old!.id) }
    expect(before.entries.length).toBeGreaterThan(0)
    const outcome = await bring([row("P1", { replacesTaskIds: [old!.id] }), row("P2")])
    expect(outcome).toEqual({ ok: true, value: { added: 2, retired: 1, left: 88 } })
    const heir = await taskOf("P1")
    expect(await assignmentsOf(heir.id)).toEqual(before.assignments)
    expect(await entriesOf(heir.id)).toEqual(before.entries)
    expect(await entriesOf(old!.id)).toEqual([])
    expect(heir.deadlineText).not.toBeNull()
    const retired = await t.db
      .selectFrom("task")
      .select("retiredOn")
      .where("id", "=", old!.id)
      .executeTakeFirstOrThrow()
    expect(retired.retiredOn).toBe("2026-11-23")
    const lines = await readTaskLines(t.db, planId, "2026-11-23")
    expect(lines.map((line) => line.id)).not.toContain(old!.id)
    expect((await searchTasks(t.db, "P1 của phụ lục", 5)).map((each) => each.id)).toEqual([heir.id])
  })

  test("several rows for one: the first takes the work; leads that the annex names take the place of others", async () => {
    const [old] = await workedOn()
    const before = await assignmentsOf(old!.id)
    const health = await t.unitId("SYT")
    const outcome = await bring([
      row("P3", { replacesTaskIds: [old!.id], leadTargets: [{ unitId: health }] }),
      row("P4", { replacesTaskIds: [old!.id] }),
    ])
    expect(outcome.ok).toBe(true)
    const first = await assignmentsOf((await taskOf("P3")).id)
    expect(first.filter((each) => each.endedOn === null).map((each) => each.unitId)).toEqual([health])
    expect(first.map((each) => each.id)).toEqual(expect.arrayContaining(before.map((each) => each.id)))
    expect(await assignmentsOf((await taskOf("P4")).id)).toEqual([])
    const replaced = await t.db.selectFrom("taskSuccession").selectAll().where("fromTaskId", "=", old!.id).execute()
    expect(replaced).toHaveLength(2)
  })

  test("one row for several: each unit's work goes over once, a second record of it ends where it is", async () => {
    const [a, b] = await workedOn()
    const outcome = await bring([row("P5", { replacesTaskIds: [a!.id, b!.id] })])
    expect(outcome).toMatchObject({ value: { added: 1, retired: 2 } })
    const units = (await assignmentsOf((await taskOf("P5")).id)).map((each) => each.unitId)
    expect(new Set(units).size).toBe(units.length)
    for (const { id } of [a!, b!]) expect((await assignmentsOf(id)).every((each) => each.endedOn !== null)).toBe(true)
  })

  test("brought in again it adds nothing, and a foreign office may not", async () => {
    expect(await bring([row("P1"), row("P5")])).toMatchObject({ refusal: { code: "plan.annexNothingNew" } })
    expect(await bring([row("P9")], await t.actor("SYT", "head"))).toMatchObject({
      refusal: { code: "plan.mayNotEdit" },
    })
  })

  test("the history tells of every task, and is whole", async () => {
    const events = await t.db
      .selectFrom("history.event")
      .select("kind")
      .where("kind", "in", ["task.added", "task.replaced", "plan.annexBroughtIn"])
      .execute()
    const count = (kind: string) => events.filter((event) => event.kind === kind).length
    expect([count("task.added"), count("task.replaced"), count("plan.annexBroughtIn")]).toEqual([5, 4, 3])
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })
})
