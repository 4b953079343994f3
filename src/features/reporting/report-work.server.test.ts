import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { noteWork } from "./note-work.server.ts"
import { readEntries } from "./read-entries.server.ts"
import { readReportSeconds, readWorkOfRounds } from "./read-work.server.ts"
import { saveEntry } from "./save-entry.server.ts"
import { activeSeconds, type Span, withMoment } from "./work-time.ts"

let t: TestInstance
let report: { id: string; unitId: string; roundId: string }

beforeAll(async () => {
  t = await testInstance()
  report = await t.db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .innerJoin("round", "round.id", "report.roundId")
    .select(["report.id", "report.unitId", "report.roundId"])
    .where("unit.code", "=", "SVHTTDL")
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
  await t.db.deleteFrom("reportWork").where("reportId", "=", report.id).execute()
})
afterAll(() => t?.close())

const after = (seconds: number) => new Date(Date.parse("2026-11-23T02:00:00Z") + seconds * 1000)

test("the database adds up what the rule says, in whatever order moments come", async () => {
  const moments = [4_000, 0, 90, 4_120, 290, 9_999, 90]
  const reporter = await t.actor("SVHTTDL", "reporter")
  for (const at of moments) await noteWork(t.ctxAs(reporter, after(at)), t.db, report)
  const expected = activeSeconds(moments.reduce<Span[]>(withMoment, []))
  expect(await readReportSeconds(t.db, report.id)).toBe(expected)
  await noteWork(t.ctxAs(await t.actor("SVHTTDL", "head"), after(100)), t.db, report)
  expect(await readReportSeconds(t.db, report.id)).toBe(expected + 30)
})

test("a save counts in its own transaction; what others do on the report is not the unit's time", async () => {
  const before = await readReportSeconds(t.db, report.id)
  await noteWork(t.ctxAs(await t.actor("SKHCN", "planOffice"), after(50_000)), t.db, report)
  expect(await readReportSeconds(t.db, report.id)).toBe(before)
  const [entry] = await readEntries(t.db, report.id)
  const content = { percentDone: null, result: "", product: "", obstacle: "", proposal: "", nextStep: "" }
  const rest = { missingReason: "", consent: null, objection: "", doubtReason: "" }
  const ctx = t.ctxAs(await t.actor("SVHTTDL", "reporter"), after(60_000))
  const input = { entryId: entry!.id, content: { answer: null, ...content, ...rest } }
  expect((await saveEntry(ctx, { ...input, seenVersion: entry!.version })).ok).toBe(true)
  expect(await readReportSeconds(t.db, report.id)).toBe(before + 30)
  await expect(saveEntry({ ...ctx, now: after(70_000) }, { ...input, seenVersion: 0 })).rejects.toThrow("entry")
  expect(await readReportSeconds(t.db, report.id)).toBe(before + 30)
})

test("a round lists the reports that were sent, by unit", async () => {
  const [done] = await t.db.selectFrom("round").select("id").orderBy("dueOn").limit(1).execute()
  const lines = await readWorkOfRounds(t.db, [done!.id])
  expect(lines.length).toBeGreaterThan(50)
  expect(lines.every((line) => line.seconds !== null && line.seconds > 0)).toBe(true)
  expect(Object.keys(lines[0]!)).not.toContain("personId")
})
