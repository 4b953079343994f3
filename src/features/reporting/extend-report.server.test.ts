import { afterAll, beforeAll, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { askExtension, decideExtension, withdrawExtension } from "./extend-report.server.ts"
import { readExtensionsOf } from "./read-extensions.server.ts"
import { submitReport } from "./submit-report.server.ts"

let t: TestInstance
let reporter: Actor
let head: Actor
let office: Actor
let report: { id: string; roundId: string; dueOn: string; officeDueOn: string }
beforeAll(async () => {
  t = await testInstance()
  reporter = await t.actor("SVHTTDL", "reporter")
  head = await t.actor("SVHTTDL", "head")
  office = await t.actor("SKHCN", "planOffice")
  report = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select(["report.id", "report.roundId", "round.dueOn", "round.officeDueOn"])
    .where("unit.code", "=", "SVHTTDL")
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
})
afterAll(() => t?.close())

const ask = (over: Partial<{ untilOn: string; reason: string }> = {}, at?: Date) =>
  askExtension(t.ctxAs(reporter, at), {
    reportId: report.id,
    untilOn: "2026-12-11",
    reason: "Chờ số liệu của các xã",
    ...over,
  })
const last = async () => (await readExtensionsOf(t.db, report.id))[0]!
const decide = async (isGranted: boolean, decision = "") => {
  const extension = await last()
  return decideExtension(t.ctxAs(office), {
    extensionId: extension.id,
    seenVersion: extension.version,
    isGranted,
    decision,
  })
}

test("asked before the day, for a later one, not past the plan office's own, with a reason", async () => {
  expect([report.dueOn, report.officeDueOn]).toEqual(["2026-12-09", "2026-12-14"])
  expect(await ask({ untilOn: "2026-12-09" })).toMatchObject({ refusal: { code: "extension.notLater" } })
  expect(await ask({ untilOn: "2026-12-15" })).toMatchObject({
    refusal: { code: "extension.pastOfficeDay", values: { day: "14/12/2026" } },
  })
  expect(await ask({ reason: "  " })).toMatchObject({ refusal: { code: "extension.noReason", field: "reason" } })
  expect(await ask({}, new Date("2026-12-10T02:00:00Z"))).toMatchObject({ refusal: { code: "extension.tooLate" } })
})

test("one request waits at a time; the unit may withdraw it, the plan office refuses only with a reason", async () => {
  expect(await ask()).toMatchObject({ ok: true })
  expect(await ask()).toMatchObject({ refusal: { code: "extension.waiting" } })
  const { id, version } = await last()
  expect(await withdrawExtension(t.ctxAs(head), { extensionId: id, seenVersion: version })).toMatchObject({ ok: true })
  expect(await ask()).toMatchObject({ ok: true })
  expect(await decide(false)).toMatchObject({ refusal: { code: "extension.refusalNeedsReason" } })
  expect(await decide(false, "Số liệu đã có ở cơ sở dữ liệu")).toMatchObject({ ok: true })
  expect(await decide(true)).toMatchObject({ refusal: { code: "extension.decided" } })
})

test("granted once: the report that comes by then is on time, and says so", async () => {
  expect(await ask()).toMatchObject({ ok: true })
  const late = new Date("2026-12-10T02:00:00Z")
  await t.db
    .updateTable("entry")
    .set({ answer: "missing", missingReason: "Chờ số liệu" })
    .where("reportId", "=", report.id)
    .execute()
  const { version } = await t.db
    .selectFrom("report")
    .select("version")
    .where("id", "=", report.id)
    .executeTakeFirstOrThrow()
  // the plan office decides after the report came: what was late becomes on time by the extension
  expect(await submitReport(t.ctxAs(head, late), { reportId: report.id, seenVersion: version })).toMatchObject({
    value: { timeliness: "late" },
  })
  expect(await decide(true, "Đồng ý")).toMatchObject({ ok: true })
  const after = await t.db
    .selectFrom("report")
    .select(["extendedTo", "timeliness"])
    .where("id", "=", report.id)
    .executeTakeFirstOrThrow()
  expect(after).toEqual({ extendedTo: "2026-12-11", timeliness: "onTimeExtended" })
  expect(await ask()).toMatchObject({ refusal: { code: "extension.sent" } })
})
