import { describe, expect, test } from "vitest"
import { inherited, stepsFor } from "./inherited-plan.ts"

const at = (status: "drafting" | "withHead" | "approved", edition: number) => ({ status, edition })

describe("a plan that takes up the steps of another unit", () => {
  test.each([
    ["begins approved where an approved plan comes in", at("drafting", 0), at("approved", 2), 0, 3, at("approved", 1)],
    ["gets a next edition", at("approved", 4), at("approved", 1), 5, 2, at("approved", 5)],
    ["keeps its own draft open", at("withHead", 1), at("approved", 1), 5, 2, at("withHead", 2)],
    ["begins as a draft where a draft comes in", at("drafting", 0), at("withHead", 0), 0, 0, at("drafting", 0)],
    ["opens again where a draft comes in", at("approved", 1), at("drafting", 0), 5, 0, at("drafting", 1)],
    ["keeps what was in force while its draft comes in", at("drafting", 0), at("drafting", 2), 0, 2, at("drafting", 1)],
  ])("%s", (_, plan, old, ownSteps, inForce, expected) => {
    expect(inherited(plan, old, { ownSteps, inForce })).toEqual(expected)
  })

  test("takes the steps of the tasks that the successor leads, and of their tasks only those", () => {
    const steps = [
      { id: "both", assignmentIds: ["a", "b"] },
      { id: "other", assignmentIds: ["b"] },
    ]
    const ids = new Map([
      ["both", "new-both"],
      ["other", "new-other"],
    ])
    expect(stepsFor(steps, new Map([["a", "a2"]]), ids)).toEqual([{ id: "new-both", assignmentIds: ["a2"] }])
  })
})
