import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readFactsAt, readVersions } from "#features/plans/read-versions.server.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { type ReorganisationInput, reorganiseUnits } from "./reorganise-units.server.ts"

let t: TestInstance
let admin: Actor
beforeAll(async () => {
  t = await testInstance()
  admin = await t.actor("SKHCN", "administrator")
})
afterAll(() => t?.close())

const change = (input: Partial<ReorganisationInput>, as: Actor = admin) =>
  reorganiseUnits(t.ctxAs(as), {
    kind: "merge",
    onDay: "2026-11-20",
    reason: "Nghị quyết số 10/NQ-HĐND",
    fromUnitIds: [],
    to: [],
    taskTargets: {},
    ...input,
  })
const openOf = (unitId: string) =>
  t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select(["assignment.id", "assignment.taskId", "assignment.workflow", "assignment.percentDone"])
    .where("unitId", "=", unitId)
    .where("endedOn", "is", null)
    .where("workflow", "<>", "completed")
    .where("task.retiredOn", "is", null)
    .orderBy("assignment.taskId")
    .execute()
const doneOf = async (unitId: string) =>
  (
    await t.db
      .selectFrom("assignment")
      .select("id")
      .where("unitId", "=", unitId)
      .where("workflow", "=", "completed")
      .execute()
  ).length
const reportsOf = (unitId: string) =>
  t.db.selectFrom("report").select(["id", "status", "roundId"]).where("unitId", "=", unitId).execute()

describe("units that change", () => {
  test("merged: open work, unsent reports and people go over; what was done and sent stays under the old name", async () => {
    const [old, into] = [await t.unitId("SVHTTDL"), await t.unitId("SYT")]
    const [before, theirs] = [await openOf(old), await openOf(into)]
    const [done, sent] = [await doneOf(old), (await reportsOf(old)).filter((each) => each.status === "accepted").length]
    expect(before.length).toBeGreaterThan(0)
    const outcome = await change({ fromUnitIds: [old], to: [{ unitId: into }] })
    expect(outcome).toMatchObject({ ok: true, value: { tasks: before.length } })
    const after = await openOf(into)
    const wanted = new Set([...before, ...theirs].map((each) => each.taskId))
    expect(new Set(after.map((each) => each.taskId))).toEqual(wanted)
    for (const each of before.filter((one) => !theirs.some((two) => two.taskId === one.taskId)))
      expect(after.find((one) => one.taskId === each.taskId)).toMatchObject({
        workflow: each.workflow,
        percentDone: each.percentDone,
      })
    expect(await openOf(old)).toEqual([])
    expect(await doneOf(old)).toBe(done)
    expect((await reportsOf(old)).filter((each) => each.status === "accepted")).toHaveLength(sent)
    const unit = await t.db.selectFrom("unit").selectAll().where("id", "=", old).executeTakeFirstOrThrow()
    expect(unit).toMatchObject({ endedOn: "2026-11-20", name: "Sở Văn hóa, Thể thao và Du lịch" })
    const alias = await t.db
      .selectFrom("unitAlias")
      .select("unitId")
      .where("name", "=", "Sở Văn hóa, Thể thao và Du lịch")
      .execute()
    expect(alias, "the old name leads to the new unit").toEqual([{ unitId: into }])
    const entries = await t.db
      .selectFrom("entry")
      .innerJoin("report", "report.id", "entry.reportId")
      .innerJoin("assignment", "assignment.id", "entry.assignmentId")
      .select(["report.unitId", "assignment.unitId as doneBy"])
      .where("report.status", "in", ["notStarted", "drafting"])
      .where("report.unitId", "=", into)
      .execute()
    expect(entries.every((entry) => entry.doneBy === into)).toBe(true)
    const planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
    const newest = (await readVersions(t.db, planId))[0]!.number
    const facts = await readFactsAt(t.db, planId, newest)
    expect(
      [...facts.values()].flatMap((task) => task.leads).some((lead) => "unitId" in lead && lead.unitId === old),
    ).toBe(false)
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("split: open tasks are shared out as a person said", async () => {
    const old = await t.unitId("SNV")
    const tasks = await openOf(old)
    expect(tasks.length).toBeGreaterThan(1)
    const outcome = await change({
      kind: "split",
      fromUnitIds: [old],
      to: [
        { name: "Sở Nội vụ (mới)", code: "SNVM" },
        { name: "Sở Lao động", code: "SLD" },
      ],
      taskTargets: { [tasks[0]!.taskId]: 1 },
    })
    expect(outcome).toMatchObject({ ok: true })
    expect((await openOf(await t.unitId("SLD"))).map((each) => each.taskId)).toEqual([tasks[0]!.taskId])
    expect(await openOf(await t.unitId("SNVM"))).toHaveLength(tasks.length - 1)
  })

  test("renamed: one unit goes on under a new name, and the head sits in it", async () => {
    const old = await t.unitId("STC")
    const people = await t.db
      .selectFrom("seat")
      .select("personId")
      .where("unitId", "=", old)
      .where("toOn", "is", null)
      .execute()
    const outcome = await change({
      kind: "rename",
      fromUnitIds: [old],
      to: [{ name: "Sở Tài chính và Kế hoạch", code: "STCKH" }],
    })
    expect(outcome).toMatchObject({ ok: true })
    const next = await t.unitId("STCKH")
    const seats = await t.db.selectFrom("seat").select("personId").where("unitId", "=", next).execute()
    expect(new Set(seats.map((each) => each.personId))).toEqual(new Set(people.map((each) => each.personId)))
    expect(await change({ kind: "rename", fromUnitIds: [old], to: [{ name: "X", code: null }] })).toMatchObject({
      refusal: { code: "organisation.unitOver" },
    })
  })

  test("what cannot be is refused, for everybody but the administrator too", async () => {
    const [a, b] = [await t.unitId("SYT"), await t.unitId("SXD")]
    expect(await change({ fromUnitIds: [a], to: [{ unitId: a }] })).toMatchObject({
      refusal: { code: "reorganisation.ofItself" },
    })
    expect(await change({ fromUnitIds: [a], to: [{ unitId: b }], onDay: "2026-12-01" })).toMatchObject({
      refusal: { field: "onDay" },
    })
    expect(await change({ fromUnitIds: [a], to: [{ unitId: b }], reason: " " })).toMatchObject({
      refusal: { field: "reason" },
    })
    expect(await change({ kind: "split", fromUnitIds: [a], to: [{ unitId: b }] })).toMatchObject({
      refusal: { field: "to" },
    })
    expect(await change({ fromUnitIds: [a], to: [{ unitId: b }] }, await t.actor("SKHCN", "planOffice"))).toMatchObject(
      { refusal: { code: "organisation.onlyAdministrator" } },
    )
  })
})
