import { afterAll, beforeAll, expect, test } from "vitest"
import { readWorkbook } from "#platform/workbooks/read-workbook.server.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { fillReport, readEntriesToFill, readSectionsToFill } from "./fill-report.server.ts"
import { cumulate } from "./number-series.ts"
import { openRound } from "./open-round.server.ts"
import { readSections, readSubmissions } from "./read-entries.server.ts"
import { readNumberSeries } from "./read-numbers.server.ts"
import { readCurrentTemplateId, readTemplate, readTemplateVersions } from "./read-template.server.ts"
import { missingParts } from "./report.ts"
import { readCompleteness } from "./report-completeness.server.ts"
import { reportSheets } from "./report-sheets.ts"
import { type TypedTemplate, typedTemplate } from "./report-template.ts"
import { saveEntry, saveSections } from "./save-entry.server.ts"
import { saveTemplate } from "./save-template.server.ts"
import { submitReport } from "./submit-report.server.ts"

let t: TestInstance
let planId: string
beforeAll(async () => {
  t = await testInstance()
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

const office = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))
let keys = 0
const typed = (fields: Record<string, string>): TypedTemplate => {
  const outcome = typedTemplate(fields, () => `key-${++keys}`)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}
const current = async () => readTemplate(t.db, await readCurrentTemplateId(t.db, planId))
const save = async (fields: Record<string, string>, isForOpenRounds = false) =>
  saveTemplate(await office(), {
    planId,
    seenVersion: (await current()).version,
    template: typed(fields),
    isForOpenRounds,
  })

const content = {
  answer: "progress" as const,
  percentDone: 40,
  result: "Đã tập huấn cho cán bộ xã",
  product: "",
  obstacle: "",
  proposal: "",
  nextStep: "",
  missingReason: "",
  doubtReason: "",
  consent: null,
  objection: "",
}

/** A unit's report in the round that is opened with the present template, with its entries. */
async function openedReport(code: string) {
  const opened = await openRound(await office(), { planId, code })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const unitId = await t.unitId("SVHTTDL")
  const report = await t.db
    .selectFrom("report")
    .selectAll()
    .where("roundId", "=", opened.value.roundId)
    .where("unitId", "=", unitId)
    .executeTakeFirstOrThrow()
  const entries = await t.db.selectFrom("entry").selectAll().where("reportId", "=", report.id).orderBy("id").execute()
  return { report, entries, roundId: opened.value.roundId }
}

const fieldsOfPlan = {
  "s1-title": "Kết quả nổi bật",
  "s1-key": "outstanding",
  "s1-part": "results",
  "s2-title": "Chuyển đổi số nội bộ",
  "s2-key": "cds",
  "s2-part": "results",
  "s2-required": "yes",
  "f1-label": "Số người được tập huấn",
  "f1-key": "people",
  "f1-kind": "number",
  "f1-unit": "người",
  "f1-required": "yes",
  "f1-measure": "flow",
  "ask-obstacle": "required",
}

test("versions: a stale page is refused, unknown codes are named, an open round with sent reports keeps its own", async () => {
  expect(await save({ ...fieldsOfPlan, "f1-scope": "nhóm 99; x" })).toMatchObject({
    refusal: { details: [{ code: "template.unknownCode", field: "f1-scope", values: { codes: "nhóm 99; x" } }] },
  })
  const before = (await current()).version
  expect(await save(fieldsOfPlan, true)).toMatchObject({ value: { version: before + 1, rounds: 0 } })
  await expect(
    saveTemplate(await office(), {
      planId,
      seenVersion: before,
      template: typed(fieldsOfPlan),
      isForOpenRounds: false,
    }),
  ).rejects.toThrow()
  expect(await save({ ...fieldsOfPlan, "f1-kind": "text" })).toMatchObject({
    refusal: { details: [{ code: "template.kindChanged", field: "f1-kind" }] },
  })
  expect((await readTemplateVersions(t.db, planId))[0]).toMatchObject({ version: before + 1, rounds: 0 })
})

test("a round opened after it asks for the number and the section; the report cannot go without them, and says which", async () => {
  const { report, entries, roundId } = await openedReport("2027-Q1")
  const reporter = t.ctxAs(await t.actor("SVHTTDL", "reporter"))
  for (const entry of entries)
    expect(
      await saveEntry(reporter, { entryId: entry.id, seenVersion: entry.version, content, fieldValues: {} }),
    ).toMatchObject({ ok: true })
  const lacking = missingParts(await readCompleteness(t.db, report.id))
  expect(lacking.filter((each) => each.code === "field.missing")).toHaveLength(entries.length)
  expect(lacking.filter((each) => each.code === "entry.obstacleMissing")).toHaveLength(entries.length)
  expect(lacking).toContainEqual({
    code: "section.missing",
    field: "phan-cds",
    values: { section: "Chuyển đổi số nội bộ" },
  })
  const [first, ...others] = entries
  const value = (text: string, state: "actual" | "estimated" | "none" | "missing" = "actual", reason = "") => ({
    people: { state, value: text, reason, final: "" },
  })
  const wrong = { entryId: first!.id, seenVersion: 2, content, fieldValues: value("nhiều") }
  expect(await saveEntry(reporter, wrong)).toMatchObject({
    refusal: { details: [{ code: "answer.noNumber", field: "f-people" }] },
  })
  const filled = { ...content, obstacle: "Không" }
  await saveEntry(reporter, {
    entryId: first!.id,
    seenVersion: 2,
    content: filled,
    fieldValues: value("1.250,5", "estimated"),
  })
  for (const [index, entry] of others.entries())
    await saveEntry(reporter, {
      entryId: entry.id,
      seenVersion: 2,
      content: filled,
      fieldValues: index === 0 ? value("", "missing", "Chưa khóa sổ") : value("", "none"),
    })
  const sections = [{ key: "cds", body: "", isNone: true, seenVersion: 0 }]
  expect(
    await saveSections(reporter, { reportId: report.id, sections: [{ ...sections[0]!, body: "x" }] }),
  ).toMatchObject({
    refusal: { code: "section.noneWithText", field: "cds-none" },
  })
  expect(await saveSections(reporter, { reportId: report.id, sections })).toMatchObject({ ok: true })
  expect(await readSections(t.db, report.id)).toEqual([{ key: "cds", body: "", isNone: true, version: 1 }])
  expect(missingParts(await readCompleteness(t.db, report.id)).map((each) => each.code)).toEqual(
    missingParts(await readCompleteness(t.db, report.id)).map(() => "entry.doubtUnexplained"),
  )
  await t.db.updateTable("entry").set({ doubtReason: "Đúng thực tế" }).where("reportId", "=", report.id).execute()
  const head = t.ctxAs(await t.actor("SVHTTDL", "head"))
  const seenVersion = (
    await t.db.selectFrom("report").select("version").where("id", "=", report.id).executeTakeFirstOrThrow()
  ).version
  expect(await submitReport(head, { reportId: report.id, seenVersion })).toMatchObject({ ok: true })
  const [sent] = await readSubmissions(t.db, report.id)
  expect(sent!.content.template).toMatchObject({ version: (await current()).version })
  const series = (await readNumberSeries(t.db, roundId)).filter((each) => each.isSent)
  expect(series).toHaveLength(entries.length)
  const first_ = series.find((each) => each.entryId === first!.id)!
  expect(cumulate(first_.field, first_.points)).toMatchObject({ inPeriod: 1250.5, isEstimated: true })
})

test("the next round corrects the estimate, and a number ten times as large is asked about", async () => {
  const { report, entries, roundId } = await openedReport("2027-H1+2027-Q2")
  const reporter = t.ctxAs(await t.actor("SVHTTDL", "reporter"))
  const earlier = await readNumberSeries(t.db, roundId, report.id)
  const own = earlier.find((each) => each.points.some((point) => point.value?.state === "estimated"))!
  const entry = entries.find((each) => each.id === own.entryId)!
  const people = { state: "actual" as const, value: "20.000", reason: "", final: "1.300" }
  await saveEntry(reporter, { entryId: entry.id, seenVersion: entry.version, content, fieldValues: { people } })
  const stored = await t.db.selectFrom("entry").selectAll().where("id", "=", entry.id).executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ isOutlying: true, fieldValues: { people: { value: "20000", final: "1300" } } })
  const checked = (await readCompleteness(t.db, report.id)).entries.find((each) => each.id === entry.id)
  expect(checked?.doubts).toContain("outlying")
  await t.db.updateTable("report").set({ status: "submitted" }).where("id", "=", report.id).execute()
  const [series] = (await readNumberSeries(t.db, roundId, report.id)).filter((each) => each.entryId === entry.id)
  expect(cumulate(series!.field, series!.points).ofYear).toMatchObject({ sum: 21_300, isEstimated: false })
  await t.db.updateTable("report").set({ status: "drafting" }).where("id", "=", report.id).execute()
})

test("the workbook has the plan's columns, takes numbers, words and estimates, and names a cell that nobody asks for", async () => {
  await save({ ...fieldsOfPlan, "f1-scope": "" })
  const { report } = await openedReport("2027-Q3")
  const { templateId } = await t.db
    .selectFrom("round")
    .select("templateId")
    .where("id", "=", report.roundId)
    .executeTakeFirstOrThrow()
  const of = { id: report.id, templateId }
  const entries = await readEntriesToFill(t.db, of)
  const head = { roundName: "quý III năm 2027", unitName: "Sở Y tế", planTitle: "Kế hoạch", isIllustrative: true }
  const book = reportSheets(head, entries, await readSectionsToFill(t.db, of), "2027-09-01")
  expect(book[0]!.columns.map((column) => column.header)).toContain("Số người được tập huấn (người)")
  const rows = [...(book[0]!.rows as Iterable<Record<string, string | number | null>>)]
  const cells = [1250.5, "ước 30", "Chưa có số liệu: chờ thống kê"]
  const filled = rows.map((row, at) => ({
    ...row,
    answer: "Đang thực hiện",
    "field:people": cells[at] ?? "Không phát sinh",
  }))
  const numbers = {
    ...book[0]!,
    rows: filled,
    columns: book[0]!.columns.map((column) =>
      column.key === "field:people" ? { ...column, kind: "number" as const } : column,
    ),
  }
  const sections = {
    ...book[1]!,
    rows: [...(book[1]!.rows as Iterable<Record<string, string>>)].map((row) => ({ ...row, body: "không phát sinh" })),
  }
  const reporter = t.ctxAs(await t.actor("SVHTTDL", "reporter"))
  const bytes = await writeWorkbook([numbers, sections])
  expect((await readWorkbook(bytes, { bytes: 5e6, rows: 500 })).ok).toBe(true)
  expect(await fillReport(reporter, { reportId: report.id, bytes })).toMatchObject({ ok: true })
  const stored = await readEntriesToFill(t.db, of)
  expect(stored.slice(0, 3).map((entry) => entry.fieldValues.people)).toMatchObject([
    { state: "actual", value: "1250.5" },
    { state: "estimated", value: "30" },
    { state: "missing", reason: "chờ thống kê" },
  ])
  expect((await readSections(t.db, report.id)).every((section) => section.isNone && section.body === "")).toBe(true)
  const wrong = { ...numbers, rows: filled.map((row) => ({ ...row, "field:people": "nhiều" })) }
  const refused = await fillReport(reporter, { reportId: report.id, bytes: await writeWorkbook([wrong, sections]) })
  expect(refused).toMatchObject({ refusal: { code: "reportSheet.faults", values: { count: entries.length } } })
})

test("a version that would drop what units wrote in an open round is refused there, and taken for the next round", async () => {
  const sent = await t.db.selectFrom("report").select("id").where("firstSubmittedAt", "is not", null).execute()
  expect(sent.length).toBeGreaterThan(0)
  const without = { "s1-title": "Kết quả nổi bật", "s1-key": "outstanding", "s1-part": "results" }
  expect(await save(without, true)).toMatchObject({ refusal: { code: "template.inUse" } })
  expect(await save(without)).toMatchObject({ ok: true })
})
