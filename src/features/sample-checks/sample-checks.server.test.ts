import { afterAll, beforeAll, expect, test } from "vitest"
import { readTaskTimeline } from "#features/plans/read-task-timeline.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { concludeItem, explainItem, recordFinding } from "./check-item.server.ts"
import { draw, populationHash } from "./draw.ts"
import { drawSample } from "./draw-sample.server.ts"
import { readPopulation } from "./read-population.server.ts"
import { readSampleItems, readSampleSummary } from "./read-samples.server.ts"

/** The first of the two finished rounds of the demonstration, in which no sample was drawn yet. */
let t: TestInstance
let roundId: string
const random = { subject: "claims", stratifyBy: "group", seed: "1139", entryIds: [], reason: "" }

beforeAll(async () => {
  t = await testInstance()
  roundId = (await t.db.selectFrom("round").select("id").orderBy("dueOn").executeTakeFirstOrThrow()).id
})
afterAll(() => t?.close())

const office = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))

async function drawn(more: Partial<Parameters<typeof drawSample>[1]> = {}) {
  const ctx = await office()
  const checkerIds = [ctx.actor.personId!]
  const outcome = await drawSample(ctx, { roundId, size: "5", checkerIds, ...random, ...more })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  const { number } = await t.db
    .selectFrom("sampleCheck")
    .select("number")
    .where("id", "=", outcome.value.sampleId)
    .executeTakeFirstOrThrow()
  return (await readSampleItems(t.db, { roundId, sampleNumber: number }, ctx.today, 1)).items
}

test("what was drawn can be drawn again from what is on record", async () => {
  const items = await drawn()
  const { population, seed } = await t.db
    .selectFrom("sampleCheck")
    .select(["population", "seed"])
    .where("roundId", "=", roundId)
    .executeTakeFirstOrThrow()
  const candidates = (population as unknown as [string, string][]).map(([id, stratum]) => ({ id, stratum }))
  expect(items.map((item) => item.entryId)).toEqual(draw(candidates, { seed, size: 5 }))
  const event = await t.db
    .selectFrom("history.event")
    .select("body")
    .where("kind", "=", "sample.drawn")
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow()
  expect(JSON.parse(event.body).facts).toMatchObject({
    seed: "1139",
    size: 5,
    populationSha256: populationHash(candidates),
  })
})

test("an entry is not drawn twice in a round, nor more than there are", async () => {
  const left = await readPopulation(t.db, roundId, { subject: "claims", scope: "ofOthers" })
  const before = await readSampleItems(t.db, { roundId }, "2026-11-23", 1)
  expect(left.some((each) => before.items.some((item) => item.entryId === each.id))).toBe(false)
  const ctx = await office()
  const input = { roundId, ...random, checkerIds: [ctx.actor.personId!] }
  expect(await drawSample(ctx, { ...input, size: "5000" })).toMatchObject({ refusal: { code: "sample.tooLarge" } })
  expect(await drawSample(ctx, { ...input, size: "nhiều" })).toMatchObject({ refusal: { field: "size" } })
})

test("who confirmed a result does not check it", async () => {
  const items = await drawn({ size: "1" })
  await t.db
    .updateTable("sampleItem")
    .set({ confirmedBy: items[0]!.checkerId })
    .where("id", "=", items[0]!.id)
    .execute()
  const finding = { itemId: items[0]!.id, seenVersion: 1, finding: "holds", reason: "", explainBy: "" }
  expect(await recordFinding(await office(), finding)).toMatchObject({ refusal: { code: "sample.ownConfirmation" } })
})

test("a wrong claim is returned and counts as open; all of it stands in the task's timeline", async () => {
  const [item] = await drawn({ size: "1" })
  const seen = (seenVersion: number) => ({ itemId: item!.id, seenVersion })
  const ctx = await office()
  const wrong = { finding: "wrong", reason: "Chưa ban hành", explainBy: "" }
  expect((await recordFinding(ctx, { ...seen(1), ...wrong })).ok).toBe(true)
  expect(await concludeItem(ctx, { ...seen(2), result: "wrong", reason: "x" })).toMatchObject({
    refusal: { code: "sample.stillExplaining" },
  })
  const { code } = await t.db.selectFrom("unit").select("code").where("id", "=", item!.unitId).executeTakeFirstOrThrow()
  const unit = t.ctxAs(await t.actor(code!, "reporter"))
  expect((await explainItem(unit, { ...seen(2), explanation: "Đã trình ký" })).ok).toBe(true)
  const concluded = await concludeItem(ctx, { ...seen(3), result: "wrong", reason: "Chưa ban hành" })
  expect(concluded).toMatchObject({ ok: true, value: { isWithdrawn: true } })
  const claim = await t.db
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .select(["claim.state", "assignment.workflow", "assignment.completedOn", "assignment.confirmedBy"])
    .where("claim.id", "=", item!.claimId!)
    .executeTakeFirstOrThrow()
  expect(claim).toEqual({ state: "notDone", workflow: "returned", completedOn: null, confirmedBy: null })
  const reader = { unitId: ctx.actor.seat!.unitId, seesAllUnits: true, timeZone: ctx.timeZone }
  const timeline = await readTaskTimeline(t.db, { id: item!.taskId, slug: item!.planSlug }, reader, 100)
  const told = timeline.filter((each) => each.what === "sampleCheck" && each.unitName === item!.unitName)
  expect(told.map((each) => each.detail)).toEqual(expect.arrayContaining(["explained", "found.wrong", "result.wrong"]))
  expect(timeline.some((each) => each.what === "claim" && each.detail === "confirmed")).toBe(true)
  const summary = await readSampleSummary(t.db, roundId)
  expect(summary).toMatchObject({ wrong: 1, withdrawn: 1, concluded: 1 })
})

test("too little proof is a supplement: sent again in time it keeps its day", async () => {
  const [item] = await drawn({ size: "1" })
  const ctx = await office()
  const seen = (seenVersion: number) => ({ itemId: item!.id, seenVersion })
  await recordFinding(ctx, { ...seen(1), finding: "notEnough", reason: "x", explainBy: "24/11/2026" })
  const later = t.ctxAs(ctx.actor, new Date("2026-11-25T02:00:00Z"))
  expect((await concludeItem(later, { ...seen(2), result: "notEnough", reason: "Không giải trình" })).ok).toBe(true)
  const claim = await t.db.selectFrom("claim").selectAll().where("id", "=", item!.claimId!).executeTakeFirstOrThrow()
  expect(claim).toMatchObject({ state: "supplement", decidedOn: "2026-11-25", reason: "Không giải trình" })
})
