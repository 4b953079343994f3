import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { readReportsToCheck } from "./read-checks.server.ts"
import { readMatrix } from "./read-matrix.server.ts"

const RUNS = Number(process.env.PROPERTY_RUNS ?? 6)

let t: TestInstance
let round: { id: string; planId: string }
beforeAll(async () => {
  t = await testInstance()
  round = await t.db.selectFrom("round").select(["id", "planId"]).orderBy("dueOn", "desc").executeTakeFirstOrThrow()
})
afterAll(() => t?.close())

type Entry = Awaited<ReturnType<typeof allEntries>>[number]
const allEntries = () =>
  t.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("round", "round.id", "report.roundId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .innerJoin("task", "task.id", "entry.taskId")
    .selectAll("entry")
    .select(["report.roundId", "report.status", "report.firstSubmittedAt", "round.dueOn", "round.kind"])
    .select(["assignment.isClaimant", "task.position"])
    .where("round.planId", "=", round.planId)
    .execute()

const someText = fc.constantFrom("", " ", "Đã ban hành", "Đã họp 2 lần")
const someEntry = fc.record({
  answer: fc.constantFrom("progress", "claim", "nothingChanged", "missing", null),
  percentDone: fc.constantFrom(null, 0, 40, 100),
  result: someText,
  product: someText,
  obstacle: someText,
  proposal: someText,
  nextStep: someText,
  consent: fc.constantFrom("consent", "object", null),
  isOutlying: fc.boolean(),
})
const someWorld = fc.record({
  entries: fc.array(someEntry, { minLength: 40, maxLength: 40 }),
  statuses: fc.array(fc.constantFrom("submitted", "submitted", "accepted", "drafting"), { minLength: 7, maxLength: 7 }),
  proofs: fc.array(fc.nat({ max: 300 }), { maxLength: 40 }),
  notes: fc.array(fc.record({ at: fc.nat({ max: 300 }), isOld: fc.boolean() }), { maxLength: 40 }),
})

async function put(world: typeof someWorld extends fc.Arbitrary<infer World> ? World : never): Promise<void> {
  const { db } = t
  await db.deleteFrom("entryCheck").execute()
  await db.updateTable("evidence").set({ removedAt: new Date() }).execute()
  const entries = (await allEntries()).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const [index, entry] of entries.entries())
    await db
      .updateTable("entry")
      .set(world.entries[(index * 7) % world.entries.length]!)
      .where("id", "=", entry.id)
      .execute()
  const reports = [...new Set(entries.map((entry) => entry.reportId))]
  for (const [index, id] of reports.entries()) {
    const status = world.statuses[index % world.statuses.length]!
    const firstSubmittedAt = status === "drafting" ? null : new Date("2026-09-01T02:00:00Z")
    await db.updateTable("report").set({ status, firstSubmittedAt }).where("id", "=", id).execute()
  }
  for (const [index, at] of world.proofs.entries())
    await db
      .insertInto("evidence")
      .values({
        id: crypto.randomUUID(),
        entryId: entries[at % entries.length]!.id,
        title: "Quyết định",
        removedAt: index % 5 === 0 ? new Date() : null,
      })
      .execute()
  const { personId } = await t.actor("SKHCN", "planOffice")
  for (const { at, isOld } of world.notes) {
    const entry = entries[at % entries.length]!
    const note = { entryId: entry.id, entryVersion: entry.version - Number(isOld), verdict: "good", reason: "" }
    await db
      .insertInto("entryCheck")
      .values({ ...note, checkedBy: personId!, checkedAt: new Date() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** What the queue should know of an entry, worked out from all rows one by one. */
async function expectedFacts() {
  const entries = await allEntries()
  const proofs = await t.db.selectFrom("evidence").select("entryId").where("removedAt", "is", null).execute()
  const notes = await t.db.selectFrom("entryCheck").selectAll().execute()
  const present = await t.db.selectFrom("round").selectAll().where("id", "=", round.id).executeTakeFirstOrThrow()
  const recent = [...new Map(entries.map((each) => [each.roundId, each])).values()]
    .filter((each) => each.kind === "calendar" && each.dueOn < present.dueOn)
    .sort((a, b) => (a.dueOn < b.dueOn ? 1 : -1))
    .slice(0, 4)
    .map((each) => each.roundId)
  const lastOf = ({ assignmentId }: Entry) =>
    recent
      .map((roundId) =>
        entries.find(
          (each) =>
            each.assignmentId === assignmentId &&
            each.roundId === roundId &&
            each.firstSubmittedAt !== null &&
            ["progress", "claim", "missing"].includes(each.answer!),
        ),
      )
      .find((each) => each !== undefined)
  return Object.fromEntries(
    entries
      .filter((entry) => entry.roundId === round.id && entry.status === "submitted")
      .map((entry) => {
        const last = lastOf(entry)
        const note = notes.find((each) => each.entryId === entry.id && each.entryVersion === entry.version)
        const differs = (field: "result" | "product" | "obstacle" | "proposal" | "nextStep") =>
          last?.[field] !== entry[field]
        return [
          entry.id,
          {
            version: entry.version,
            reportId: entry.reportId,
            verdict: note?.verdict ?? null,
            facts: {
              answer: entry.answer,
              percentDone: entry.percentDone,
              hasProduct: entry.product.trim() !== "",
              evidenceCount: proofs.filter((proof) => proof.entryId === entry.id).length,
              isClaimant: entry.isClaimant,
              isObjected: entry.consent === "object",
              isOutlying: entry.isOutlying,
              before: last
                ? {
                    answer: last.answer,
                    percentDone: last.percentDone,
                    differs: {
                      result: differs("result"),
                      product: differs("product"),
                      obstacle: differs("obstacle"),
                      proposal: differs("proposal"),
                      nextStep: differs("nextStep"),
                    },
                  }
                : null,
            },
          },
        ]
      }),
  )
}

test("the queue's two ways of counting agree: in SQL report by report, and row by row here", { timeout: 300_000 }, () =>
  fc.assert(
    fc.asyncProperty(someWorld, async (world) => {
      await put(world)
      const reports = await readReportsToCheck(t.db, round)
      const found = reports.flatMap((report) => report.entries)
      expect(
        Object.fromEntries(
          found.map(({ entryId, version, reportId, check, facts }) => [
            entryId,
            { version, reportId, verdict: check?.verdict ?? null, facts },
          ]),
        ),
      ).toEqual(await expectedFacts())
      const positions = new Map((await allEntries()).map((entry) => [entry.id, entry.position]))
      for (const { entries } of reports)
        expect(entries.map((each) => positions.get(each.entryId))).toEqual(
          entries.map((each) => positions.get(each.entryId)!).sort((a, b) => a - b),
        )
    }),
    { numRuns: RUNS },
  ),
)

test("the matrix counts the entries and the answered ones of each report", async () => {
  const entries = await allEntries()
  for (const line of await readMatrix(t.db, round.id)) {
    const mine = entries.filter((entry) => entry.reportId === line.reportId)
    expect([line.entries, line.answered]).toEqual([mine.length, mine.filter((entry) => entry.answer).length])
  }
})
