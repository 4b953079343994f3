import { expect, test } from "vitest"
import { isPastDeadline } from "./entry.ts"

const entry = { answer: "progress" as const, deadlineMeaning: "byDay", deadlineTo: "2026-11-13" }

test("a task is overdue from the day after its deadline", () => {
  expect(isPastDeadline(entry, "2026-11-13")).toBe(false)
  expect(isPastDeadline(entry, "2026-11-14")).toBe(true)
  expect(isPastDeadline({ ...entry, deadlineMeaning: "range" }, "2026-11-14")).toBe(true)
})

test("a claim waits for its confirmation; yearly, ongoing and absent deadlines are not judged here", () => {
  expect(isPastDeadline({ ...entry, answer: "claim" }, "2026-12-01")).toBe(false)
  for (const deadlineMeaning of ["everyYear", "ongoing", "afterEvent", "unclear"])
    expect(isPastDeadline({ ...entry, deadlineMeaning }, "2026-12-01")).toBe(false)
  expect(isPastDeadline({ ...entry, deadlineTo: null }, "2026-12-01")).toBe(false)
})
