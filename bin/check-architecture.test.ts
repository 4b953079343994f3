import { expect, test } from "vitest"
// @ts-expect-error: plain JavaScript
import { architectureFaults } from "./check-architecture.mjs"

const faults = (files: Record<string, string>, mayUse = { plans: [], reporting: ["plans"] }): string[] =>
  architectureFaults(new Map(Object.entries({ ...files })), mayUse)

const target = {
  "src/features/reporting/report.ts": "",
  "src/features/plans/task.ts": "",
  "src/features/plans/plan-store.server.ts": "",
  "src/platform/db/connect.server.ts": "",
}

test.each([
  ["upward use", "src/features/plans/task2.ts", 'import { a } from "#features/reporting/report.ts"'],
  ["a foreign store", "src/features/reporting/a.server.ts", 'import { a } from "#features/plans/plan-store.server.ts"'],
  ["a rule with I/O", "src/features/plans/deadline.ts", 'import { a } from "./plan-store.server.ts"'],
  ["a rule with a library", "src/features/plans/deadline.ts", 'import { sql } from "kysely"'],
  ["a page with SQL", "src/features/plans/pages/a.tsx", 'import { a } from "#platform/db/connect.server.ts"'],
  ["platform that knows a feature", "src/platform/a.server.ts", 'import { a } from "#features/plans/task.ts"'],
  ["a feature that is not listed", "src/features/other/a.ts", 'import { a } from "#features/plans/task.ts"'],
  [
    "a lazily loaded page of another feature",
    "src/features/plans/a.server.ts",
    'await import("#features/reporting/report.ts")',
  ],
])("finds %s", (_what, path, text) => expect(faults({ ...target, [path]: text })).not.toEqual([]))

test("finds a cycle", () => {
  expect(
    faults({ "src/shared/a.ts": 'import { b } from "./b.ts"', "src/shared/b.ts": 'import { a } from "./a.ts"' }),
  ).toEqual([expect.stringContaining("cycle")])
})

test("allows what is listed, and types both ways", () => {
  expect(
    faults({ ...target, "src/features/reporting/a.server.ts": 'import { a } from "#features/plans/task.ts"' }),
  ).toEqual([])
  expect(
    faults({ "src/shared/a.ts": 'import type { B } from "./b.ts"', "src/shared/b.ts": 'import { a } from "./a.ts"' }),
  ).toEqual([])
})
