import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { checkTyped } from "./check-typed.ts"
import { doubtsToExplain, entryFaults } from "./entry.ts"
import { saveTyped } from "./entry-action.server.ts"
import { readAskedFields } from "./read-asked-fields.server.ts"
import { readBefore } from "./read-before.server.ts"
import { readEntries } from "./read-entries.server.ts"
import { basisOf } from "./read-steps.server.ts"
import { readTemplate } from "./read-template.server.ts"
import { readCompleteness } from "./report-completeness.server.ts"

let t: TestInstance
let reporter: Actor
let report: { id: string; roundId: string; templateId: string | null }
beforeAll(async () => {
  t = await testInstance()
  reporter = await t.actor("SVHTTDL", "reporter")
  report = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .select(["report.id", "report.roundId", "round.templateId"])
    .where("unitId", "=", reporter.seat.unitId)
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
})
afterAll(() => t?.close())

test("a device that checks by itself says what the server says, whatever is typed", async () => {
  const before = await readBefore(t.db, report.id)
  const { asks } = await readTemplate(t.db, report.templateId)
  const [entry] = await readEntries(t.db, report.id)
  const previous = before.get(entry!.assignmentId)
  expect(previous, "the demonstration has an earlier round").toBeDefined()
  const fields = (await readAskedFields(t.db, report, [entry!], before)).get(entry!.id) ?? []
  const number = fields.find((field) => field.kind === "number")!
  const basis = basisOf(entry!, previous ?? null, fields, asks)
  let version = entry!.version
  const typed = fc.record({
    answer: fc.constantFrom("", "progress", "claim", "nothingChanged", "missing"),
    percentDone: fc.constantFrom("", "0", "60", "100 %"),
    result: fc.constantFrom("", " ", "Kết quả mới", previous!.result),
    product: fc.constantFrom("", "Kế hoạch"),
    nextStep: fc.constantFrom("", "Trình"),
    missingReason: fc.constantFrom("", "Chờ hướng dẫn"),
    consent: fc.constantFrom("", "consent", "object"),
    objection: fc.constantFrom("", "Chưa rõ"),
    doubtReason: fc.constantFrom("", "Đã kiểm tra"),
    [`f-${number.key}`]: fc.constantFrom("", "4", "1.250,5", "-3"),
    [`f-${number.key}-state`]: fc.constantFrom("actual", "estimated"),
  })
  await fc.assert(
    fc.asyncProperty(typed, async (fieldsTyped) => {
      const saved = await saveTyped(t.ctxAs(reporter), entry!.id, { fields: fieldsTyped, seenVersion: version })
      if (!saved.ok) throw new Error(saved.refusal.code)
      version++
      const content = (await readCompleteness(t.db, report.id)).entries.find((each) => each.id === entry!.id)!
      const onDevice = checkTyped(basis, fieldsTyped)
      expect(onDevice.faults).toEqual(entryFaults(content))
      expect(onDevice.doubts).toEqual(doubtsToExplain(content))
    }),
    { numRuns: 60 },
  )
})

test("a word where a number belongs is named before anything is sent", () => {
  const basis = {
    isClaimant: true,
    evidenceCount: 0,
    before: null,
    fields: [],
    asks: { obstacle: "asked", proposal: "asked", nextStep: "asked" },
  } as const
  expect(checkTyped(basis, { answer: "progress", percentDone: "nửa" }).faults).toEqual([
    { code: "entry.percentRange", field: "percentDone" },
  ])
})
