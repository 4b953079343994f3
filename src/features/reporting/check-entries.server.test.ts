import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { acceptUnchanged, checkEntry, finishCheck } from "./check-entries.server.ts"
import { quietReports, readReportsToCheck } from "./read-checks.server.ts"

let t: TestInstance
let round: { id: string; planId: string }
beforeAll(async () => {
  t = await testInstance()
  round = await t.db.selectFrom("round").select(["id", "planId"]).orderBy("dueOn", "desc").executeTakeFirstOrThrow()
})
afterAll(() => t?.close())

const office = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))
const reportsToCheck = () => readReportsToCheck(t.db, round)
const withEntries = async (least: number) =>
  (await reportsToCheck()).find(
    (report) => report.entries.length >= least && report.unitName !== "Sở Khoa học và Công nghệ",
  )!
const stateOf = (id: string) => t.db.selectFrom("report").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

test("one entry noted as to be mended sends the report back with its reason; the others stay noted as good", async () => {
  const report = await withEntries(2)
  const [first, second] = report.entries
  const ctx = await office()
  const note = (entry: typeof first, verdict: "good" | "return", reason = "") =>
    checkEntry(ctx, { entryId: entry!.entryId, seenVersion: entry!.version, verdict, reason })
  expect(await note(first, "return", " ")).toMatchObject({ refusal: { code: "entryCheck.reasonMissing" } })
  expect(await note(first, "return", "Nêu tên 12 xã")).toMatchObject({ ok: true })
  expect(await note(second, "good")).toMatchObject({ ok: true })
  expect((await stateOf(report.reportId)).status, "the unit learns of it only at the end").toBe("submitted")
  expect(await finishCheck(ctx, { reportId: report.reportId, seenVersion: report.version })).toMatchObject({ ok: true })
  expect(await stateOf(report.reportId)).toMatchObject({ status: "returned", returns: report.returns + 1 })
  const entry = await t.db.selectFrom("entry").selectAll().where("id", "=", first!.entryId).executeTakeFirstOrThrow()
  expect(entry.returnReason).toBe("Nêu tên 12 xã")
  await t.db.updateTable("report").set({ status: "submitted" }).where("id", "=", report.reportId).execute()
  const again = (await reportsToCheck()).find((each) => each.reportId === report.reportId)!
  expect(again.entries.slice(0, 2).map((each) => each.check?.verdict ?? null)).toEqual([null, "good"])
})

test("a note on an older version of the entry does not count", async () => {
  const report = await withEntries(1)
  const entry = report.entries[0]!
  const ctx = await office()
  await checkEntry(ctx, { entryId: entry.entryId, seenVersion: entry.version, verdict: "return", reason: "Sai số" })
  await t.db
    .updateTable("entry")
    .set({ version: entry.version + 1 })
    .where("id", "=", entry.entryId)
    .execute()
  await expect(
    checkEntry(ctx, { entryId: entry.entryId, seenVersion: entry.version, verdict: "good", reason: "" }),
  ).rejects.toMatchObject({ name: "Stale" })
  expect(await finishCheck(ctx, { reportId: report.reportId, seenVersion: report.version })).toMatchObject({ ok: true })
  expect((await stateOf(report.reportId)).status).toBe("accepted")
})

test("reports without change are accepted together; one that is not of that kind stops all of them", async () => {
  const ctx = await office()
  const reports = await reportsToCheck()
  const quiet = quietReports(reports)
  expect(quiet.length).toBeGreaterThan(1)
  const loud = reports.find((report) => !quiet.includes(report) && report.unitName !== "Sở Khoa học và Công nghệ")!
  const seen = Object.fromEntries(quiet.map((report) => [report.reportId, report.version]))
  const all = { ...seen, [loud.reportId]: loud.version }
  expect(await acceptUnchanged(ctx, { roundId: round.id, seen: all })).toMatchObject({
    refusal: { code: "entryCheck.noLongerUnchanged", values: { count: 1 } },
  })
  expect((await stateOf(quiet[0]!.reportId)).status).toBe("submitted")
  expect(await acceptUnchanged(ctx, { roundId: round.id, seen })).toMatchObject({ ok: true })
  for (const report of quiet) expect((await stateOf(report.reportId)).status).toBe("accepted")
  expect(await acceptUnchanged(ctx, { roundId: round.id, seen: {} })).toMatchObject({
    refusal: { code: "entryCheck.noneChosen" },
  })
})

test("the queue knows what is new against the round before", async () => {
  const facts = (await reportsToCheck()).flatMap((report) => report.entries.map((entry) => entry.facts))
  expect(facts.some((each) => each.before?.differs.result)).toBe(true)
  expect(facts.some((each) => each.answer === "nothingChanged")).toBe(true)
})
