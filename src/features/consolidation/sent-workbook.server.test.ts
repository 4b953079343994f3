import { afterAll, beforeAll, expect, test } from "vitest"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { cellText } from "#platform/workbooks/workbook.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { sentSheets } from "./sent-workbook.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

test("every entry that was sent stands in the file once, word for word, and no draft does", async () => {
  const rounds = await t.db.selectFrom("round").select("id").orderBy("dueOn", "desc").execute()
  const roundId = rounds[0]!.id
  const entries = await t.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("task", "task.id", "entry.taskId")
    .select(["entry.id", "unit.name", "task.code", "entry.result", "report.status"])
    .where("report.roundId", "=", roundId)
    .execute()
  const isSent = ({ status }: { status: string }) => status === "submitted" || status === "accepted"
  const draft = entries.find((entry) => !isSent(entry))!
  await t.db.updateTable("entry").set({ result: "Còn là dự thảo" }).where("id", "=", draft.id).execute()
  const bytes = await writeWorkbook(await sentSheets(t.db, await readRound(t.db, roundId)))
  const book = await readWorkbook(bytes)
  if (!book.ok) throw new Error(book.refusal.code)
  const [sheet, sections] = book.value
  const rows = sheet!.rows.map((row) => new Map(row.cells.map((cell) => [cell.column, cellText(cell.value)])))
  const head = rows.findIndex((row) => row.get("A") === "Đơn vị")
  const found = rows.slice(head + 1).map((row) => [row.get("A"), row.get("E"), row.get("I") ?? ""].join(" | "))
  const expected = entries.filter(isSent).map(({ name, code, result }) => [name, code, result.trim()].join(" | "))
  expect(expected.length).toBeGreaterThan(10)
  expect(found.toSorted()).toEqual(expected.toSorted())
  expect(JSON.stringify(book.value)).not.toContain("Còn là dự thảo")
  expect(sections!.name).toBe("Phần chung")
})
