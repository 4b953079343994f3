import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { removeEstimate, saveEstimate } from "#features/plans/enter-estimates.server.ts"
import { makeAnnualPlan } from "#features/plans/make-annual-plan.server.ts"
import { answerDuty, noteOutcome } from "#features/unit-plans/answer-duty.server.ts"
import { answerOpinion, askOpinion, closeOpinionRequest } from "#features/unit-plans/ask-opinion.server.ts"
import {
  approveUnitPlan,
  handToHead,
  reopenUnitPlan,
  sendBackUnitPlan,
} from "#features/unit-plans/move-unit-plan.server.ts"
import { readLedTasks } from "#features/unit-plans/read-unit-plans.server.ts"
import {
  addStep,
  changeStep,
  markStep,
  removeStep,
  startUnitPlan,
} from "#features/unit-plans/write-unit-plan.server.ts"
import { type Command, isAllowed, seatsAround } from "../../tests/support/permission-matrix.ts"
import { type TestInstance, testInstance } from "../../tests/support/test-database.ts"

/** Unit plans, shares, opinions and estimates of Sở Văn hóa, Thể thao và Du lịch: who may what, by hand; everybody else is refused. */
let t: TestInstance
let ids: Record<
  | "drafting"
  | "withHead"
  | "approved"
  | "step"
  | "doneStep"
  | "assignment"
  | "task"
  | "coordinated"
  | "unit"
  | "asked"
  | "own",
  string
> & { annual: string; annualTask: string; estimate: string; closed: string }

const own = ["own reporter", "own head"]
const office = ["plan office", "director"]
/** Who may write the plan of their own unit at all. */
const anyUnit = [...own, "foreign reporter", "foreign head", ...office]
const seen = (unitPlanId: string) => ({ unitPlanId, seenVersion: 1, reason: "x" })
const step = () => ({
  title: "Việc",
  startsOn: "",
  dueOn: "",
  personId: "",
  personName: "",
  product: "",
  isMilestone: false,
  assignmentIds: [ids.assignment],
})
const seenStep = (unitPlanId: string, stepId: string) => ({ unitPlanId, stepId, seenVersion: 1 })

const commands: Command[] = [
  { name: "startUnitPlan", may: anyUnit, run: (ctx) => startUnitPlan(ctx, { year: 2026 }) },
  { name: "addStep", may: own, run: (ctx) => addStep(ctx, { unitPlanId: ids.drafting, step: step() }) },
  {
    name: "changeStep",
    may: own,
    run: (ctx) => changeStep(ctx, { ...seenStep(ids.drafting, ids.step), step: step() }),
  },
  { name: "removeStep", may: own, run: (ctx) => removeStep(ctx, seenStep(ids.drafting, ids.step)) },
  { name: "handToHead", may: own, run: (ctx) => handToHead(ctx, seen(ids.drafting)) },
  { name: "sendBackUnitPlan", may: ["own head"], run: (ctx) => sendBackUnitPlan(ctx, seen(ids.withHead)) },
  { name: "approveUnitPlan", may: ["own head"], run: (ctx) => approveUnitPlan(ctx, seen(ids.withHead)) },
  { name: "reopenUnitPlan", may: ["own head"], run: (ctx) => reopenUnitPlan(ctx, seen(ids.approved)) },
  {
    name: "markStep",
    may: own,
    run: (ctx) => markStep(ctx, { ...seenStep(ids.approved, ids.doneStep), isDone: true }),
  },
  {
    name: "answerDuty",
    may: [...own, ...office],
    run: (ctx) => answerDuty(ctx, { taskId: ids.coordinated, seenVersion: 0, answer: "confirmed", reason: "" }),
  },
  {
    name: "noteOutcome",
    may: office,
    run: (ctx) => noteOutcome(ctx, { taskId: ids.task, unitId: ids.asked, seenVersion: 2, outcome: "x" }),
  },
  {
    name: "askOpinion",
    may: own,
    run: (ctx) => askOpinion(ctx, { taskId: ids.task, question: "x", answerBy: "30/11/2026", unitIds: [ids.asked] }),
  },
  {
    name: "answerOpinion",
    may: own,
    run: (ctx) => answerOpinion(ctx, { opinionId: ids.own, seenVersion: 1, answer: "x" }),
  },
  { name: "closeOpinionRequest", may: own, run: (ctx) => closeOpinionRequest(ctx, { opinionId: ids.closed }) },
  {
    name: "saveEstimate",
    may: [...own, ...office],
    run: (ctx) =>
      saveEstimate(ctx, {
        planId: ids.annual,
        taskId: ids.annualTask,
        unitId: ids.unit,
        source: "stateBudget",
        amount: "2",
        basis: "",
      }),
  },
  {
    name: "removeEstimate",
    may: [...own, ...office],
    run: (ctx) => removeEstimate(ctx, { planId: ids.annual, estimateId: ids.estimate, seenVersion: 1 }),
  },
]

beforeAll(async () => {
  t = await testInstance()
  const reporter = await t.actor("SVHTTDL", "reporter")
  const director = await t.actor("SKHCN", "director")
  const unit = reporter.seat.unitId
  const rules = (await readLedTasks(t.db, unit, "2026-11-23")).find((task) => /văn hóa số cộng đồng/.test(task.title))!
  ids = { assignment: rules.assignmentId, task: rules.taskId, unit, asked: await t.unitId("CAT") } as typeof ids
  ids.drafting = value(await startUnitPlan(t.ctxAs(reporter), { year: 2027 })).unitPlanId
  ids.step = value(await addStep(t.ctxAs(reporter), { unitPlanId: ids.drafting, step: step() })).stepId
  ids.approved = value(await startUnitPlan(t.ctxAs(reporter), { year: 2025 })).unitPlanId
  ids.doneStep = value(await addStep(t.ctxAs(reporter), { unitPlanId: ids.approved, step: step() })).stepId
  value(await approveUnitPlan(t.ctxAs(await t.actor("SVHTTDL", "head")), { unitPlanId: ids.approved, seenVersion: 1 }))
  ids.withHead = (
    await t.db
      .selectFrom("unitPlan")
      .select("id")
      .where("unitId", "=", unit)
      .where("year", "=", 2026)
      .executeTakeFirstOrThrow()
  ).id
  await t.db.updateTable("unitPlan").set({ version: 1 }).where("unitId", "=", unit).execute()
  const coordinated = await t.db
    .selectFrom("taskDuty")
    .select("taskId")
    .where("unitId", "=", unit)
    .where("duty", "=", "coordinating")
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("dutyAnswer")
            .select("taskId")
            .whereRef("dutyAnswer.taskId", "=", "taskDuty.taskId")
            .where("dutyAnswer.unitId", "=", unit),
        ),
      ),
    )
    .where((where) =>
      where.exists(
        where
          .selectFrom("taskDuty as office")
          .select("office.taskId")
          .whereRef("office.taskId", "=", "taskDuty.taskId")
          .where("office.unitId", "=", director.seat.unitId)
          .where("office.duty", "=", "coordinating"),
      ),
    )
    .executeTakeFirstOrThrow()
  ids.coordinated = coordinated.taskId
  const requests = await t.db.selectFrom("opinionRequest").select(["id", "unitId"]).execute()
  ids.own = requests.find((each) => each.unitId !== unit)!.id
  ids.closed = requests.find((each) => each.unitId === unit)!.id
  const parent = await t.db.selectFrom("task").select("planId").where("id", "=", rules.taskId).executeTakeFirstOrThrow()
  const year = { parentPlanId: parent.planId, year: 2030, title: "Kế hoạch năm 2030", taskIds: [rules.taskId] }
  ids.annual = value(await makeAnnualPlan(t.ctxAs(director), year)).planId
  ids.annualTask = (
    await t.db.selectFrom("task").select("id").where("planId", "=", ids.annual).executeTakeFirstOrThrow()
  ).id
  const estimate = { planId: ids.annual, taskId: ids.annualTask, unitId: unit, source: "other", amount: "1", basis: "" }
  value(await saveEstimate(t.ctxAs(director), estimate))
  ids.estimate = (await t.db.selectFrom("taskEstimate").select("id").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

function value<Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: unknown }): Value {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value
}

describe.each(commands)("$name", (command) => {
  test.each(seatsAround("SVHTTDL", "SYT"))("%s", async (name, unitCode, role) => {
    expect(await isAllowed(t, command, await t.actor(unitCode, role))).toBe(command.may.includes(name))
  })
})
