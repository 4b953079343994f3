import { afterAll, beforeAll, expect, test } from "vitest"
import { NotFound, Stale } from "#platform/errors.ts"
import type { WorkbookRow } from "#platform/workbooks/workbook.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { assignTasks } from "./assign-tasks.server.ts"
import { enterOpeningState, readAllOpeningLines } from "./enter-opening-state.server.ts"
import { openingSheets } from "./opening-sheet.ts"
import { dryRunOpening, enterOpeningSheet, holdOpeningSheet } from "./opening-upload.server.ts"
import { readPlan } from "./read-plan.server.ts"
import { readTaskLines } from "./read-task-lines.server.ts"

let t: TestInstance
let office: Actor
let plan: Awaited<ReturnType<typeof readPlan>>
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  const { slug } = await t.db.selectFrom("plan").select("slug").executeTakeFirstOrThrow()
  plan = await readPlan(t.db, slug)
  const tasks = (await readTaskLines(t.db, plan.id, "2026-11-23")).filter((line) => line.members === 0).slice(0, 4)
  const give = async (code: string, at: number[]) =>
    assignTasks(ctx(), {
      planId: plan.id,
      taskIds: at.map((each) => tasks[each]!.id),
      change: {
        leads: [{ unitId: await t.unitId(code) }],
        deadline: { text: "31/12/2025", meaning: "byDay", from: null, to: "2025-12-31" },
      },
    })
  await give("SXD", [0, 1])
  await give("SYT", [2])
  await give("SKHCN", [3])
})
afterAll(() => t?.close())

const ctx = () => t.ctxAs(office)
const lines = () => readAllOpeningLines(t.db, plan.id)
const linesOf = async (code: string) => {
  const unitId = await t.unitId(code)
  return (await lines()).filter((line) => line.unitId === unitId)
}

/** The workbook as it is downloaded, with what a person typed into it. */
async function send(typed: Record<string, WorkbookRow>) {
  const [sheet, guide] = openingSheets(plan, await lines(), "2026-11-23")
  const rows = [...(sheet!.rows as Iterable<WorkbookRow>)].map((row) => ({ ...row, ...typed[String(row.line)] }))
  const bytes = await writeWorkbook([{ ...sheet!, rows }, guide!])
  const held = await holdOpeningSheet(ctx(), plan, { name: "hien-trang.xlsx", bytes })
  if (!held.ok) throw new Error(held.refusal.code)
  return held.value.uploadId
}

test("the workbook as it was downloaded changes nothing", async () => {
  const run = await dryRunOpening(ctx(), plan, await send({}))
  expect(run).toMatchObject({ changes: [], faults: [] })
  expect(run.same).toBe((await lines()).length)
})

test("a filled-in workbook shows what changes, and enters it for all units at once", async () => {
  const [built, cured] = [(await linesOf("SXD")).at(-1)!, (await linesOf("SYT")).at(-1)!]
  const uploadId = await send({
    [built.assignmentId]: { state: "hoan thanh", number: "12/QĐ-SXD", issuedOn: "2025-12-20", documentTitle: "Đề án" },
    [cured.assignmentId]: { state: "Đang thực hiện", percent: 40 },
  })
  const run = await dryRunOpening(ctx(), plan, uploadId)
  expect(run.faults).toEqual([])
  expect(new Map(run.changes.map((each) => [each.assignmentId, each.differences]))).toEqual(
    new Map([
      [
        built.assignmentId,
        [
          { field: "state", before: "none", after: "completed" },
          { field: "percent", before: "", after: "100" },
          { field: "number", before: "", after: "12/QĐ-SXD" },
          { field: "issuedOn", before: "", after: "20/12/2025" },
          { field: "title", before: "", after: "Đề án" },
        ],
      ],
      [
        cured.assignmentId,
        [
          { field: "state", before: "none", after: "inProgress" },
          { field: "percent", before: "", after: "40" },
        ],
      ],
    ]),
  )
  const input = { planId: plan.id, uploadId, shown: run.shown }
  const stranger = t.ctxAs(await t.actor("SYT", "head"))
  expect(await enterOpeningSheet(stranger, input)).toMatchObject({ refusal: { code: "plan.mayNotEdit" } })
  expect(await enterOpeningSheet(ctx(), input)).toMatchObject({ value: { entered: 2 } })
  const now = await readTaskLines(t.db, plan.id, "2026-11-23")
  expect(now.find((each) => each.id === built.taskId)!.line).toBe("completedOnTime")
  expect(now.find((each) => each.id === cured.taskId)).toMatchObject({ line: "openOverdue", percentDone: 40 })
  await expect(enterOpeningSheet(ctx(), input)).rejects.toThrow(NotFound)
  expect((await dryRunOpening(ctx(), plan, await send({}))).changes).toEqual([])
})

test("every wrong cell is named by its address at once, and nothing is entered", async () => {
  const [one, two] = (await linesOf("SXD")).slice(-2)
  const own = (await linesOf("SKHCN")).at(-1)!
  const uploadId = await send({
    [one!.assignmentId]: { state: "Xong rồi" },
    [two!.assignmentId]: { state: "Hoàn thành", number: "", issuedOn: "2025-12-20" },
    [own.assignmentId]: { state: "Hoàn thành", number: "1/BC", issuedOn: "2025-12-20" },
  })
  const run = await dryRunOpening(ctx(), plan, uploadId)
  const rows = await lines()
  const rowOf = (id: string) => rows.findIndex((line) => line.assignmentId === id)
  const byCode = new Map(run.faults.map((fault) => [fault.code, fault.address]))
  const first = Number(byCode.get("openingState.unknownState")!.slice(1)) - rowOf(one!.assignmentId)
  expect(byCode).toEqual(
    new Map([
      ["openingState.unknownState", `E${first + rowOf(one!.assignmentId)}`],
      ["openingState.noDocument", `G${first + rowOf(two!.assignmentId)}`],
      ["openingState.ownTask", `E${first + rowOf(own.assignmentId)}`],
    ]),
  )
  const before = await lines()
  expect(await enterOpeningSheet(ctx(), { planId: plan.id, uploadId, shown: run.shown })).toMatchObject({
    refusal: { code: "openingState.faults", values: { count: 3 } },
  })
  expect(await lines()).toEqual(before)
})

test("what was entered meanwhile makes the dry run stale; another kind of workbook is refused", async () => {
  const cured = (await linesOf("SYT")).at(-1)!
  const uploadId = await send({ [cured.assignmentId]: { state: "Đang thực hiện", percent: 80 } })
  const { shown } = await dryRunOpening(ctx(), plan, uploadId)
  const line = {
    assignmentId: cured.assignmentId,
    state: "inProgress",
    percentDone: 60,
    number: "",
    issuedOn: null,
    title: "",
  } as const
  await enterOpeningState(ctx(), { planId: plan.id, unitId: cured.unitId, lines: [line] })
  await expect(enterOpeningSheet(ctx(), { planId: plan.id, uploadId, shown })).rejects.toThrow(Stale)
  const bytes = await writeWorkbook([
    { name: "Khác", columns: [{ key: "a", header: "A", width: 9, kind: "text" }], rows: [{ a: "1" }] },
  ])
  expect(await holdOpeningSheet(ctx(), plan, { name: "x.xlsx", bytes })).toMatchObject({
    refusal: { code: "workbook.noSheet" },
  })
})
