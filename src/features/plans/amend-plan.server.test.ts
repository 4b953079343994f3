import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { addChange, discardVersion, draftVersion, recordVersion, removeChange } from "./amend-plan.server.ts"
import { applyDueVersions } from "./apply-due-versions.server.ts"
import { assignTasks } from "./assign-tasks.server.ts"
import type { PlanChange, TaskPatch } from "./plan-change.ts"
import { searchTasks } from "./read-plan.server.ts"
import { readTaskLines } from "./read-task-lines.server.ts"
import { readFactsAt, readVersion, readVersionChanges, readVersions, versionOn } from "./read-versions.server.ts"

let t: TestInstance
let office: Actor
let planId: string
let tasks: { id: string; title: string }[]
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  tasks = await t.db
    .selectFrom("task")
    .select(["id", "title"])
    .where("planId", "=", planId)
    .orderBy("position")
    .execute()
})
afterAll(() => t?.close())

let number = 1500
const draft = (effectiveOn: string, as: Actor = office) =>
  draftVersion(t.ctxAs(as), {
    planId,
    document: {
      kind: "decision",
      number: String(++number),
      notation: "QĐ-UBND",
      issuer: "Ủy ban nhân dân tỉnh Cao Bằng",
      place: "Cao Bằng",
      issuedOn: "2026-11-02",
      title: "Sửa đổi, bổ sung Kế hoạch",
    },
    effectiveOn,
    summary: "",
  })
const seen = async (versionId: string) => ({
  versionId,
  seenVersion: (
    await t.db.selectFrom("planVersion").select("version").where("id", "=", versionId).executeTakeFirstOrThrow()
  ).version,
})
const add = async (versionId: string, change: Partial<PlanChange>) =>
  addChange(t.ctxAs(office), {
    ...(await seen(versionId)),
    change: { kind: "change", subject: "task", subjectId: null, otherIds: [], patch: {}, note: "", ...change },
  })
const begin = async (effectiveOn: string): Promise<string> => {
  const drafted = await draft(effectiveOn)
  if (!drafted.ok) throw new Error(JSON.stringify(drafted.refusal))
  return drafted.value.versionId
}
const record = async (versionId: string) => recordVersion(t.ctxAs(office), await seen(versionId))
const line = async (id: string, on = "2026-11-23") =>
  (await readTaskLines(t.db, planId, on)).find((each) => each.id === id)

const day = (to: string): TaskPatch["deadline"] => ({ text: to, meaning: "byDay", from: null, to })

describe("a version by legal document", () => {
  test("changes, adds, drops, merges and splits tasks; each keeps its identity, and the version before stays to be read", async () => {
    const before = await readFactsAt(t.db, planId, 1)
    const [changed, dropped, kept, merged, split] = tasks
    const versionId = await begin("2026-11-10")
    const lead = before.get(changed!.id)!.leads[0]!
    for (const change of [
      { subjectId: changed!.id, patch: { title: "Tên mới của nhiệm vụ", deadline: day("2027-06-30") } },
      { kind: "drop", subjectId: dropped!.id, note: "Đã có ở chương trình khác" },
      { kind: "merge", subjectId: kept!.id, otherIds: [merged!.id], patch: { product: "Báo cáo chung" } },
      { kind: "split", subjectId: split!.id, patch: { title: "Phần tách ra", leads: [lead] } },
      { kind: "add", patch: { title: "Nhiệm vụ bổ sung", groupId: before.get(changed!.id)!.groupId, leads: [lead] } },
    ] as const)
      expect(await add(versionId, change as Partial<PlanChange>)).toMatchObject({ ok: true })
    expect(await line(changed!.id)).toMatchObject({ title: changed!.title })
    expect(await record(versionId)).toMatchObject({ ok: true, value: { number: 2, isInForce: true } })

    expect(await line(changed!.id)).toMatchObject({ title: "Tên mới của nhiệm vụ", deadline: { to: "2027-06-30" } })
    expect(await line(dropped!.id)).toMatchObject({ isDropped: true, line: undefined })
    expect(await line(merged!.id)).toBeUndefined()
    const lines = await readTaskLines(t.db, planId, "2026-11-23")
    expect(lines).toHaveLength(tasks.length - 1 + 2)
    const added = lines.find((each) => each.title === "Nhiệm vụ bổ sung")!
    expect(added.leads.map((each) => each.name)).toEqual([lead.name])
    const group = lines.filter((each) => each.groupId === added.groupId)
    expect(group.at(-1)!.id, "an added task stands last in its group").toBe(added.id)
    expect(new Set(lines.map((each) => each.position)).size).toBe(lines.length)

    const now = await readFactsAt(t.db, planId, 2)
    expect(before.get(changed!.id)!.title).toBe(changed!.title)
    expect(await readFactsAt(t.db, planId, 1)).toEqual(before)
    expect(now.get(changed!.id)!.title).toBe("Tên mới của nhiệm vụ")
    expect(now.get(merged!.id)!.retiredOn).toBe("2026-11-10")
    expect(await versionOn(t.db, planId, "2026-11-09")).toBe(1)
    expect(await versionOn(t.db, planId, "2026-11-10")).toBe(2)
    const successions = await t.db
      .selectFrom("taskSuccession")
      .selectAll()
      .where("planVersionId", "=", versionId)
      .execute()
    expect(successions.map((each) => each.kind).sort()).toEqual(["merge", "split"])
    expect((await searchTasks(t.db, "ten moi cua nhiem vu", 5)).map((each) => each.id)).toEqual([changed!.id])
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("what was completed before the new deadline came is judged by the old one", async () => {
    const task = tasks[7]!
    const versionId = await begin("2026-11-15")
    await add(versionId, { subjectId: task.id, patch: { deadline: day("2026-12-31") } })
    await t.db
      .updateTable("task")
      .set({ deadlineMeaning: "byDay", deadlineTo: "2026-06-30", deadlineText: "30/6/2026" })
      .where("id", "=", task.id)
      .execute()
    await t.db.deleteFrom("taskVersion").where("taskId", "=", task.id).execute()
    await t.db.updateTable("assignment").set({ workflow: "notStarted" }).where("taskId", "=", task.id).execute()
    await assignTasks(t.ctxAs(office), { planId, taskIds: [task.id], change: { product: "Báo cáo" } })
    expect(await line(task.id)).toMatchObject({ line: "openOverdue" })
    await record(versionId)
    expect(await line(task.id)).toMatchObject({ line: "openInTime" })
    await t.db
      .updateTable("assignment")
      .set({ workflow: "completed", completedOn: "2026-07-05" })
      .where("taskId", "=", task.id)
      .execute()
    expect(await line(task.id)).toMatchObject({ line: "completedLate" })
  })

  test("a version of a later day waits for it", async () => {
    const versionId = await begin("2026-12-01")
    await add(versionId, { subjectId: tasks[9]!.id, patch: { product: "Đề án" } })
    expect(await record(versionId)).toMatchObject({ value: { isInForce: false } })
    const office2 = t.ctxAs(office)
    expect(await applyDueVersions(office2)).toBe(0)
    expect((await line(tasks[9]!.id))?.product).not.toBe("Đề án")
    expect(await draft("2026-12-02")).toMatchObject({ refusal: { code: "amendment.waiting" } })
    const onTheDay = { ...office2, now: new Date("2026-12-01T01:00:00Z"), today: "2026-12-01" }
    expect(await applyDueVersions(onTheDay)).toBe(1)
    expect(await applyDueVersions(onTheDay)).toBe(0)
    expect((await line(tasks[9]!.id))?.product).toBe("Đề án")
  })

  test("is refused where the document cannot be right, and one draft is open at a time", async () => {
    expect(await draft("2026-10-01")).toMatchObject({ refusal: { field: "effectiveOn" } })
    const versionId = await begin("2026-12-05")
    expect(await draft("2026-12-06")).toMatchObject({ refusal: { code: "amendment.draftOpen" } })
    expect(await record(versionId)).toMatchObject({ refusal: { code: "amendment.noChange" } })
    const id = tasks[12]!.id
    await add(versionId, { subjectId: id, patch: { product: "A" } })
    expect(await add(versionId, { kind: "drop", subjectId: id })).toMatchObject({
      refusal: { code: "amendment.twice" },
    })
    expect(await add(versionId, { kind: "merge", subjectId: id })).toMatchObject({
      refusal: { code: "amendment.twice" },
    })
    expect(await add(versionId, { subjectId: tasks[1]!.id, patch: { product: "A" } })).toMatchObject({
      refusal: { code: "amendment.taskGone" },
    })
    const [only] = await readVersionChanges(t.db, versionId)
    await removeChange(t.ctxAs(office), { ...(await seen(versionId)), changeId: only!.id })
    expect(await readVersionChanges(t.db, versionId)).toEqual([])
    const stale = await seen(versionId)
    await add(versionId, { subjectId: id, patch: { product: "A" } })
    await expect(discardVersion(t.ctxAs(office), stale)).rejects.toThrow()
    expect(await discardVersion(t.ctxAs(office), await seen(versionId))).toMatchObject({ ok: true })
    expect((await readVersions(t.db, planId)).map((each) => each.state)).not.toContain("draft")
    expect(await draft("2026-12-05", await t.actor("SYT", "head"))).toMatchObject({
      refusal: { code: "plan.mayNotEdit" },
    })
  })

  test("a correction outside a document stays in the version in force", async () => {
    const newest = (await readVersions(t.db, planId))[0]!
    await assignTasks(t.ctxAs(office), { planId, taskIds: [tasks[15]!.id], change: { product: "Sửa lỗi đọc" } })
    expect((await readFactsAt(t.db, planId, newest.number)).get(tasks[15]!.id)!.product).toBe("Sửa lỗi đọc")
    expect((await readFactsAt(t.db, planId, 1)).get(tasks[15]!.id)!.product).not.toBe("Sửa lỗi đọc")
    expect((await readVersion(t.db, planId, newest.number)).changes).toBeGreaterThan(0)
  })
})
