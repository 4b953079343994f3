import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { numberTotals } from "#features/consolidation/number-totals.ts"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import type { Actor } from "#shared/actor.ts"
import { samplePlan } from "../../../bench/sample-plan.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { cumulate } from "./number-series.ts"
import { openRound } from "./open-round.server.ts"
import { readNumberSeries } from "./read-numbers.server.ts"
import { typedTemplate } from "./report-template.ts"
import { saveEntry } from "./save-entry.server.ts"
import { saveTemplate } from "./save-template.server.ts"
import { submitReport } from "./submit-report.server.ts"

/**
 * The second quarter with the half-year, the fourth with the year: one round each, so one report, one entry and one timeliness of a unit
 * (rule 14). Units give the number of the period alone; that of the year is worked out, and names the quarters that it lacks.
 */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6)
const ROUNDS = ["2027-Q1", "2027-H1+2027-Q2", "2027-Q3", "2027-Q4+2027-Y"] as const
const NAMES = ["quý I năm 2027", "quý II và 6 tháng đầu năm 2027", "quý III năm 2027", "quý IV và năm 2027"]
const UNITS = ["SVHTTDL", "STC"]
const FIELD = "people"

let t: TestInstance
let office: Actor
let heads: Actor[]
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  heads = []
  for (const code of UNITS) heads.push(await t.actor(code, "head"))
})
afterAll(() => t?.close())

let plans = 600
async function newPlan(): Promise<string> {
  const ctx = t.ctxAs(office, new Date("2027-01-05T02:00:00Z"))
  const reading = samplePlan(String(++plans), UNITS.length)
  const rule = { day: 10, month: "lastOfPeriod" as const, inclusive: false }
  const made = await createPlan(ctx, {
    reading: {
      ...reading,
      plan: {
        ...reading.plan,
        reporting: (["quarter", "halfYear", "year"] as const).map((period) => ({
          tier: "unit" as const,
          period,
          text: "trước ngày 10",
          rule,
        })),
      },
    },
    sourceText: [],
    planOfficeUnitId: await t.unitId("SKHCN"),
    confirmerUnitId: await t.unitId("VPUBND"),
    leadershipUnitId: null,
    isIllustrative: true,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const { planId } = made.value
  const tasks = await t.db.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  for (const [index, { id }] of tasks.entries())
    await assignTasks(ctx, { planId, taskIds: [id], change: { leads: [{ unitId: heads[index]!.seat!.unitId }] } })
  const fields = { "f1-label": "Số người", "f1-key": FIELD, "f1-kind": "number", "f1-unit": "người" }
  const template = typedTemplate({ ...fields, "f1-measure": "flow", "f1-rollUp": "sum" }, () => FIELD)
  if (!template.ok) throw new Error(template.refusal.code)
  const saved = await saveTemplate(ctx, { planId, seenVersion: 0, template: template.value, isForOpenRounds: false })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return planId
}

const someCell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ state: fc.constant("actual" as const), number: fc.integer({ min: 0, max: 9_999 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      state: fc.constantFrom("none", "missing", "notApplicable", "notSent"),
      number: fc.constant(0),
    }),
  },
)
type Cell = typeof someCell extends fc.Arbitrary<infer One> ? One : never
const someYear = fc.record({
  cells: fc.array(fc.array(someCell, { minLength: 4, maxLength: 4 }), {
    minLength: UNITS.length,
    maxLength: UNITS.length,
  }),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
  isLate: fc.boolean(),
})

const reportOf = (planId: string, code: string, unitId: string) =>
  t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .selectAll("report")
    .select("round.dueOn")
    .where("round.planId", "=", planId)
    .where("round.code", "=", code)
    .where("report.unitId", "=", unitId)
    .execute()

/** A head fills in the only entry and sends it, on the last day on time or the day after. */
async function send(planId: string, at: number, head: Actor, cell: Cell, isLate: boolean): Promise<void> {
  const reports = await reportOf(planId, ROUNDS[at]!, head.seat!.unitId)
  expect(reports, "one report of a unit in a round").toHaveLength(1)
  const [report] = reports
  const entries = await t.db.selectFrom("entry").selectAll().where("reportId", "=", report!.id).execute()
  expect(entries, "one entry on a task in a round").toHaveLength(1)
  if (cell.state === "notSent") return
  const ctx = t.ctxAs(head, new Date(Date.parse(`${report!.dueOn}T16:59:00Z`) + (isLate ? 60_000 : 0)))
  const content = {
    answer: "progress" as const,
    percentDone: 40,
    result: `Kết quả ${ROUNDS[at]}`,
    product: "",
    obstacle: "",
    proposal: "",
    nextStep: "",
    missingReason: "",
    consent: null,
    objection: "",
    doubtReason: "Đã rà soát",
  }
  const value = { state: cell.state, value: cell.state === "actual" ? String(cell.number) : "", final: "" }
  const reason = cell.state === "missing" || cell.state === "notApplicable" ? "Chưa thống kê" : ""
  const fieldValues = { [FIELD]: { ...value, reason } }
  const input = { entryId: entries[0]!.id, seenVersion: entries[0]!.version, content, fieldValues }
  expect(await saveEntry(ctx, input)).toMatchObject({ ok: true })
  expect(await submitReport(ctx, { reportId: report!.id, seenVersion: report!.version })).toMatchObject({ ok: true })
}

test(
  "coinciding reports are one, and the year is what the periods add up to, its gaps named",
  { timeout: 600_000 },
  () =>
    fc.assert(
      fc.asyncProperty(someYear, async ({ cells, order, isLate }) => {
        const planId = await newPlan()
        const ctx = t.ctxAs(office, new Date("2027-01-05T02:00:00Z"))
        for (const code of [...ROUNDS, ...ROUNDS])
          expect(await openRound(ctx, { planId, code }), code).toMatchObject({ ok: true })
        expect(await openRound(ctx, { planId, code: "2027-H1" }), "the half-year is no round of its own").toMatchObject(
          {
            refusal: { code: "round.notInCalendar" },
          },
        )
        for (const at of order)
          for (const [unit, head] of heads.entries()) await send(planId, at, head, cells[unit]![at]!, isLate)

        const rounds = await t.db
          .selectFrom("round")
          .selectAll()
          .where("planId", "=", planId)
          .orderBy("dueOn")
          .execute()
        expect(rounds.map((round) => round.name)).toEqual(NAMES)
        const periods = await t.db.selectFrom("roundPeriod").selectAll().where("planId", "=", planId).execute()
        expect(periods.map((each) => each.period).sort()).toEqual(ROUNDS.flatMap((code) => code.split("+")).sort())

        for (const [at, round] of rounds.entries()) {
          const series = await readNumberSeries(t.db, round.id)
          for (const [unit, head] of heads.entries()) {
            const mine = series.filter((each) => each.unitId === head.seat!.unitId)
            expect(mine).toHaveLength(1)
            const known = cells[unit]!.slice(0, at + 1)
            expect(cumulate(mine[0]!.field, mine[0]!.points).ofYear).toEqual({
              sum: known.reduce((sum, cell) => sum + cell.number, 0),
              isEstimated: false,
              missing: known.flatMap((cell, quarter) =>
                cell.state === "missing" || cell.state === "notSent" ? [NAMES[quarter]] : [],
              ),
            })
            const [report] = await reportOf(planId, ROUNDS[at]!, head.seat!.unitId)
            const isSent = cells[unit]![at]!.state !== "notSent"
            expect(report!.timeliness).toBe(isSent ? (isLate ? "late" : "onTime") : null)
          }
          const [total] = numberTotals(series)
          const all = cells.flatMap((ofUnit) => ofUnit.slice(0, at + 1))
          expect(total!.total?.ofYear?.sum ?? null).toBe(all.reduce((sum, cell) => sum + cell.number, 0))
        }
      }),
      { numRuns: RUNS },
    ),
)
