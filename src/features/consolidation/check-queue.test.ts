import { expect, test } from "vitest"
import type { EntryToCheck } from "#features/reporting/entry-check.ts"
import { checkQueue, queueFilter, queueSearch } from "./check-queue.ts"

const entry = (entryId: string, more: Partial<EntryToCheck> = {}): EntryToCheck => ({
  entryId,
  version: 1,
  reportId: entryId[0]!,
  unitId: entryId[0]!,
  unitName: "Sở Y tế",
  taskCode: "1",
  groupCode: "2",
  groupTitle: "Thể chế",
  facts: {
    answer: "progress",
    percentDone: 50,
    hasProduct: false,
    evidenceCount: 0,
    isClaimant: true,
    isObjected: false,
    isOutlying: false,
    before: null,
  },
  check: null,
  ...more,
})
const good = { verdict: "good", reason: "" } as const
const filter = (text = "") => queueFilter(new URLSearchParams(text))
const ids = (entries: readonly EntryToCheck[]) => entries.map((each) => each.entryId)

test("it begins with the first entry that nobody looked at and leads to the next one", () => {
  const queue = checkQueue([entry("a1", { check: good }), entry("a2"), entry("b1")], filter(), null)
  expect([queue.current?.entryId, queue.next?.entryId, queue.nextReport?.entryId, queue.left]).toEqual([
    "a2",
    "b1",
    "b1",
    2,
  ])
})

test("behind the last one it goes on with those that were left for later", () => {
  expect(checkQueue([entry("a1"), entry("a2"), entry("b1")], filter(), "b1").next?.entryId).toBe("a1")
})

test("when all were looked at, a report that waits for its end stays in sight", () => {
  const queue = checkQueue([entry("a1", { check: good }), entry("a2", { check: good })], filter(), null)
  expect([queue.current?.entryId, queue.next, queue.left]).toEqual(["a1", undefined, 0])
})

test("filters by group, change and doubt", () => {
  const entries = [
    entry("a1", { groupCode: "1" }),
    entry("a2", { facts: { ...entry("a2").facts, answer: "nothingChanged" } }),
    entry("b1", { facts: { ...entry("b1").facts, percentDone: 100 } }),
  ]
  expect(ids(checkQueue(entries, filter("nhom=1"), null).matching)).toEqual(["a1"])
  expect(ids(checkQueue(entries, filter("thay-doi=unchanged"), null).matching)).toEqual(["a2"])
  expect(ids(checkQueue(entries, filter("thay-doi=changed"), null).matching)).toEqual(["a1", "b1"])
  expect(ids(checkQueue(entries, filter("nghi-van=any"), null).matching)).toEqual(["b1"])
  expect(ids(checkQueue(entries, filter("nghi-van=copied"), null).matching)).toEqual([])
  expect(ids(checkQueue(entries, filter("nghi-van=nonsense"), null).matching)).toEqual(["a1", "a2", "b1"])
})

test("a filter goes into the address and comes back the same", () => {
  const chosen = filter("nhom=2&thay-doi=changed&nghi-van=copied&don-vi=x")
  expect(filter(queueSearch(chosen))).toEqual(chosen)
})
