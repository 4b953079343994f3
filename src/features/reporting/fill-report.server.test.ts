import { afterAll, beforeAll, expect, test } from "vitest"
import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { fillReport, readEntriesToFill, readSectionsToFill } from "./fill-report.server.ts"
import { changesIn, type EntryToFill, readReportSheets, reportSheets, type SectionToFill } from "./report-sheets.ts"

let t: TestInstance
let reporter: Actor
let reportId: string
let report: { id: string; templateId: string | null }
beforeAll(async () => {
  t = await testInstance()
  reporter = await t.actor("SVHTTDL", "reporter")
  report = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .select(["report.id", "round.templateId"])
    .where("unitId", "=", reporter.seat.unitId)
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
  reportId = report.id
})
afterAll(() => t?.close())

const head = { roundName: "quý IV năm 2026", unitName: "Sở", planTitle: "Kế hoạch", isIllustrative: true }
const now = async () => ({
  entries: await readEntriesToFill(t.db, report),
  sections: await readSectionsToFill(t.db, report),
})
const book = (entries: readonly EntryToFill[], sections: readonly SectionToFill[]) =>
  writeWorkbook(reportSheets(head, entries, sections, "2026-11-23"))
const fill = async (bytes: Uint8Array, as = reporter) => fillReport(t.ctxAs(as), { reportId, bytes })

test("what was given out and comes back untouched changes nothing", async () => {
  const { entries, sections } = await now()
  expect(entries.length).toBeGreaterThan(1)
  const read = await readWorkbook(await book(entries, sections))
  if (!read.ok) throw new Error(read.refusal.code)
  const filled = readReportSheets(read.value, entries)
  if (!filled.ok) throw new Error(filled.refusal.code)
  expect(changesIn(filled.value, entries, sections)).toEqual({ entries: [], sections: [], faults: [] })
  expect(await fill(await book(entries, sections))).toMatchObject({ refusal: { code: "reportSheet.nothingNew" } })
})

test("filled in, it stands in the report; texts with line breaks and formulas stay text", async () => {
  const { entries, sections } = await now()
  const filled = entries.map((entry, at) =>
    at === 0
      ? {
          ...entry,
          answer: "progress" as const,
          percentDone: 80,
          result: "=1+1\nĐã họp 2 lần",
          nextStep: "Trình duyệt",
        }
      : entry,
  )
  const texts = sections.map((section, at) => (at === 1 ? { ...section, body: "Kết quả nổi bật của kỳ" } : section))
  expect(await fill(await book(filled, texts))).toMatchObject({ ok: true, value: { count: 2 } })
  const after = await now()
  expect(after.entries[0]).toMatchObject({ percentDone: 80, result: "=1+1\nĐã họp 2 lần", nextStep: "Trình duyệt" })
  expect(after.sections[1]!.body).toBe("Kết quả nổi bật của kỳ")
  // the old workbook again: what it says is in the report already, so nothing is overwritten and nothing is lost
  expect(await fill(await book(filled, texts))).toMatchObject({ refusal: { code: "reportSheet.nothingNew" } })
})

test("every wrong cell is named, and nothing is saved while one is wrong", async () => {
  const { entries, sections } = await now()
  const wrong = entries.map((entry, at) => ({
    ...entry,
    percentDone: at === 0 ? 140 : entry.percentDone,
    result: at === 1 ? "Đúng" : entry.result,
    id: at === 1 ? "khong-co" : entry.id,
  }))
  const answer = await fill(await book(wrong, sections))
  expect(answer).toMatchObject({
    refusal: {
      code: "reportSheet.faults",
      details: [
        { code: "entry.percentRange", values: { address: expect.stringMatching(/^F\d+$/), text: "140" } },
        // the mark of the row stands behind the columns of the plan's own fields, two in the demonstration
        { code: "reportSheet.unknownLine", values: { address: expect.stringMatching(/^P\d+$/) } },
      ],
    },
  })
  expect((await now()).entries).toEqual(entries)
})

test("what a colleague entered meanwhile is not overwritten", async () => {
  const { entries, sections } = await now()
  const filled = entries.map((entry, at) => (at === 1 ? { ...entry, result: "Của tôi" } : entry))
  await t.db
    .updateTable("entry")
    .set((set) => ({ result: "Của đồng nghiệp", version: set("version", "+", 1) }))
    .where("id", "=", entries[1]!.id)
    .execute()
  expect(await fill(await book(filled, sections))).toMatchObject({
    refusal: { details: [{ code: "reportSheet.changedMeanwhile", values: { task: entries[1]!.taskCode } }] },
  })
  expect((await now()).entries[1]!.result).toBe("Của đồng nghiệp")
})

test("a foreign unit does not find it; another file is told apart", async () => {
  const { entries, sections } = await now()
  const bytes = await book(entries, sections)
  await expect(fill(bytes, await t.actor("SYT", "reporter"))).rejects.toThrow("report")
  const other = await writeWorkbook([
    { name: "Sheet", columns: [{ key: "a", header: "A", width: 9, kind: "text" }], rows: [{ a: "x" }] },
  ])
  expect(await fill(other)).toMatchObject({ refusal: { code: "workbook.noSheet" } })
})
