import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { proposeAmendment, proposeIndicatorAmendment } from "#features/amendments/propose.server.ts"
import { draftSubmission } from "#features/amendments/submit-proposals.server.ts"
import { freezeConsolidation, issueConsolidation } from "#features/consolidation/freeze-consolidation.server.ts"
import { decidePublication, proposePublication } from "#features/consolidation/publish-report.server.ts"
import {
  beginConsolidation,
  draftNarrative,
  handConsolidationToHead,
  receiveConsolidation,
  saveNarrative,
  sendConsolidationBack,
} from "#features/consolidation/work-on-consolidation.server.ts"
import { addDocument } from "#features/documents/keep-documents.server.ts"
import { addUnit, changeUnit, endUnit } from "#features/organisation/change-units.server.ts"
import { addHolidays, removeHoliday } from "#features/organisation/holidays.server.ts"
import { inviteToSignIn } from "#features/organisation/invite-to-sign-in.server.ts"
import { addPerson, changePerson, endPerson } from "#features/organisation/save-people.server.ts"
import { addSeat, endSeat } from "#features/organisation/save-seats.server.ts"
import { saveUnitGroup, saveUnits } from "#features/organisation/save-units.server.ts"
import { startReading } from "#features/plan-import/start-reading.server.ts"
import { draftVersion } from "#features/plans/amend-plan.server.ts"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { bringInAnnex } from "#features/plans/bring-in-annex.server.ts"
import { createPlan } from "#features/plans/create-plan.server.ts"
import { enterOpeningState } from "#features/plans/enter-opening-state.server.ts"
import { linkTask } from "#features/plans/link-tasks.server.ts"
import { makeAnnualPlan } from "#features/plans/make-annual-plan.server.ts"
import { openingSheets } from "#features/plans/opening-sheet.ts"
import { holdOpeningSheet } from "#features/plans/opening-upload.server.ts"
import { setExternalRefs } from "#features/plans/set-external-refs.server.ts"
import { confirmCarryOver, supersedePlan } from "#features/plans/supersede-plan.server.ts"
import { reorganiseUnits } from "#features/reorganisation/reorganise-units.server.ts"
import { decideClaim } from "#features/reporting/decide-claim.server.ts"
import { enterOnBehalf } from "#features/reporting/enter-on-behalf.server.ts"
import { addEvidence } from "#features/reporting/evidence.server.ts"
import {
  acceptReport,
  handToHead,
  reopenReport,
  returnReport,
  sendBack,
} from "#features/reporting/move-report.server.ts"
import { completeRound, openRound } from "#features/reporting/open-round.server.ts"
import { readReportingRules } from "#features/reporting/read-rounds.server.ts"
import {
  endReportingRule,
  saveReportingRule,
  setRoundsOpenBefore,
} from "#features/reporting/reporting-calendar.server.ts"
import { keepUnanswered, saveEntry, saveSections } from "#features/reporting/save-entry.server.ts"
import { submitReport } from "#features/reporting/submit-report.server.ts"
import { writeWorkbook } from "#platform/workbooks/write-workbook.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/**
 * Every seat tries every command on the same objects: a report of Sở Y tế (SYT), its entry, the round, the plan. The list of who may is
 * written by hand; everybody else must be refused for who they are, or not find the object. Nothing is changed: each try is rolled back.
 */
let t: TestInstance
let ids: Record<
  | "plan"
  | "round"
  | "done"
  | "report"
  | "accepted"
  | "entry"
  | "claim"
  | "task"
  | "unit"
  | "person"
  | "seat"
  | "publication"
  | "otherPlan",
  string
>

const seats = seatsAround("SYT", "SVHTTDL")
const office = ["plan office", "director"]
const own = ["own reporter", "own head"]
const content = {
  answer: null,
  percentDone: null,
  result: "",
  product: "",
  obstacle: "",
  proposal: "",
  nextStep: "",
  missingReason: "",
  doubtReason: "",
  consent: null,
  objection: "",
}
const seen = (report: "report" | "accepted") => ({ reportId: ids[report], seenVersion: 1 })
const round = (which: "round" | "done") => ({ roundId: ids[which], seenVersion: 1 })
const unit = {
  code: "X1",
  name: "Đơn vị thử",
  kind: "agency",
  parentCode: null,
  obligation: "must",
  isConfirmed: true,
  note: null,
  aliases: [],
  startedOn: "2026-01-01",
} as const
const { parentCode: _, ...placeless } = unit
const unitFacts = { ...placeless, parentId: null }
const amending = {
  kind: "decision",
  number: "9",
  notation: "QĐ-UBND",
  issuer: null,
  place: null,
  issuedOn: "2026-11-02",
  title: "x",
} as const
const registered = { ...amending, effectiveOn: null, externalRef: null, note: null }
const emptyReading = {
  documents: [],
  plan: {
    declared: { groups: null, tasks: null, indicators: null },
    indicators: [],
    groups: [],
    duties: [],
    reporting: [],
  },
  issues: [],
}

const commands: Command[] = [
  { name: "saveEntry", may: own, run: (ctx) => saveEntry(ctx, { entryId: ids.entry, seenVersion: 1, content }) },
  { name: "saveSections", may: own, run: (ctx) => saveSections(ctx, { reportId: ids.report, sections: [] }) },
  { name: "keepUnanswered", may: own, run: (ctx) => keepUnanswered(ctx, { reportId: ids.report }) },
  {
    name: "addEvidence",
    may: own,
    run: (ctx) =>
      addEvidence(ctx, { entryId: ids.entry, title: "", number: "1/QĐ", issuedOn: "01/11/2026", isNotSecret: true }),
  },
  { name: "handToHead", may: own, run: (ctx) => handToHead(ctx, seen("report")) },
  { name: "sendBack", may: ["own head"], run: (ctx) => sendBack(ctx, { ...seen("report"), reason: "" }) },
  { name: "submitReport", may: ["own head"], run: (ctx) => submitReport(ctx, seen("report")) },
  { name: "acceptReport", may: office, run: (ctx) => acceptReport(ctx, seen("report")) },
  {
    name: "returnReport",
    may: office,
    run: (ctx) => returnReport(ctx, { ...seen("report"), reason: "x", entryReasons: {} }),
  },
  { name: "reopenReport", may: office, run: (ctx) => reopenReport(ctx, { ...seen("accepted"), reason: "x" }) },
  {
    name: "decideClaim",
    may: office,
    run: (ctx) => decideClaim(ctx, { claimId: ids.claim, seenVersion: 1, decision: "confirmed", reason: "" }),
  },
  { name: "completeRound", may: office, run: (ctx) => completeRound(ctx, { roundId: ids.round }) },
  { name: "setRoundsOpenBefore", may: office, run: (ctx) => setRoundsOpenBefore(ctx, { planId: ids.plan, days: 0 }) },
  {
    name: "saveReportingRule",
    may: office,
    run: async (ctx) => {
      const [rule] = await readReportingRules(t.db, ids.plan)
      return saveReportingRule(ctx, { planId: ids.plan, rule: rule!, replacesId: null })
    },
  },
  {
    name: "endReportingRule",
    may: office,
    run: async (ctx) => {
      const rule = await t.db
        .selectFrom("reportingRule")
        .select("id")
        .where("planId", "=", ids.plan)
        .executeTakeFirstOrThrow()
      return endReportingRule(ctx, { planId: ids.plan, ruleId: rule.id, lastOn: "2027-12-31" })
    },
  },
  { name: "openRound", may: office, run: (ctx) => openRound(ctx, { planId: ids.plan, code: "2027-Q1" }) },
  {
    name: "assignTasks",
    may: office,
    run: (ctx) => assignTasks(ctx, { planId: ids.plan, taskIds: [ids.task], change: { product: "x" } }),
  },
  {
    name: "createPlan",
    may: office,
    run: (ctx) =>
      createPlan(ctx, {
        reading: emptyReading,
        sourceText: [],
        planOfficeUnitId: ids.unit,
        confirmerUnitId: null,
        leadershipUnitId: null,
        isIllustrative: false,
      }),
  },
  { name: "beginConsolidation", may: office, run: (ctx) => beginConsolidation(ctx, { roundId: ids.round }) },
  {
    name: "draftNarrative",
    may: office,
    run: (ctx) => draftNarrative(ctx, { roundId: ids.done, key: "results", seenVersion: 1 }),
  },
  {
    name: "saveNarrative",
    may: office,
    run: (ctx) => saveNarrative(ctx, { roundId: ids.done, key: "results", body: "x", seenVersion: 1 }),
  },
  { name: "handConsolidationToHead", may: office, run: (ctx) => handConsolidationToHead(ctx, round("done")) },
  {
    name: "sendConsolidationBack",
    may: ["director"],
    run: (ctx) => sendConsolidationBack(ctx, { ...round("done"), reason: "x" }),
  },
  { name: "freezeConsolidation", may: ["director"], run: (ctx) => freezeConsolidation(ctx, round("done")) },
  {
    name: "issueConsolidation",
    may: ["director"],
    run: (ctx) => issueConsolidation(ctx, { ...round("done"), number: "1/BC", issuedOn: "01/11/2026", signerName: "" }),
  },
  { name: "receiveConsolidation", may: ["leadership"], run: (ctx) => receiveConsolidation(ctx, round("done")) },
  {
    name: "proposePublication",
    may: office,
    run: (ctx) => proposePublication(ctx, { roundId: ids.done, isNotSecret: true }),
  },
  {
    name: "decidePublication",
    may: ["leadership"],
    run: (ctx) =>
      decidePublication(ctx, { publicationId: ids.publication, seenVersion: 1, isApproved: true, reason: "" }),
  },
  { name: "saveUnits", may: ["administrator"], run: (ctx) => saveUnits(ctx, { units: [unit] }) },
  {
    name: "endUnit",
    may: ["administrator"],
    run: (ctx) => endUnit(ctx, { unitId: ids.unit, seenVersion: 1, endedOn: "2026-12-01", reason: "x" }),
  },
  {
    name: "saveUnitGroup",
    may: ["administrator"],
    run: (ctx) => saveUnitGroup(ctx, { unitGroupId: null, seenVersion: 0, name: "Nhóm thử", unitIds: [ids.unit] }),
  },
  {
    name: "addPerson",
    may: ["administrator"],
    run: (ctx) => addPerson(ctx, { name: "Người thử", email: "thu@example.vn", position: null }),
  },
  {
    name: "addSeat",
    may: ["administrator"],
    run: (ctx) =>
      addSeat(ctx, {
        personId: ids.person,
        role: "reporter",
        unitId: ids.unit,
        fromOn: "2026-11-01",
        toOn: null,
        isActing: false,
      }),
  },
  {
    name: "bringInAnnex",
    may: office,
    run: (ctx) => bringInAnnex(ctx, { planId: ids.plan, groups: [], issues: [], sourceText: [] }),
  },
  {
    name: "draftVersion",
    may: office,
    run: (ctx) => draftVersion(ctx, { planId: ids.plan, document: amending, effectiveOn: "2026-11-02", summary: "" }),
  },
  {
    name: "supersedePlan",
    may: office,
    run: (ctx) => supersedePlan(ctx, { oldPlanId: ids.plan, newPlanId: ids.otherPlan, supersededOn: "2026-11-02" }),
  },
  {
    name: "confirmCarryOver",
    may: office,
    run: (ctx) => confirmCarryOver(ctx, { oldPlanId: ids.plan, newPlanId: ids.otherPlan, decisions: [] }),
  },
  {
    name: "enterOpeningState",
    may: office,
    run: (ctx) => enterOpeningState(ctx, { planId: ids.plan, unitId: ids.unit, lines: [] }),
  },
  {
    name: "holdOpeningSheet",
    may: office,
    run: async (ctx) => {
      const plan = { id: ids.plan, planOfficeUnitId: await t.unitId("SKHCN"), confirmerUnitId: null }
      const bytes = await writeWorkbook(openingSheets({ title: "x", isIllustrative: false }, [], "2026-11-02"))
      return holdOpeningSheet(ctx, plan, { name: "x.xlsx", bytes })
    },
  },
  { name: "startReading", may: office, run: (ctx) => startReading(ctx, { plan: null, files: [] }) },
  { name: "setExternalRefs", may: office, run: (ctx) => setExternalRefs(ctx, { planId: ids.plan, refs: [] }) },
  {
    name: "makeAnnualPlan",
    may: office,
    run: (ctx) => makeAnnualPlan(ctx, { parentPlanId: ids.plan, year: 2031, title: "x", taskIds: [] }),
  },
  {
    name: "linkTask",
    may: office,
    run: (ctx) => linkTask(ctx, { planId: ids.plan, taskId: ids.task, otherPlanSlug: "x", otherCode: "x" }),
  },
  {
    name: "proposeAmendment",
    may: [...own, ...office],
    run: (ctx) => proposeAmendment(ctx, { planId: ids.plan, taskId: ids.task, kind: "drop", patch: {}, reason: "x" }),
  },
  {
    name: "proposeIndicatorAmendment",
    may: [...own, "foreign reporter", "foreign head", ...office],
    run: (ctx) =>
      proposeIndicatorAmendment(ctx, {
        planId: ids.plan,
        indicatorId: null,
        kind: "add",
        patch: { title: "x" },
        reason: "x",
      }),
  },
  {
    name: "draftSubmission",
    may: office,
    run: (ctx) => draftSubmission(ctx, { planId: ids.plan, title: "x", opening: "", proposalIds: [] }),
  },
  {
    name: "addDocument",
    may: ["plan office", "director", "confirmer"],
    run: (ctx) => addDocument(ctx, { facts: registered, isKnownDuplicate: true }),
  },
  {
    name: "reorganiseUnits",
    may: ["administrator"],
    run: (ctx) =>
      reorganiseUnits(ctx, {
        kind: "merge",
        onDay: "2026-11-02",
        reason: "x",
        fromUnitIds: [ids.unit],
        to: [],
        taskTargets: {},
      }),
  },
  {
    name: "enterOnBehalf",
    may: office,
    run: (ctx) =>
      enterOnBehalf(ctx, {
        ...seen("report"),
        number: "",
        issuedOn: "2026-11-02",
        receivedOn: "2026-11-02",
        signer: "",
        file: undefined,
        isNotSecret: true,
      }),
  },
  { name: "addUnit", may: ["administrator"], run: (ctx) => addUnit(ctx, unitFacts) },
  {
    name: "changeUnit",
    may: ["administrator"],
    run: (ctx) => changeUnit(ctx, { unitId: ids.unit, seenVersion: 1, facts: unitFacts }),
  },
  {
    name: "addHolidays",
    may: ["administrator"],
    run: (ctx) =>
      addHolidays(ctx, { fromOn: "2027-02-05", toOn: "2027-02-09", name: "Tết", isWorked: false, source: "Thông báo" }),
  },
  { name: "removeHoliday", may: ["administrator"], run: (ctx) => removeHoliday(ctx, { onDay: "2027-09-02" }) },
  {
    name: "inviteToSignIn",
    may: ["administrator"],
    run: (ctx) =>
      inviteToSignIn(ctx, {
        personId: ids.person,
        sentBy: "link",
        removesSecondFactor: false,
        publicUrl: "http://127.0.0.1:3999",
      }),
  },
  {
    name: "changePerson",
    may: ["administrator"],
    run: (ctx) =>
      changePerson(ctx, {
        personId: ids.person,
        seenVersion: 1,
        facts: { name: "Tên mới", email: "moi@example.vn", position: null },
      }),
  },
  {
    name: "endPerson",
    may: ["administrator"],
    run: (ctx) => endPerson(ctx, { personId: ids.person, seenVersion: 1, endedOn: "2026-12-01", reason: "x" }),
  },
  {
    name: "endSeat",
    may: ["administrator"],
    run: (ctx) => endSeat(ctx, { seatId: ids.seat, seenVersion: 1, toOn: "2026-12-01", reason: "x" }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const { db } = t
  const rounds = await db.selectFrom("round").select(["id", "planId"]).orderBy("dueOn", "desc").execute()
  const unitId = await t.unitId("SYT")
  const own = await db
    .selectFrom("report")
    .select("id")
    .where("roundId", "=", rounds[0]!.id)
    .where("unitId", "=", unitId)
    .executeTakeFirstOrThrow()
  const accepted = await db
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unitId")
    .select("report.id")
    .where("roundId", "=", rounds[0]!.id)
    .where("unit.kind", "=", "commune")
    .where("report.status", "=", "accepted")
    .limit(1)
    .executeTakeFirstOrThrow()
  // Sở Y tế leads no illustrative task: give it one, so that it owes an entry
  const task = await db.selectFrom("task").select("id").orderBy("position", "desc").limit(1).executeTakeFirstOrThrow()
  const director = t.ctxAs(await t.actor("SKHCN", "director"))
  await assignTasks(director, { planId: rounds[0]!.planId, taskIds: [task.id], change: { leads: [{ unitId }] } })
  const assignment = await db
    .selectFrom("assignment")
    .select("id")
    .where("taskId", "=", task.id)
    .executeTakeFirstOrThrow()
  const entryId = crypto.randomUUID()
  await db
    .insertInto("entry")
    .values({ id: entryId, reportId: own.id, assignmentId: assignment.id, taskId: task.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const claim = await db
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select("claim.id")
    .where("claim.state", "=", "awaiting")
    .where("unit.kind", "=", "commune")
    .limit(1)
    .executeTakeFirstOrThrow()
  const publication = await db.selectFrom("publication").select("id").limit(1).executeTakeFirstOrThrow()
  const person = await db.selectFrom("person").select("id").limit(1).executeTakeFirstOrThrow()
  const seat = await db
    .selectFrom("seat")
    .select("id")
    .where("role", "=", "reporter")
    .limit(1)
    .executeTakeFirstOrThrow()
  ids = {
    plan: rounds[0]!.planId,
    round: rounds[0]!.id,
    done: rounds[1]!.id,
    report: own.id,
    accepted: accepted.id,
    entry: entryId,
    claim: claim.id,
    task: task.id,
    unit: await t.unitId("SKHCN"),
    person: person.id,
    seat: seat.id,
    publication: publication.id,
    otherPlan: await otherPlan(rounds[0]!.planId, task.id),
  }
})
afterAll(() => t.close())

async function otherPlan(parentPlanId: string, taskId: string): Promise<string> {
  const director = t.ctxAs(await t.actor("SKHCN", "director"))
  const made = await makeAnnualPlan(director, {
    parentPlanId,
    year: 2030,
    title: "Kế hoạch năm 2030",
    taskIds: [taskId],
  })
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.planId
}

describe.each(commands)("$name", (command) => {
  test.each(seats)("%s", async (name, unitCode, role) => {
    const actor: Actor = await t.actor(unitCode, role)
    expect(await isAllowed(t, command, actor)).toBe(command.may.includes(name))
  })
})
