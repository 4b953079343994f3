import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import { decideClaim } from "#features/reporting/decide-claim.server.ts"
import { addEvidence } from "#features/reporting/evidence.server.ts"
import { askExtension, decideExtension } from "#features/reporting/extend-report.server.ts"
import { acceptReport, reopenReport, returnReport } from "#features/reporting/move-report.server.ts"
import { openRound } from "#features/reporting/open-round.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import { saveEntry } from "#features/reporting/save-entry.server.ts"
import { submitReport } from "#features/reporting/submit-report.server.ts"
import type { Actor } from "#shared/actor.ts"
import { momentAt } from "#shared/day.ts"
import { samplePlan } from "../../../bench/sample-plan.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { readFigures } from "./read-figures.server.ts"

/**
 * Whatever the order in which reports are saved, sent, returned, mended, accepted, opened again, given more time, and their claims decided:
 * the totals are those of a recount that knows nothing but the history and the plan, and is written here a second time by hand.
 */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 6)
const CODES = ["SVHTTDL", "STC", "SXD"]
const DUE_ON = "2026-12-09"
/** Deadlines of the six tasks: passed, inside the weeks that are played, later, and one without a time. */
const DEADLINES = ["2026-11-30", "2026-12-04", "2026-12-09", "2026-12-31", "2026-12-08", null]

let t: TestInstance
let office: Actor
let confirmer: Actor
let units: { id: string; head: Actor }[]
beforeAll(async () => {
  t = await testInstance()
  office = await t.actor("SKHCN", "planOffice")
  confirmer = await t.actor("VPUBND", "confirmer")
  units = []
  for (const code of CODES) units.push({ id: await t.unitId(code), head: await t.actor(code, "head") })
})
afterAll(() => t?.close())

const steps = ["progress", "claim", "send", "return", "accept", "reopen", "ask", "grant", "refuse", "decide"] as const
const someStep = fc.record({
  do: fc.constantFrom(...steps, "send", "claim"),
  unit: fc.nat({ max: CODES.length - 1 }),
  at: fc.nat({ max: 5 }),
  decision: fc.constantFrom("confirmed", "confirmed", "supplement", "notDone"),
  hoursLater: fc.constantFrom(1, 5, 20, 40),
})
type Step = typeof someStep extends fc.Arbitrary<infer One> ? One : never

type Task = { id: string; leads: string[]; deadline: string | null }
type World = { planId: string; roundId: string; tasks: Task[] }
let plans = 500

async function newWorld(): Promise<World> {
  const ctx = t.ctxAs(office, new Date("2026-11-25T02:00:00Z"))
  const made = await createPlan(ctx, {
    reading: samplePlan(String(++plans), DEADLINES.length),
    sourceText: [],
    planOfficeUnitId: await t.unitId("SKHCN"),
    confirmerUnitId: await t.unitId("VPUBND"),
    leadershipUnitId: null,
    isIllustrative: true,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  const { planId } = made.value
  const rows = await t.db.selectFrom("task").select("id").where("planId", "=", planId).orderBy("position").execute()
  const tasks = rows.map(({ id }, index) => ({
    id,
    // the last two are led by two units: the first of them claims for both
    leads: index < 4 ? [units[index % 3]!.id] : [units[index % 3]!.id, units[(index + 1) % 3]!.id],
    deadline: DEADLINES[index]!,
  }))
  for (const { id, leads, deadline } of tasks) {
    const due = deadline
      ? { text: deadline, meaning: "byDay" as const, from: null, to: deadline }
      : { text: "thường xuyên", meaning: "ongoing" as const, from: null, to: null }
    const change = { leads: leads.map((unitId) => ({ unitId })), deadline: due }
    const assigned = await assignTasks(ctx, { planId, taskIds: [id], change })
    if (!assigned.ok) throw new Error(assigned.refusal.code)
  }
  const opened = await openRound(ctx, { planId, code: "2026-Q4" })
  if (!opened.ok) throw new Error(opened.refusal.code)
  return { planId, roundId: opened.value.roundId, tasks }
}

/** One step through its command; what the command refuses did not happen. @returns whether it happened */
async function play(world: World, step: Step, now: Date): Promise<boolean> {
  const { db } = t
  const unit = units[step.unit]!
  const head = t.ctxAs(unit.head, now)
  const desk = t.ctxAs(office, now)
  const report = await db
    .selectFrom("report")
    .select(["id", "version"])
    .where("roundId", "=", world.roundId)
    .where("unitId", "=", unit.id)
    .executeTakeFirstOrThrow()
  const seen = { reportId: report.id, seenVersion: report.version }
  const entries = await db.selectFrom("entry").selectAll().where("reportId", "=", report.id).orderBy("id").execute()
  switch (step.do) {
    case "progress":
    case "claim":
      return answer(head, entries, step)
    case "send":
      return (await submitReport(head, seen)).ok
    case "return": {
      const entryReasons = { [entries[step.at % entries.length]!.id]: "Nêu rõ sản phẩm" }
      return (await returnReport(desk, { ...seen, reason: "", entryReasons })).ok
    }
    case "accept":
      return (await acceptReport(desk, seen)).ok
    case "reopen":
      return (await reopenReport(desk, { ...seen, reason: "Sửa số liệu" })).ok
    case "ask":
      return (await askExtension(head, { reportId: report.id, untilOn: "2026-12-11", reason: "Chờ các xã" })).ok
    case "grant":
    case "refuse": {
      const asked = await db
        .selectFrom("reportExtension")
        .select(["id", "version"])
        .where("reportId", "=", report.id)
        .where("state", "=", "asked")
        .executeTakeFirst()
      const decision = { isGranted: step.do === "grant", decision: "Theo đề nghị" }
      if (!asked) return false
      return (await decideExtension(desk, { extensionId: asked.id, seenVersion: asked.version, ...decision })).ok
    }
    case "decide": {
      const claims = await db
        .selectFrom("claim")
        .innerJoin("assignment", "assignment.id", "claim.assignmentId")
        .innerJoin("task", "task.id", "assignment.taskId")
        .select(["claim.id", "claim.version"])
        .where("task.planId", "=", world.planId)
        .where("claim.state", "=", "awaiting")
        .orderBy("claim.id")
        .execute()
      const claim = claims[step.at % Math.max(1, claims.length)]
      if (!claim) return false
      const decision = { decision: step.decision, reason: "Thiếu quyết định phê duyệt" }
      const as = t.ctxAs(desk.actor === office ? office : confirmer, now)
      return (await decideClaim(as, { claimId: claim.id, seenVersion: claim.version, ...decision })).ok
    }
  }
}

type EntryRow = { id: string; version: number; assignmentId: string }
/** Answers every entry of a report, so that it can be sent: one of them as a claim where the step says so and the unit may. */
async function answer(ctx: ReturnType<TestInstance["ctxAs"]>, entries: EntryRow[], step: Step): Promise<boolean> {
  let isSaved = false
  for (const [index, entry] of entries.entries()) {
    const { isClaimant } = await t.db
      .selectFrom("assignment")
      .select("isClaimant")
      .where("id", "=", entry.assignmentId)
      .executeTakeFirstOrThrow()
    const isClaim = step.do === "claim" && isClaimant && index === step.at % entries.length
    if (isClaim) {
      const link = "https://caobang.gov.vn/quyet-dinh"
      const proof = { entryId: entry.id, title: "Quyết định", number: "", issuedOn: "", link, isNotSecret: true }
      if (!(await addEvidence(ctx, proof)).ok) return false
    }
    const saved = await saveEntry(ctx, {
      entryId: entry.id,
      seenVersion: entry.version,
      content: {
        answer: isClaim ? "claim" : "progress",
        percentDone: isClaim ? null : 10 * step.at,
        result: "Đã họp",
        product: isClaim ? "Quyết định phê duyệt" : "",
        obstacle: "",
        proposal: "",
        nextStep: "",
        missingReason: "",
        consent: "consent",
        objection: "",
        doubtReason: "Đã rà soát",
      },
    })
    if (!saved.ok) return false
    isSaved = true
  }
  return isSaved
}

type Told = { kind: string; on: string; at: string; about: string[]; facts: Record<string, unknown> }

async function readHistory(): Promise<Told[]> {
  const rows = await t.db.selectFrom("history.event").select(["body"]).orderBy("seq").execute()
  return rows.map(({ body }) => {
    const { at, kind, about, facts } = JSON.parse(body)
    // Cao Bằng is seven hours ahead of UTC
    const on = new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10)
    return { at, on, kind, about, facts }
  })
}

/** So many days from Monday to Friday later; the weeks that are played have no holiday. */
function workingDaysLater(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  for (let left = count; left > 0; ) {
    date.setUTCDate(date.getUTCDate() + 1)
    if (date.getUTCDay() % 6 !== 0) left--
  }
  return date.toISOString().slice(0, 10)
}

/** How the report of a unit stands after everything that the history tells of it. */
function recountReport(history: readonly Told[], roundId: string, unitId: string) {
  const mine = history.filter((each) => each.about[1] === roundId && each.about[2] === unitId)
  let status = "open"
  let timeliness: string | null = null
  let firstSentOn = ""
  let returnedOn: string | null = null
  let extendedTo: string | null = null
  let returns = 0
  for (const { kind, on, facts } of mine)
    switch (kind) {
      case "report.submitted":
        if (timeliness === null) {
          firstSentOn = on
          timeliness = on <= DUE_ON ? "onTime" : extendedTo && on <= extendedTo ? "onTimeExtended" : "late"
        } else if (returnedOn && on > workingDaysLater(returnedOn, 2)) timeliness = "late"
        status = "submitted"
        break
      case "report.returned":
      case "report.reopened":
        status = "returned"
        returnedOn = on
        returns++
        break
      case "report.accepted":
        status = "accepted"
        break
      case "report.extensionGranted":
        extendedTo = facts.untilOn as string
        if (timeliness === "late" && returns === 0 && firstSentOn <= extendedTo) timeliness = "onTimeExtended"
    }
  return { status, timeliness }
}

type Line = "completedOnTime" | "completedLate" | "openInTime" | "openOverdue" | "untimed"

/** In which of the five lines a task stands on the units' last day, from what the history tells of its claims. */
function recountTask(history: readonly Told[], task: Task): Line {
  if (task.deadline === null) return "untimed"
  let state: "open" | "claimed" | "done" = "open"
  let day = ""
  let supplement: { day: string; decidedOn: string } | undefined
  for (const { kind, on, about } of history.filter(
    (each) => each.kind.startsWith("claim.") && each.about[1] === task.id,
  ))
    switch (kind) {
      case "claim.made":
        expect(about).toHaveLength(3)
        day = supplement && on <= workingDaysLater(supplement.decidedOn, 3) ? supplement.day : on
        state = "claimed"
        break
      case "claim.confirmed":
        state = "done"
        break
      default:
        supplement = kind === "claim.supplement" ? { day, decidedOn: on } : undefined
        state = "open"
    }
  if (state === "done" && day <= DUE_ON) return day <= task.deadline ? "completedOnTime" : "completedLate"
  if (state === "claimed") return day <= task.deadline ? "openInTime" : "openOverdue"
  return DUE_ON <= task.deadline ? "openInTime" : "openOverdue"
}

const count = (lines: readonly Line[]) => ({
  all: lines.length,
  ...Object.fromEntries(
    (["completedOnTime", "completedLate", "openInTime", "openOverdue", "untimed"] as const).map((line) => [
      line,
      lines.filter((each) => each === line).length,
    ]),
  ),
})

const happened = new Map<string, number>()

test("any order of sending, returning, mending, opening again and deciding gives the totals of a recount", {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { minLength: 25, maxLength: 60 }), async (story) => {
      const world = await newWorld()
      let now = new Date("2026-11-27T01:00:00Z")
      for (const step of story) {
        if (await play(world, step, now)) happened.set(step.do, (happened.get(step.do) ?? 0) + 1)
        now = new Date(now.getTime() + step.hoursLater * 3_600_000)
      }
      const round = await readRound(t.db, world.roundId)
      expect(round.dueOn).toBe(DUE_ON)
      const figures = await readFigures(t.db, round, momentAt(now, "Asia/Ho_Chi_Minh"))
      const history = await readHistory()

      const lines = world.tasks.map((task) => recountTask(history, task))
      expect(figures.totals).toEqual(count(lines))
      expect(figures.byGroup.map((group) => group.totals.all).reduce((sum, each) => sum + each, 0)).toBe(lines.length)
      const completed = lines.filter((line) => line.startsWith("completed")).length
      const timed = lines.filter((line) => line !== "untimed").length
      expect(figures.rates.ofTimed).toMatchObject({ numerator: completed, denominator: timed })
      const overdue = lines.filter((line) => line === "openOverdue").length
      expect(figures.rates.ofDue).toMatchObject({ numerator: completed, denominator: completed + overdue })

      for (const unit of units) {
        const { status, timeliness } = recountReport(history, world.roundId, unit.id)
        const found = figures.reports.all.find((each) => each.unitId === unit.id)!
        expect(found.timeliness).toBe(timeliness)
        if (status !== "open") expect(found.status === "drafting" ? "returned" : found.status).toBe(status)
      }
      const recounted = units.map((unit) => recountReport(history, world.roundId, unit.id))
      expect(figures.reports.sent).toBe(recounted.filter((each) => each.timeliness !== null).length)
      expect(figures.reports.late).toBe(recounted.filter((each) => each.timeliness === "late").length)
      expect(figures.reports.accepted).toBe(recounted.filter((each) => each.status === "accepted").length)
      expect(figures.reports.missing).toHaveLength(figures.reports.owed - figures.reports.sent)
    }),
    { numRuns: RUNS },
  )
  // a story in which nothing is ever returned or confirmed would prove little
  for (const step of ["send", "claim", "return", "accept", "decide"])
    expect(happened.get(step), step).toBeGreaterThan(0)
})
