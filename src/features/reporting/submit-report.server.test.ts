import { afterAll, beforeAll, expect, test } from "vitest"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { acceptReport, handToHead, returnReport } from "./move-report.server.ts"
import { readSubmissions } from "./read-entries.server.ts"
import { saveEntry } from "./save-entry.server.ts"
import { changesBetween } from "./submission-changes.ts"
import { submitReport } from "./submit-report.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t.close())

/** A report of the present round in some state, with its unit's code. */
async function aReport(status: string, skip = 0) {
  const row = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.version", "unit.code"])
    .where("report.status", "=", status)
    .where("unit.kind", "=", "commune")
    .orderBy("round.dueOn", "desc")
    .orderBy("unit.position")
    .offset(skip)
    .limit(1)
    .executeTakeFirstOrThrow()
  return { ...row, code: row.code! }
}
const stateOf = (id: string) => t.db.selectFrom("report").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
const content = {
  answer: "progress" as const,
  percentDone: 40,
  result: "Đã ban hành kế hoạch",
  product: "",
  obstacle: "",
  proposal: "",
  nextStep: "",
  missingReason: "",
  doubtReason: "",
  consent: null,
  objection: "",
}

test("the head sends: on time until the end of the 9th, late from the 10th", async () => {
  const early = await aReport("withHead")
  const head = await t.actor(early.code, "head")
  const sent = await submitReport(t.ctxAs(head, new Date("2026-12-09T16:59:59Z")), {
    reportId: early.id,
    seenVersion: early.version,
  })
  expect(sent).toMatchObject({ ok: true, value: { status: "submitted", timeliness: "onTime" } })
  const other = await aReport("withHead")
  const sentLate = await submitReport(t.ctxAs(await t.actor(other.code, "head"), new Date("2026-12-09T17:00:00Z")), {
    reportId: other.id,
    seenVersion: other.version,
  })
  expect(sentLate).toMatchObject({ value: { timeliness: "late" } })
})

test("a report with unanswered entries names each of them and stays where it is", async () => {
  const report = await aReport("notStarted")
  const answer = await submitReport(t.ctxAs(await t.actor(report.code, "head")), {
    reportId: report.id,
    seenVersion: report.version,
  })
  expect(answer).toMatchObject({ refusal: { code: "report.incomplete" } })
  expect((await stateOf(report.id)).status).toBe("notStarted")
})

test("only the head sends; the reporter, another unit and the plan office do not find it", async () => {
  const report = await aReport("withHead")
  for (const actor of [
    await t.actor(report.code, "reporter"),
    await t.actor("STC", "head"),
    await t.actor("SKHCN", "planOffice"),
  ])
    await expect(submitReport(t.ctxAs(actor), { reportId: report.id, seenVersion: report.version })).rejects.toThrow(
      "report",
    )
})

test("two people press send at once: one wins, one is told", async () => {
  const report = await aReport("withHead")
  const head = await t.actor(report.code, "head")
  const both = await Promise.allSettled(
    [1, 2].map(() => submitReport(t.ctxAs(head), { reportId: report.id, seenVersion: report.version })),
  )
  const answers = both.map((each) =>
    each.status === "fulfilled" ? (each.value.ok ? "sent" : each.value.refusal.code) : each.reason.name,
  )
  expect(answers.sort()).toEqual(["report.alreadySubmitted", "sent"])
})

test("a repeated request is answered as the first time, and happens once", async () => {
  const report = await aReport("withHead")
  const ctx = { ...t.ctxAs(await t.actor(report.code, "head")), requestId: crypto.randomUUID() }
  const input = { reportId: report.id, seenVersion: report.version }
  const first = await submitReport(ctx, input)
  expect(await submitReport(ctx, input)).toEqual(first)
  const sendings = await t.db.selectFrom("submission").select("id").where("reportId", "=", report.id).execute()
  expect(sendings).toHaveLength(1)
})

test("a stale page changes nothing", async () => {
  const report = await aReport("withHead")
  const head = await t.actor(report.code, "head")
  await expect(submitReport(t.ctxAs(head), { reportId: report.id, seenVersion: report.version + 1 })).rejects.toThrow(
    "report",
  )
  expect((await stateOf(report.id)).status).toBe("withHead")
})

test("returned with a reason for an entry, mended, sent again: the change is known, timeliness kept", async () => {
  const report = await aReport("submitted")
  const office = await t.actor("SKHCN", "planOffice")
  const entry = await t.db
    .selectFrom("entry")
    .selectAll()
    .where("reportId", "=", report.id)
    .where("answer", "=", "progress")
    .limit(1)
    .executeTakeFirstOrThrow()
  const nothing = await returnReport(t.ctxAs(office), {
    reportId: report.id,
    seenVersion: report.version,
    reason: " ",
    entryReasons: {},
  })
  expect(nothing).toMatchObject({ refusal: { code: "report.returnNeedsReason" } })
  await returnReport(t.ctxAs(office), {
    reportId: report.id,
    seenVersion: report.version,
    reason: "",
    entryReasons: { [entry.id]: "Thiếu số liệu" },
  })
  const reporter = t.ctxAs(await t.actor(report.code, "reporter"))
  await saveEntry(reporter, { entryId: entry.id, seenVersion: entry.version, content })
  const returned = await stateOf(report.id)
  expect(returned).toMatchObject({ status: "returned", returns: 1 })
  await handToHead(reporter, { reportId: report.id, seenVersion: returned.version })
  const again = await submitReport(t.ctxAs(await t.actor(report.code, "head")), {
    reportId: report.id,
    seenVersion: returned.version + 1,
  })
  expect(again).toMatchObject({ value: { timeliness: "onTime" } })
  const [latest, before] = await readSubmissions(t.db, report.id)
  expect(changesBetween(before!.content, latest!.content)).toContainEqual(
    expect.objectContaining({ field: "result", after: content.result }),
  )
})

test("two officers in one entry: the second is told and nothing is overwritten", async () => {
  const report = await aReport("drafting")
  const reporter = t.ctxAs(await t.actor(report.code, "reporter"))
  const entry = await t.db
    .selectFrom("entry")
    .selectAll()
    .where("reportId", "=", report.id)
    .limit(1)
    .executeTakeFirstOrThrow()
  await saveEntry(reporter, {
    entryId: entry.id,
    seenVersion: entry.version,
    content: { ...content, result: "người thứ nhất" },
  })
  await expect(
    saveEntry(reporter, {
      entryId: entry.id,
      seenVersion: entry.version,
      content: { ...content, result: "người thứ hai" },
    }),
  ).rejects.toThrow("entry")
  expect(
    (await t.db.selectFrom("entry").select("result").where("id", "=", entry.id).executeTakeFirstOrThrow()).result,
  ).toBe("người thứ nhất")
})

test("an accepted report is locked", async () => {
  const report = await aReport("submitted")
  await acceptReport(t.ctxAs(await t.actor("SKHCN", "planOffice")), {
    reportId: report.id,
    seenVersion: report.version,
  })
  const entry = await t.db
    .selectFrom("entry")
    .selectAll()
    .where("reportId", "=", report.id)
    .limit(1)
    .executeTakeFirstOrThrow()
  const answer = await saveEntry(t.ctxAs(await t.actor(report.code, "reporter")), {
    entryId: entry.id,
    seenVersion: entry.version,
    content,
  })
  expect(answer).toMatchObject({ refusal: { code: "report.locked" } })
})

test("the history of all this is whole", async () => {
  expect(await verifyHistory(t.db)).not.toHaveProperty("fault")
})
