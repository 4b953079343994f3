import { afterAll, beforeAll, expect, test } from "vitest"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { addEvidence, removeEvidence, reuseEvidence } from "./evidence.server.ts"
import { readEntries } from "./read-entries.server.ts"
import { readReusable } from "./read-reusable-evidence.server.ts"

let t: TestInstance
let reporter: Actor
let reportId: string
let entries: string[]
beforeAll(async () => {
  t = await testInstance()
  reporter = await t.actor("SVHTTDL", "reporter")
  const report = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .select("report.id")
    .where("unitId", "=", reporter.seat.unitId)
    .orderBy("round.dueOn", "desc")
    .executeTakeFirstOrThrow()
  reportId = report.id
  entries = (await readEntries(t.db, reportId)).map((entry) => entry.id)
})
afterAll(() => t?.close())

const add = (over: Partial<Parameters<typeof addEvidence>[1]> = {}) =>
  addEvidence(t.ctxAs(reporter), {
    entryId: entries[0]!,
    title: "Kế hoạch tập huấn",
    number: "12/KH-SVHTTDL",
    issuedOn: "05/11/2026",
    isNotSecret: true,
    ...over,
  })
const proofsOf = async (entryId: string) =>
  (await readEntries(t.db, reportId)).find((entry) => entry.id === entryId)!.evidence

test("a proof is used again on another task without a copy; removing one leaves the other", async () => {
  expect(
    await add({ file: { sha256: "a".repeat(64), size: 10, mime: "application/pdf", name: "kh.pdf" } }),
  ).toMatchObject({ ok: true })
  const [proof] = await proofsOf(entries[0]!)
  const offered = await readReusable(t.db, reporter.seat.unitId, entries[1]!)
  expect(offered.map((each) => each.id)).toContain(proof!.id)
  const again = { entryId: entries[1]!, evidenceId: proof!.id }
  expect(await reuseEvidence(t.ctxAs(reporter), again)).toMatchObject({ ok: true })
  const reused = (await proofsOf(entries[1]!)).at(-1)!
  expect(reused).toMatchObject({ title: proof!.title, number: proof!.number, storedFileId: proof!.storedFileId })
  const left = await readReusable(t.db, reporter.seat.unitId, entries[1]!)
  expect(
    left.map((each) => each.id),
    "what stands here already is not offered",
  ).not.toContain(proof!.id)
  expect(await removeEvidence(t.ctxAs(reporter), { evidenceId: proof!.id })).toMatchObject({ ok: true })
  expect((await proofsOf(entries[1]!)).map((each) => each.id)).toContain(reused.id)
})

test("another unit's proof is not to be had", async () => {
  const foreign = await t.db
    .selectFrom("evidence")
    .innerJoin("entry", "entry.id", "evidence.entryId")
    .innerJoin("report", "report.id", "entry.reportId")
    .select("evidence.id")
    .where("report.unitId", "!=", reporter.seat.unitId)
    .executeTakeFirstOrThrow()
  expect(await reuseEvidence(t.ctxAs(reporter), { entryId: entries[1]!, evidenceId: foreign.id })).toMatchObject({
    refusal: { code: "evidence.notChosen" },
  })
})

test.each([
  ["https://caobang.gov.vn/tin/1", true],
  ["http://sokhcn.caobang.gov.vn", true],
  ["javascript:alert(1)", false],
  ["caobang.gov.vn", false],
  ["https://x y.vn", false],
])("an address %s proves: %s", async (link, isTaken) => {
  const outcome = await add({ link, number: "", issuedOn: "", title: "" })
  expect(outcome).toMatchObject(isTaken ? { ok: true } : { refusal: { code: "evidence.notAnAddress", field: "link" } })
})
