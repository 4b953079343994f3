import { readFileSync } from "node:fs"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { planWorkbook } from "#features/plans/plan-workbook.ts"
import { Stale } from "#platform/errors.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { compareWithPlan, correctPlanFromFile } from "./correct-plan-from-file.server.ts"
import { exportPlan } from "./export-plan.server.ts"
import { readPlanWithSource } from "./read-plan-files.server.ts"
import { commitHeldPlan, holdPlan, readHeldPlan } from "./review-plan.server.ts"

let t: TestInstance
let office: Actor
let planId: string
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  const outcome = await commitHeldPlan(ctx(), {
    ...(await hold("qd.txt", Buffer.from(decision))),
    confirmerUnitId: null,
    leadershipUnitId: null,
  })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  planId = outcome.value.planId
})
afterAll(() => t?.close())

const decision = readFileSync(new URL("../../../demo/decision-1139.txt", import.meta.url), "utf8").replaceAll(
  "1139",
  "4001",
)
const ctx = () => t.ctxAs(office)

async function hold(name: string, bytes: Uint8Array) {
  const read = await readPlanWithSource([{ name, bytes }])
  if (!read.ok) throw new Error(read.refusal.code)
  const held = await holdPlan(ctx(), read.value)
  if (!held.ok) throw new Error(held.refusal.code)
  return { uploadId: held.value.uploadId, seenVersion: 1 }
}
const compare = async (uploadId: string) => compareWithPlan(ctx(), await readHeldPlan(ctx(), uploadId))
const task = (id: string) => t.db.selectFrom("task").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
const tasks = () => t.db.selectFrom("task").selectAll().where("planId", "=", planId).orderBy("position").execute()

test("the same file changes nothing, not even what people changed since", async () => {
  const [first, second] = await tasks()
  await assignTasks(ctx(), {
    planId,
    taskIds: [first!.id],
    change: { leads: [{ unitId: await t.unitId("SYT") }], product: "Do người dùng ghi" },
  })
  const seen = await hold("qd.txt", Buffer.from(decision))
  const { correction, shown } = await compare(seen.uploadId)
  expect(correction).toMatchObject({ added: [], changed: [], gone: [], renamed: [] })
  const before = await tasks()
  expect(await correctPlanFromFile(ctx(), { ...seen, dropIds: [], shown })).toMatchObject({
    refusal: { code: "correction.nothing" },
  })
  expect(await tasks()).toEqual(before)
  expect(second).toBeDefined()
})

test("a corrected workbook changes, adds and drops; tasks keep identity and assignments; a second time nothing", async () => {
  const [first, second, third] = await tasks()
  const exported = await exportPlan(t.db, planId)
  const [group, ...others] = exported.plan.groups
  const [one, two, , ...rest] = group!.tasks
  const corrected = {
    ...exported,
    plan: {
      ...exported.plan,
      groups: [
        {
          ...group!,
          tasks: [
            one!,
            { ...two!, title: `${two!.title} (đã đính chính)`, product: "Báo cáo" },
            {
              code: "1.99",
              title: "Việc bị sót khi đọc",
              leads: ["Sở Y tế"],
              coordinating: [],
              deadline: null,
              product: null,
            },
            ...rest,
          ],
        },
        ...others,
      ],
    },
  }
  const bytes = await writeWorkbook(planWorkbook(corrected))
  const seen = await hold("sua.xlsx", bytes)
  const { correction, shown } = await compare(seen.uploadId)
  expect(correction.changed.map((each) => [each.id, each.fields])).toEqual([[second!.id, ["title", "product"]]])
  expect(correction.added).toHaveLength(1)
  expect(correction.gone.map((each) => each.id)).toEqual([third!.id])
  await expect(correctPlanFromFile(ctx(), { ...seen, dropIds: [], shown: "đã cũ" })).rejects.toThrow(Stale)
  expect(await correctPlanFromFile(ctx(), { ...seen, dropIds: [third!.id], shown })).toMatchObject({
    value: { changed: 1, added: 1, dropped: 1 },
  })
  expect(await task(second!.id)).toMatchObject({ product: "Báo cáo", version: second!.version + 1 })
  expect(await task(first!.id)).toMatchObject({ product: "Do người dùng ghi" })
  expect(await task(third!.id)).toMatchObject({ droppedOn: ctx().today })
  const after = await tasks()
  expect(after.map((each) => each.title)[2]).toBe("Việc bị sót khi đọc")
  const assigned = await t.db.selectFrom("assignment").selectAll().where("taskId", "=", after[2]!.id).execute()
  expect(assigned.map((each) => each.unitId)).toEqual([await t.unitId("SYT")])

  const again = await compare((await hold("sua.xlsx", bytes)).uploadId)
  expect(again.correction).toMatchObject({ added: [], changed: [], gone: [], renamed: [] })
})

test("a task on which work has begun is not dropped, and then nothing is changed at all", async () => {
  const rows = await tasks()
  const begun = rows.find((each) => each.id === rows[0]!.id)!
  await t.db.updateTable("assignment").set({ workflow: "inProgress" }).where("taskId", "=", begun.id).execute()
  const exported = await exportPlan(t.db, planId)
  const groups = exported.plan.groups.map((group, at) =>
    at === 0
      ? { ...group, tasks: group.tasks.slice(1).map((each, i) => (i === 0 ? { ...each, note: "mới" } : each)) }
      : group,
  )
  const seen = await hold(
    "sua.xlsx",
    await writeWorkbook(planWorkbook({ ...exported, plan: { ...exported.plan, groups } })),
  )
  const { shown } = await compare(seen.uploadId)
  const before = await tasks()
  expect(await correctPlanFromFile(ctx(), { ...seen, dropIds: [begun.id], shown })).toMatchObject({
    refusal: { code: "correction.workBegun" },
  })
  expect(await tasks()).toEqual(before)
})

test("indicators, duties, reporting rules and parents are corrected too; a second time nothing", async () => {
  const exported = await exportPlan(t.db, planId)
  const [group, ...others] = exported.plan.groups
  const [one, two, ...rest] = group!.tasks
  const [firstDuty, ...duties] = exported.plan.duties
  const [firstRule, ...rules] = exported.plan.reporting
  const corrected = {
    ...exported,
    plan: {
      ...exported.plan,
      groups: [{ ...group!, tasks: [{ ...one!, children: [...(one!.children ?? []), two!] }, ...rest] }, ...others],
      indicators: [
        {
          code: "9",
          parentCode: null,
          title: "Tỷ lệ hồ sơ số hóa",
          unit: "%",
          targets: [{ year: 2030, comparator: "≥", value: "90", text: "≥ 90" }],
          leads: ["Sở Nội vụ"],
        },
        ...exported.plan.indicators,
      ],
      duties: [{ ...firstDuty!, text: `${firstDuty!.text} (đã đính chính)` }, ...duties.slice(0, -1)],
      reporting: [{ ...firstRule!, rule: { day: 12, month: "lastOfPeriod", inclusive: true } }, ...rules],
    },
  }
  const bytes = await writeWorkbook(planWorkbook(corrected))
  const seen = await hold("sua.xlsx", bytes)
  const { correction, shown } = await compare(seen.uploadId)
  const moved = (await tasks()).find((each) => each.id === two!.taskId)!
  expect(correction.changed.map((each) => [each.id, each.fields])).toEqual([[moved.id, ["parent"]]])
  expect(correction.parts).toMatchObject({
    indicators: { added: [{ name: "9. Tỷ lệ hồ sơ số hóa" }], changed: [], gone: [] },
    duties: { added: [], changed: [{}], gone: [{}] },
    reporting: { added: [], changed: [{}], gone: [] },
  })
  const lost = correction.parts.duties.gone[0]!.id
  expect(await correctPlanFromFile(ctx(), { ...seen, dropIds: [lost], shown })).toMatchObject({ ok: true })

  expect(await task(moved.id)).toMatchObject({ parentId: one!.taskId, version: moved.version + 1 })
  const kept = await t.db
    .selectFrom("indicator")
    .selectAll()
    .where("planId", "=", planId)
    .where("code", "=", "9")
    .execute()
  expect(kept).toMatchObject([{ title: "Tỷ lệ hồ sơ số hóa", targets: [{ year: 2030, value: "90" }] }])
  const versions = await t.db
    .selectFrom("indicatorVersion")
    .select("facts")
    .where("indicatorId", "=", kept[0]!.id)
    .execute()
  expect(versions).toMatchObject([{ facts: { title: "Tỷ lệ hồ sơ số hóa" } }])
  const after = await t.db.selectFrom("planDuty").select(["id", "text"]).where("planId", "=", planId).execute()
  expect(after).toHaveLength(exported.plan.duties.length - 1)
  expect(after.some((each) => each.text.endsWith("(đã đính chính)"))).toBe(true)

  const again = await compare((await hold("sua.xlsx", bytes)).uploadId)
  expect(again.correction).toMatchObject({ added: [], changed: [], gone: [], renamed: [] })
  for (const part of Object.values(again.correction.parts))
    expect(part).toMatchObject({ added: [], changed: [], gone: [] })
})
