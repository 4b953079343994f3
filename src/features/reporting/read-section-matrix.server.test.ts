import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { readSectionMatrix } from "./read-section-matrix.server.ts"

let t: TestInstance
let roundId: string
beforeAll(async () => {
  t = await testInstance()
  roundId = (
    await t.db
      .selectFrom("round")
      .select("id")
      .where("kind", "=", "calendar")
      .orderBy("dueOn", "desc")
      .executeTakeFirstOrThrow()
  ).id
})
afterAll(() => t?.close())

test("the parts of a unit add up to its report; a part that is not asked of it stays out", async () => {
  const { columns, lines } = await readSectionMatrix(t.db, roundId)
  const groups = columns.filter((column) => column.code !== "").length
  expect(groups).toBeGreaterThan(1)
  for (const line of lines) {
    const cells = line.cells.slice(0, groups)
    expect(cells.reduce((sum, cell) => sum + (cell?.owed ?? 0), 0)).toBe(line.entries)
    expect(cells.reduce((sum, cell) => sum + (cell?.answered ?? 0), 0)).toBe(line.answered)
  }
  const of = (code: string) => lines.find((line) => line.unitId === code)
  const culture = of(await t.unitId("SVHTTDL"))!
  expect(culture.cells.filter((cell) => cell === null).length).toBeGreaterThan(0)
})

test("a returned entry is to be mended until the report is sent again; a section that says nothing arose is filled", async () => {
  const report = await t.db
    .selectFrom("report")
    .innerJoin("entry", "entry.reportId", "report.id")
    .select(["report.id", "report.unitId", "entry.id as entryId"])
    .where("report.roundId", "=", roundId)
    .where("report.status", "=", "submitted")
    .executeTakeFirstOrThrow()
  const cells = async () =>
    (await readSectionMatrix(t.db, roundId)).lines.find((line) => line.unitId === report.unitId)!.cells
  await t.db.updateTable("report").set({ status: "returned" }).where("id", "=", report.id).execute()
  await t.db.updateTable("entry").set({ returnReason: "Thiếu số" }).where("id", "=", report.entryId).execute()
  await t.db
    .insertInto("reportSection")
    .values({ reportId: report.id, key: "direction", body: " ", isNone: true })
    .onConflict((conflict) => conflict.columns(["reportId", "key"]).doUpdateSet({ body: " ", isNone: true }))
    .execute()
  const { columns } = await readSectionMatrix(t.db, roundId)
  const direction = columns.findIndex((column) => column.key === "direction")
  expect((await cells()).some((cell) => cell?.toMend === 1)).toBe(true)
  expect((await cells())[direction]).toMatchObject({ answered: 1, owed: 1 })
  await t.db.updateTable("report").set({ status: "submitted" }).where("id", "=", report.id).execute()
  expect((await cells()).some((cell) => cell?.toMend === 1)).toBe(false)
})
