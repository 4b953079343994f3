import { expect, test } from "vitest"
import { type CheckedItem, isIndependent, itemState, withdrawalOf, wrongShare } from "./sample-check.ts"

const item: CheckedItem = { finding: null, explanation: null, explainBy: null, result: null }
const asked = { ...item, finding: "wrong" as const, explainBy: "2026-11-30" }

test.each([
  ["toCheck", item],
  ["explaining", asked],
  ["toConclude", { ...asked, explanation: "Đã ban hành" }],
  ["concluded", { ...asked, result: "wrong" as const }],
  ["concluded", { ...item, finding: "holds" as const, result: "holds" as const }],
])("%s", (state, each) => expect(itemState(each, "2026-11-30")).toBe(state))

test("a unit that lets its day pass is concluded without its answer", () => {
  expect(itemState(asked, "2026-12-01")).toBe("toConclude")
})

test("what a conclusion does to a confirmed claim", () => {
  expect([withdrawalOf("holds"), withdrawalOf("wrong"), withdrawalOf("notEnough")]).toEqual([
    null,
    "notDone",
    "supplement",
  ])
})

test("nobody checks what they confirmed", () => {
  expect(isIndependent({ confirmedBy: "an" }, "an")).toBe(false)
  expect(isIndependent({ confirmedBy: "an" }, "binh")).toBe(true)
  expect(isIndependent({ confirmedBy: null }, "an")).toBe(true)
})

test("the share of wrong results has its denominator, or is none", () => {
  expect(wrongShare({ wrong: 2, concluded: 8 })).toBe(0.25)
  expect(wrongShare({ wrong: 0, concluded: 0 })).toBeNull()
})
