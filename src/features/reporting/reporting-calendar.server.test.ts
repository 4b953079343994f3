import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { system } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { roundsBetween } from "./calendar.ts"
import { keepRounds } from "./keep-rounds.server.ts"
import { openRound } from "./open-round.server.ts"
import { readReportingRules, readRounds } from "./read-rounds.server.ts"
import { endReportingRule, saveReportingRule, setRoundsOpenBefore } from "./reporting-calendar.server.ts"
import { submitReport } from "./submit-report.server.ts"
import { typedRule } from "./typed-rule.ts"

let t: TestInstance
let planId: string
beforeAll(async () => {
  t = await testInstance()
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

const office = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))
const rule = (fields: Record<string, string>) => {
  const read = typedRule({ source: "Công văn 12", inclusive: "before", ...fields }, "2026-11-23")
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}
const fridays = () => rule({ period: "everyTwoWeeks", weekday: "5", time: "16:00", from: "27/11/2026" })
const dueDays = async () =>
  roundsBetween(await readReportingRules(t.db, planId), "2026-11-23", "2027-03-31").map((round) => round.dueOn)

describe("the calendar of a plan is data", () => {
  test("only the plan office changes it", async () => {
    const head = t.ctxAs(await t.actor("SVHTTDL", "head"))
    expect(await saveReportingRule(head, { planId, rule: fridays() })).toMatchObject({
      refusal: { code: "plan.mayNotEdit" },
    })
    expect(await setRoundsOpenBefore(head, { planId, days: 20 })).toMatchObject({
      refusal: { code: "plan.mayNotEdit" },
    })
  })
  test("a rule for a tier and period is there once; a new one takes the old one's place from its day on", async () => {
    const quarterly = (await readReportingRules(t.db, planId)).find(
      (each) => each.tier === "unit" && each.period === "quarter",
    )!
    const later = rule({ period: "quarter", day: "20", month: "lastOfPeriod", validFrom: "1/1/2027" })
    expect(await saveReportingRule(await office(), { planId, rule: later })).toMatchObject({
      refusal: { code: "calendar.ruleTwice" },
    })
    expect(await dueDays()).toEqual(["2026-12-09", "2027-03-09"])
    expect(await saveReportingRule(await office(), { planId, rule: later, replacesId: quarterly.id })).toMatchObject({
      ok: true,
    })
    expect(await dueDays()).toEqual(["2026-12-09", "2027-03-19"])
  })
  test("a rule that gives no round is refused", async () => {
    const never = { ...fridays(), rule: { day: null, month: null, inclusive: true } }
    expect(await saveReportingRule(await office(), { planId, rule: never })).toMatchObject({
      refusal: { code: "calendar.noRound", field: "period" },
    })
  })
  test("a rhythm with a clock time opens its own rounds, and ends on a day", async () => {
    const saved = await saveReportingRule(await office(), { planId, rule: fridays() })
    if (!saved.ok) throw new Error(saved.refusal.code)
    expect((await dueDays()).slice(0, 3)).toEqual(["2026-11-27", "2026-12-09", "2026-12-11"])
    const opened = await openRound(await office(), { planId, code: "2026-D1127" })
    expect(opened).toMatchObject({ ok: true, value: { isNew: true } })
    const round = (await readRounds(t.db, planId)).find((each) => each.code === "2026-D1127")
    expect(round).toMatchObject({ dueOn: "2026-11-27", dueTime: "15:59", name: "kỳ đến ngày 27/11/2026" })
    const { ruleId } = saved.value
    expect(await endReportingRule(await office(), { planId, ruleId, lastOn: "2026-11-30" })).toMatchObject({ ok: true })
    expect((await dueDays()).slice(0, 2)).toEqual(["2026-11-27", "2026-12-09"])
  })
  test.each([
    ["2026-11-27T08:59:00Z", "onTime"],
    ["2026-11-27T09:00:00Z", "late"],
  ])("sent at %s the report is %s", async (at, expected) => {
    const report = await t.db
      .selectFrom("report")
      .innerJoin("round", "round.id", "report.roundId")
      .innerJoin("unit", "unit.id", "report.unitId")
      .innerJoin("seat", "seat.unitId", "unit.id")
      .select(["report.id", "unit.code", "report.version"])
      .where("round.code", "=", "2026-D1127")
      .where("seat.role", "=", "head")
      .where("report.status", "=", "notStarted")
      .orderBy("unit.position")
      .executeTakeFirstOrThrow()
    await t.db
      .updateTable("entry")
      .set({ answer: "missing", missingReason: "Chưa đến kỳ" })
      .where("reportId", "=", report.id)
      .execute()
    const head = t.ctxAs(await t.actor(report.code!, "head"), new Date(at))
    expect(await submitReport(head, { reportId: report.id, seenVersion: report.version })).toMatchObject({
      ok: true,
      value: { timeliness: expected },
    })
  })
})

describe("rounds are kept by the program where the plan says so", () => {
  const at = (day: string) => t.ctxAs(system, new Date(`${day}T02:00:00Z`))
  const opened = async (code: string) =>
    (await t.db.selectFrom("round").select("id").where("code", "=", code).executeTakeFirst())?.id
  test("so many days before the units' day, never earlier, once", async () => {
    expect(await keepRounds(at("2027-03-05"))).toBe(0)
    expect(await setRoundsOpenBefore(await office(), { planId, days: 15 })).toMatchObject({ ok: true })
    expect(await keepRounds(at("2027-03-03"))).toBe(0)
    expect(await keepRounds(at("2027-03-04"))).toBe(1)
    expect(await opened("2027-Q1")).toBeDefined()
    expect(await keepRounds(at("2027-03-04"))).toBe(0)
    expect(await setRoundsOpenBefore(await office(), { planId, days: 0 })).toMatchObject({
      refusal: { code: "calendar.numberRange", field: "openBefore" },
    })
  })
  test("a unit and a task that join in mid-period get their report and their entry; nothing happens twice", async () => {
    const unitId = at("2027-03-04").newId()
    await t.db
      .insertInto("unit")
      .values({ id: unitId, code: "XMOI", name: "Xã Mới", kind: "commune", startedOn: "2027-03-01", position: 999 })
      .execute()
    const task = await t.db
      .selectFrom("task")
      .innerJoin("assignment", "assignment.taskId", "task.id")
      .select("task.id")
      .where("task.planId", "=", planId)
      .where("assignment.workflow", "!=", "completed")
      .executeTakeFirstOrThrow()
    const assigned = await assignTasks(await office(), { planId, taskIds: [task.id], change: { leads: [{ unitId }] } })
    expect(assigned).toMatchObject({ ok: true })
    await keepRounds(at("2027-03-05"))
    const entries = await t.db
      .selectFrom("entry")
      .innerJoin("report", "report.id", "entry.reportId")
      .innerJoin("round", "round.id", "report.roundId")
      .select("entry.taskId")
      .where("report.unitId", "=", unitId)
      .where("round.code", "=", "2027-Q1")
      .execute()
    expect(entries).toEqual([{ taskId: task.id }])
    const events = async () => (await t.db.selectFrom("history.head").select("seq").executeTakeFirstOrThrow()).seq
    const before = await events()
    await keepRounds(at("2027-03-05"))
    expect(await events()).toBe(before)
  })
})
