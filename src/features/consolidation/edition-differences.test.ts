import { expect, test } from "vitest"
import { sampleSnapshot } from "../../../tests/support/sample-snapshot.ts"
import { changedSentences, differenceCount, editionDifferences, publicDifferences } from "./edition-differences.ts"
import { publicSnapshot } from "./snapshot.ts"

test("a version differs from itself in nothing", () => {
  expect(differenceCount(editionDifferences(sampleSnapshot(89), sampleSnapshot(89)))).toBe(0)
})

test("figures, the task behind them and the sentence that changed are named, and nothing else", () => {
  const [before, after] = [sampleSnapshot(89), sampleSnapshot(89)]
  const task = after.figures.tasks.find((each) => each.line === "openOverdue")!
  task.line = "completedLate"
  after.figures.totals.openOverdue -= 1
  after.figures.totals.completedLate += 1
  after.narrative = after.narrative.map((part) =>
    part.key === "shortcomings" ? { ...part, body: `${part.body}\nHạ tầng số ở xã còn yếu.` } : part,
  )
  const found = editionDifferences(before, after)
  expect(found.figures.map((row) => [row.name, row.after - row.before])).toEqual([
    ["completedLate", 1],
    ["openOverdue", -1],
  ])
  expect(found.tasks).toEqual([
    { id: task.id, code: task.code, title: task.title, from: "openOverdue", to: "completedLate" },
  ])
  expect(found.parts).toEqual([{ key: "shortcomings", removed: [], added: ["Hạ tầng số ở xã còn yếu."] }])
  const shown = publicDifferences(publicSnapshot(before), publicSnapshot(after))
  expect(shown.figures).toEqual(found.figures)
  expect(shown.parts).toEqual(found.parts)
})

test.each([
  ["Đã làm 5 việc. Còn 2 việc.", "Đã làm 6 việc. Còn 2 việc.", ["Đã làm 5 việc."], ["Đã làm 6 việc."]],
  ["Một.\nHai.", "Hai.\nMột.", [], []],
  ["Một.\nMột.", "Một.", ["Một."], []],
  ["", "Mới.", [], ["Mới."]],
])("%j → %j", (before, after, removed, added) => {
  expect(changedSentences(before, after)).toEqual({ removed, added })
})
