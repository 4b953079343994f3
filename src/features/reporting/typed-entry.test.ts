import fc from "fast-check"
import { expect, test } from "vitest"
import { typedValues } from "./field-value.ts"
import { isSameTyped, joinTyped, type Typed, typedEntry } from "./typed-entry.ts"

const entry = {
  answer: "progress",
  percentDone: 40,
  result: "Đã họp",
  product: "",
  obstacle: "",
  proposal: "",
  nextStep: "Trình",
  missingReason: "",
  objection: "",
  doubtReason: "",
  consent: null,
  fieldValues: { so: { state: "estimated" as const, value: "1250.5", reason: "", final: "" } },
}

test("a saved entry stands in its form as it was typed", () => {
  const typed = typedEntry(entry, [{ key: "so", kind: "number" }])
  expect(typed).toMatchObject({ answer: "progress", percentDone: "40", "f-so": "1.250,5", "f-so-state": "estimated" })
  expect(typedValues(typed)).toEqual({ so: { state: "estimated", value: "1.250,5", reason: "", final: "" } })
})

test("two people who changed different fields are joined; line breaks and trailing blanks are no change", () => {
  const base = { answer: "progress", percentDone: "40", result: "Đã họp\n2 lần", nextStep: "" }
  const mine = { ...base, result: "Đã họp\r\n2 lần ", nextStep: "Trình duyệt" }
  const theirs = { ...base, result: "Đã họp 3 lần" }
  expect(joinTyped(base, mine, theirs)).toEqual({
    typed: { ...base, result: "Đã họp 3 lần", nextStep: "Trình duyệt" },
    clashes: [],
  })
})

test("what both changed differently is a clash and mine stands until somebody chooses", () => {
  const base = { result: "a", product: "x" }
  expect(joinTyped(base, { result: "b", product: "x" }, { result: "c", product: "y" })).toEqual({
    typed: { result: "b", product: "y" },
    clashes: ["result"],
  })
})

test("a number and how it stands belong together, as do the answer and its percentage", () => {
  const base = { answer: "progress", percentDone: "40", "f-so": "5", "f-so-state": "actual" }
  const mine = { ...base, percentDone: "60", "f-so": "", "f-so-state": "none" }
  const theirs = { ...base, answer: "claim", "f-so": "7" }
  expect(joinTyped(base, mine, theirs)).toEqual({ typed: mine, clashes: ["answer", "f-so"] })
})

const names = ["answer", "percentDone", "result", "product", "f-so", "f-so-state", "consent", "objection"]
const typed = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.constantFrom("", "a", "b", "c")])),
) as fc.Arbitrary<Typed>

test("nothing that was typed is lost: each field holds what one of the two typed, and mine wherever they clash", () => {
  fc.assert(
    fc.property(typed, typed, typed, (base, mine, theirs) => {
      const joined = joinTyped(base, mine, theirs)
      for (const name of names) expect([mine[name], theirs[name]]).toContain(joined.typed[name])
      for (const name of joined.clashes) expect(joined.typed[name]).toBe(mine[name])
    }),
  )
})

test("whoever changed nothing takes the other's text; the same change twice clashes never", () => {
  fc.assert(
    fc.property(typed, typed, (base, theirs) => {
      expect(joinTyped(base, base, theirs)).toEqual({ typed: theirs, clashes: [] })
      expect(joinTyped(base, theirs, base)).toEqual({ typed: theirs, clashes: [] })
      expect(joinTyped(base, theirs, theirs)).toEqual({ typed: theirs, clashes: [] })
    }),
  )
})

test("who joined first makes no difference to what clashes", () => {
  fc.assert(
    fc.property(typed, typed, typed, (base, mine, theirs) => {
      expect(joinTyped(base, mine, theirs).clashes).toEqual(joinTyped(base, theirs, mine).clashes)
    }),
  )
})

test("an absent field is an empty one", () => {
  expect(isSameTyped({ result: "a" }, { result: "a\n", product: "" })).toBe(true)
  expect(isSameTyped({ result: "a" }, { result: "b" })).toBe(false)
})
