import { describe, expect, test } from "vitest"
import {
  canMove,
  checkStep,
  isAfterDeadline,
  isOverdueStep,
  progressOf,
  type TypedStep,
  unitPlanMoves,
  unitPlanStatuses,
} from "./unit-plan.ts"

const step: TypedStep = {
  title: " Khảo sát ",
  startsOn: "1/3/2026",
  dueOn: "31/3/2026",
  personId: "",
  personName: " Phòng Kế hoạch ",
  product: "",
  isMilestone: false,
  assignmentIds: ["a", "b", "a"],
}
const own = new Set(["a", "b"])

describe("a step", () => {
  test("serves one or several tasks and keeps what was typed without its edges", () =>
    expect(checkStep(step, own)).toEqual({
      ok: true,
      value: {
        title: "Khảo sát",
        startsOn: "2026-03-01",
        dueOn: "2026-03-31",
        personId: null,
        personName: "Phòng Kế hoạch",
        product: "",
        isMilestone: false,
        assignmentIds: ["a", "b"],
      },
    }))
  test.each([
    ["no title", { title: "  " }, "unitPlan.noStepTitle"],
    ["due before its start", { dueOn: "28/2/2026" }, "unitPlan.dueBeforeStart"],
    ["no day", { dueOn: "31/2/2026" }, "form.noDay"],
    ["no task", { assignmentIds: [] }, "unitPlan.noAssignment"],
    ["the task of another unit", { assignmentIds: ["a", "c"] }, "unitPlan.notYourTask"],
  ])("is refused with %s", (_, change, code) =>
    expect(checkStep({ ...step, ...change }, own)).toMatchObject({ ok: false, refusal: { details: [{ code }] } }),
  )
  test("may end on the last day of its task, not later", () => {
    expect(isAfterDeadline("2026-12-31", "2026-12-31")).toBe(false)
    expect(isAfterDeadline("2027-01-01", "2026-12-31")).toBe(true)
    expect(isAfterDeadline("2027-01-01", null)).toBe(false)
  })
  test("is overdue from the day after its due day, until it is done", () => {
    expect(isOverdueStep({ dueOn: "2026-03-31", doneOn: null }, "2026-03-31")).toBe(false)
    expect(isOverdueStep({ dueOn: "2026-03-31", doneOn: null }, "2026-04-01")).toBe(true)
    expect(isOverdueStep({ dueOn: "2026-03-31", doneOn: "2026-04-02" }, "2026-04-05")).toBe(false)
  })
})

test("suggested progress is the share of steps done; more than ten points apart is flagged", () => {
  const steps = (done: number, all: number) =>
    Array.from({ length: all }, (_, index) => ({ doneOn: index < done ? "2026-01-01" : null }))
  expect(progressOf(steps(1, 3), null)).toEqual({ doneCount: 1, count: 3, suggested: 33, hasGap: false })
  expect(progressOf(steps(1, 2), 60)).toMatchObject({ suggested: 50, hasGap: false })
  expect(progressOf(steps(1, 2), 61)).toMatchObject({ hasGap: true })
  expect(progressOf(steps(1, 2), 39)).toMatchObject({ hasGap: true })
  expect(progressOf([], 80)).toMatchObject({ suggested: null, hasGap: false })
  expect(progressOf(steps(0, 4), 0)).toMatchObject({ suggested: 0, hasGap: false })
})

test("the moves of a plan, written by hand", () => {
  const allowed = unitPlanStatuses.flatMap((status) =>
    (Object.keys(unitPlanMoves) as (keyof typeof unitPlanMoves)[])
      .filter((move) => canMove(status, move))
      .map((move) => `${status} ${move} ${unitPlanMoves[move].to}`),
  )
  expect(allowed).toEqual([
    "drafting handToHead withHead",
    "drafting approve approved",
    "withHead sendBack drafting",
    "withHead approve approved",
    "approved reopen drafting",
  ])
})
