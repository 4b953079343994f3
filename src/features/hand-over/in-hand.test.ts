import { expect, test } from "vitest"
import { kinds, pathOf, suggestedSuccessor, takesInPlans, worksForUnit } from "./in-hand.ts"

test("another person with the same role is suggested; nobody when there is none", () => {
  const people = [
    { id: "an", name: "An", roles: ["head" as const] },
    { id: "binh", name: "Bình", roles: ["head" as const, "reporter" as const] },
  ]
  expect(suggestedSuccessor(people, "reporter")).toBe("binh")
  expect(suggestedSuccessor(people, "head")).toBe("an")
  expect(suggestedSuccessor(people, "finance")).toBeNull()
})

test("everything in hand leads to where it is worked on, but a draft version", () => {
  expect(kinds.filter((kind) => pathOf({ kind, subjectId: "x" }) === null)).toEqual(["version"])
})

test("which seats work for the whole unit, and which take in plans", () => {
  expect([worksForUnit("reporter"), worksForUnit("director"), worksForUnit("finance")]).toEqual([true, true, false])
  expect([takesInPlans("planOffice"), takesInPlans("reporter")]).toEqual([true, false])
})
