import { expect, test } from "vitest"
import { type CheckedReport, doubtsOf, type EntryFacts, isQuiet, isUnchanged } from "./entry-check.ts"

const same = { result: false, product: false, obstacle: false, proposal: false, nextStep: false }
const before = { answer: "progress", percentDone: 60, differs: same } as const
const entry = (more: Partial<EntryFacts> = {}): EntryFacts => ({
  answer: "progress",
  percentDone: 70,
  hasProduct: false,
  evidenceCount: 0,
  isClaimant: true,
  isObjected: false,
  isOutlying: false,
  before: { ...before, differs: { ...same, result: true } },
  ...more,
})

test("progress with a new result and a higher percentage raises no doubt", () => {
  expect(doubtsOf(entry())).toEqual([])
})

test("100 % without a claim is asked about, of those who may claim; so is what is done without product or evidence", () => {
  expect(doubtsOf(entry({ percentDone: 100 }))).toEqual(["fullNotClaimed", "doneWithoutProduct"])
  expect(doubtsOf(entry({ percentDone: 100, isClaimant: false, hasProduct: true, evidenceCount: 1 }))).toEqual([])
  expect(doubtsOf(entry({ answer: "claim", percentDone: null, hasProduct: true, evidenceCount: 0 }))).toEqual([
    "doneWithoutProduct",
  ])
})

test("less than before, and a result copied word for word, are asked about", () => {
  expect(doubtsOf(entry({ percentDone: 59 }))).toEqual(["lessThanBefore"])
  expect(doubtsOf(entry({ before }))).toEqual(["copied"])
  expect(doubtsOf(entry({ before: { ...before, percentDone: null, differs: { ...same, result: true } } }))).toEqual([])
})

test("no result and an objection are asked about", () => {
  expect(doubtsOf(entry({ answer: "missing", percentDone: null }))).toEqual(["notReported"])
  expect(doubtsOf(entry({ isObjected: true }))).toEqual(["objected"])
})

test("unchanged is what the unit says is unchanged, or repeats in every field", () => {
  expect(isUnchanged(entry({ answer: "nothingChanged", before: null }))).toBe(true)
  expect(isUnchanged(entry({ percentDone: 60, before }))).toBe(true)
  expect(isUnchanged(entry({ percentDone: 61, before }))).toBe(false)
  expect(isUnchanged(entry({ percentDone: 60, before: { ...before, differs: { ...same, nextStep: true } } }))).toBe(
    false,
  )
  expect(isUnchanged(entry({ before: null }))).toBe(false)
})

test("a quiet report holds nothing new and nothing doubtful", () => {
  const kept = entry({ answer: "nothingChanged", percentDone: null })
  const report = (more: Partial<CheckedReport>): CheckedReport => ({
    hasNewSections: false,
    hasAnswers: false,
    entries: [kept],
    ...more,
  })
  expect(isQuiet(report({}))).toBe(true)
  expect(isQuiet(report({ entries: [kept, entry()] }))).toBe(false)
  expect(isQuiet(report({ hasNewSections: true }))).toBe(false)
  expect(isQuiet(report({ hasAnswers: true }))).toBe(false)
  expect(isQuiet(report({ entries: [entry({ percentDone: 60, before })] }))).toBe(false)
})
