import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { NotFound, Stale } from "#platform/errors.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { mainDocument, reviewGroups, taskAt } from "./held-plan.ts"
import { readKnownNames } from "./known-names.server.ts"
import { readPlanWithSource } from "./read-plan-files.server.ts"
import {
  commitHeldPlan,
  correctDocument,
  correctGroup,
  correctTask,
  discardHeldPlan,
  dropTask,
  holdPlan,
  matchNames,
  readHeldPlan,
} from "./review-plan.server.ts"

let t: TestInstance
let office: Actor
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
})
afterAll(() => t?.close())

const decision = readFileSync(new URL("../../../demo/decision-1139.txt", import.meta.url), "utf8")
const ctx = () => t.ctxAs(office)

async function hold(number: string): Promise<string> {
  const bytes = Buffer.from(decision.replaceAll("1139", number))
  const read = await readPlanWithSource([{ name: "quyet-dinh.txt", bytes }])
  if (!read.ok) throw new Error(read.refusal.code)
  const held = await holdPlan(ctx(), read.value)
  if (!held.ok) throw new Error(held.refusal.code)
  return held.value.uploadId
}
const facts = {
  code: "1.1",
  title: "Xây dựng chương trình tuyên truyền",
  leads: ["Sở Văn hoá, Thể thao và Du lịch", "Sở Y tế"],
  coordinating: ["UBND các xã, phường"],
  deadline: { text: "31/12/2026", meaning: "byDay", from: null, to: "2026-12-31" },
  product: "Chương trình",
} as const
const correction = { ...facts, leads: [...facts.leads], coordinating: [...facts.coordinating] }
const none = { confirmerUnitId: null, leadershipUnitId: null }

describe("a plan under review", () => {
  test("corrections lie over the reading, survive, and can be taken back", async () => {
    const uploadId = await hold("3001")
    expect(await correctTask(ctx(), { uploadId, seenVersion: 1, path: "0.0", facts: correction })).toMatchObject({
      ok: true,
    })
    await correctGroup(ctx(), { uploadId, seenVersion: 2, at: 1, title: "Cơ chế, chính sách" })
    await dropTask(ctx(), { uploadId, seenVersion: 3, path: "0.1", isDropped: true })
    let held = await readHeldPlan(ctx(), uploadId)
    expect(taskAt(held, "0.0")).toMatchObject({ title: facts.title, isChanged: true })
    expect(taskAt(held, "0.1")).toMatchObject({ isDropped: true })
    expect(reviewGroups(held)[1]!.title).toBe("Cơ chế, chính sách")
    await dropTask(ctx(), { uploadId, seenVersion: 4, path: "0.1", isDropped: false })
    held = await readHeldPlan(ctx(), uploadId)
    expect(taskAt(held, "0.1")).toMatchObject({ isDropped: false })
  })

  test("two windows: the older one is told, and overwrites nothing", async () => {
    const uploadId = await hold("3002")
    await correctGroup(ctx(), { uploadId, seenVersion: 1, at: 0, title: "Mới" })
    await expect(correctGroup(ctx(), { uploadId, seenVersion: 1, at: 0, title: "Cũ" })).rejects.toThrow(Stale)
    expect(reviewGroups(await readHeldPlan(ctx(), uploadId))[0]!.title).toBe("Mới")
  })

  test("is nobody else's, and gone when discarded", async () => {
    const uploadId = await hold("3003")
    const other = { ...office, personId: (await t.actor("SYT", "head")).personId }
    await expect(readHeldPlan(t.ctxAs(other), uploadId)).rejects.toThrow(NotFound)
    await expect(readHeldPlan(t.ctxAs(await t.actor("SYT", "head")), uploadId)).rejects.toThrow(NotFound)
    await discardHeldPlan(ctx(), uploadId)
    await expect(readHeldPlan(ctx(), uploadId)).rejects.toThrow(NotFound)
  })
})

test("a name that a person matched once is known to the next import, until it is taken for mere text", async () => {
  const uploadId = await hold("3010")
  const target = await t.unitId("SYT")
  await matchNames(ctx(), { uploadId, seenVersion: 1, names: { "ty y te cu": `unit:${target}` } })
  expect((await readKnownNames(t.db, "2026-11-24", null)).get("ty y te cu")).toEqual({ unitId: target })
  await matchNames(ctx(), { uploadId, seenVersion: 2, names: { "ty y te cu": "text" } })
  expect((await readKnownNames(t.db, "2026-11-24", null)).get("ty y te cu")).toBeUndefined()
})

describe("the commit", () => {
  test("takes the corrected plan in whole, with assignments of the units that the names mean", async () => {
    const uploadId = await hold("3004")
    await correctTask(ctx(), { uploadId, seenVersion: 1, path: "0.0", facts: correction })
    await correctTask(ctx(), {
      uploadId,
      seenVersion: 2,
      path: "0.1",
      facts: { ...correction, code: "1.2", leads: ["UBND các xã, phường"], coordinating: ["Sở lạ"] },
    })
    await correctTask(ctx(), {
      uploadId,
      seenVersion: 3,
      path: "0.2",
      facts: { ...correction, code: "1.3", leads: ["Ngành y"], coordinating: [] },
    })
    await matchNames(ctx(), {
      uploadId,
      seenVersion: 4,
      names: { "nganh y": `unit:${await t.unitId("SYT")}`, "so la": "text" },
    })
    await dropTask(ctx(), { uploadId, seenVersion: 5, path: "0.3", isDropped: true })
    const done = await commitHeldPlan(ctx(), { uploadId, seenVersion: 6, ...none })
    if (!done.ok) throw new Error(done.refusal.code)
    const tasks = await t.db
      .selectFrom("task")
      .selectAll()
      .where("planId", "=", done.value.planId)
      .orderBy("position")
      .execute()
    expect(tasks).toHaveLength(88)
    expect(tasks[0]).toMatchObject({
      code: "1.1",
      title: facts.title,
      product: "Chương trình",
      deadlineTo: "2026-12-31",
      isProvisional: true,
    })
    expect(await assignments(tasks[0]!.id)).toEqual([
      ["SVHTTDL", "joint", true],
      ["SYT", "joint", false],
    ])
    const communes = await assignments(tasks[1]!.id)
    expect(communes).toHaveLength(56)
    expect(new Set(communes.map(([, mode, isClaimant]) => `${mode} ${isClaimant}`))).toEqual(new Set(["each true"]))
    expect(await assignments(tasks[2]!.id)).toEqual([["SYT", "joint", true]])
    await expect(readHeldPlan(ctx(), uploadId)).rejects.toThrow(NotFound)
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("all or nothing: a plan that is there already, and one without a subject, write nothing", async () => {
    const before = await counts()
    const twice = await hold("1139")
    expect(await commitHeldPlan(ctx(), { uploadId: twice, seenVersion: 1, ...none })).toMatchObject({
      refusal: { code: "plan.alreadyImported" },
    })
    const annexOnly = await readPlanWithSource([
      { name: "phu-luc.md", bytes: readFileSync(new URL("./fixtures/annex-of-many-shapes.md", import.meta.url)) },
    ])
    if (!annexOnly.ok) throw new Error(annexOnly.refusal.code)
    const held = await holdPlan(ctx(), annexOnly.value)
    if (!held.ok) throw new Error(held.refusal.code)
    const { uploadId } = held.value
    expect(await commitHeldPlan(ctx(), { uploadId, seenVersion: 1, ...none })).toMatchObject({
      refusal: { code: "planImport.noDocument" },
    })
    expect(await counts()).toEqual(before)
    const document = {
      kind: "decision",
      number: "3005",
      notation: "QĐ-UBND",
      issuer: null,
      issuedOn: "2026-01-05",
      title: "Ban hành Kế hoạch",
    } as const
    await correctDocument(ctx(), { uploadId, seenVersion: 1, facts: document })
    expect(mainDocument(await readHeldPlan(ctx(), uploadId))).toMatchObject(document)
    expect(await commitHeldPlan(ctx(), { uploadId, seenVersion: 2, ...none })).toMatchObject({
      value: { slug: "3005-qd-ubnd-2026" },
    })
  })
})

async function assignments(taskId: string) {
  const rows = await t.db
    .selectFrom("assignment")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select(["unit.code", "assignment.mode", "assignment.isClaimant"])
    .where("taskId", "=", taskId)
    .orderBy("isClaimant", "desc")
    .execute()
  return rows.map((row) => [row.code, row.mode, row.isClaimant])
}

async function counts() {
  const of = async (table: "plan" | "task" | "document" | "searchEntry") =>
    (
      await t.db
        .selectFrom(table)
        .select((select) => select.fn.countAll<bigint>().as("n"))
        .executeTakeFirstOrThrow()
    ).n
  return {
    plan: await of("plan"),
    task: await of("task"),
    document: await of("document"),
    search: await of("searchEntry"),
  }
}
