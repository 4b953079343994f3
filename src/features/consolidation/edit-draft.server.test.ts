import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { addNarrativeComment, partQuote, resolveNarrativeComment } from "./edit-draft.server.ts"
import { freezeConsolidation } from "./freeze-consolidation.server.ts"
import { readConsolidation, readNarrativeParts, readSnapshot } from "./read-consolidation.server.ts"
import { readComments, readReportContradictions, readVersions } from "./read-draft.server.ts"
import {
  beginConsolidation,
  draftNarrative,
  handConsolidationToHead,
  saveNarrative,
} from "./work-on-consolidation.server.ts"

let t: TestInstance
let roundId: string
const office = async () => t.ctxAs(await t.actor("SKHCN", "planOffice"))
const director = async () => t.ctxAs(await t.actor("SKHCN", "director"))
const part = async (key: string) => (await readNarrativeParts(t.db, roundId)).find((each) => each.key === key)!
const same = "Đã ban hành kế hoạch tuyên truyền và tổ chức tập huấn cho cán bộ cấp xã"

beforeAll(async () => {
  t = await testInstance()
  const round = await t.db.selectFrom("round").select("id").orderBy("dueOn", "desc").executeTakeFirstOrThrow()
  roundId = round.id
  const entries = await t.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .select("entry.id")
    .where("report.roundId", "=", roundId)
    .where("report.status", "=", "submitted")
    .where("entry.answer", "=", "progress")
    .limit(2)
    .execute()
  await t.db
    .updateTable("entry")
    .set({ result: same })
    .where(
      "id",
      "in",
      entries.map((each) => each.id),
    )
    .execute()
  await beginConsolidation(await office(), { roundId })
})
afterAll(() => t?.close())

test("sentences alike stand in one line with both marks; one that is taken out gets its own line", async () => {
  await draftNarrative(await office(), { roundId, key: "results", seenVersion: 0 })
  const line = (await part("results")).body.split("\n").find((each) => each.includes(same))!
  const marks = [...line.matchAll(/\[(\d+)\]/g)].map(([, mark]) => Number(mark))
  expect(marks).toHaveLength(2)
  const stale = partQuote(await office(), { roundId, mark: marks[1]!, seenVersion: 7 })
  await expect(stale).rejects.toMatchObject({ name: "Stale" })
  expect(await partQuote(await office(), { roundId, mark: marks[1]!, seenVersion: 1 })).toMatchObject({ ok: true })
  const lines = (await part("results")).body.split("\n").filter((each) => each.includes(same))
  expect(lines.map((each) => [...each.matchAll(/\[(\d+)\]/g)].map(([, mark]) => Number(mark)))).toEqual([
    [marks[0]],
    [marks[1]],
  ])
  expect(await partQuote(await office(), { roundId, mark: marks[1]!, seenVersion: 2 })).toMatchObject({
    refusal: { code: "narrative.notJoined" },
  })
})

test("every text that was saved is kept", async () => {
  const { version } = await part("results")
  await saveNarrative(await office(), { roundId, key: "results", body: "Bản khác", seenVersion: version })
  const versions = await readVersions(t.db, roundId, "results")
  expect(versions.map((each) => each.version)).toEqual([3, 2, 1])
  expect(versions[0]!.body).toBe("Bản khác")
  expect(versions[2]!.body).toContain(same)
})

test("a remark is dealt with once", async () => {
  await addNarrativeComment(await office(), { roundId, key: "results", body: "Bổ sung số liệu" })
  const [comment] = await readComments(t.db, roundId)
  expect(comment).toMatchObject({ body: "Bổ sung số liệu", resolver: null })
  const resolve = async () => resolveNarrativeComment(await director(), { roundId, commentId: comment!.id })
  expect(await resolve()).toMatchObject({ ok: true })
  expect(await resolve()).toMatchObject({ refusal: { code: "narrative.commentResolved" } })
})

test("contradictions between reports name both sides", async () => {
  const [claim, other] = await t.db
    .selectFrom("entry")
    .innerJoin("report", "report.id", "entry.reportId")
    .innerJoin("assignment", "assignment.id", "entry.assignmentId")
    .select(["entry.id", "entry.taskId", "entry.assignmentId"])
    .where("report.roundId", "=", roundId)
    .where("report.status", "in", ["submitted", "accepted"])
    .orderBy("entry.id")
    .limit(2)
    .execute()
  const before = await readReportContradictions(t.db, roundId)
  for (const { assignmentId } of [claim!, other!])
    await t.db.updateTable("assignment").set({ mode: "joint" }).where("id", "=", assignmentId).execute()
  await t.db.updateTable("entry").set({ answer: "claim", percentDone: 100 }).where("id", "=", claim!.id).execute()
  const objection = { answer: "progress", percentDone: 40, consent: "object", taskId: claim!.taskId }
  await t.db.updateTable("entry").set(objection).where("id", "=", other!.id).execute()
  const found = (await readReportContradictions(t.db, roundId)).filter(
    (each) => !before.some((was) => was.entryId === each.entryId && was.otherEntryId === each.otherEntryId),
  )
  expect(found).toMatchObject([{ kind: "objected", entryId: claim!.id, otherEntryId: other!.id, otherPercent: 40 }])
})

test("nothing is frozen with a figure that does not exist; what is frozen holds numbers", async () => {
  const { version } = await part("results")
  const body = "Có {{hoàn thành đúng hạng}} nhiệm vụ"
  await saveNarrative(await office(), { roundId, key: "results", body, seenVersion: version })
  const head = async () => (await readConsolidation(t.db, roundId))!.version
  await handConsolidationToHead(await office(), { roundId, seenVersion: await head() })
  expect(await freezeConsolidation(await director(), { roundId, seenVersion: await head() })).toMatchObject({
    refusal: { code: "consolidation.unknownField", values: { names: "hoàn thành đúng hạng" } },
  })
  const mended = "Có {{tổng số nhiệm vụ}} nhiệm vụ"
  await saveNarrative(await office(), { roundId, key: "results", body: mended, seenVersion: version + 1 })
  expect(await freezeConsolidation(await director(), { roundId, seenVersion: await head() })).toMatchObject({
    ok: true,
  })
  const frozen = (await readSnapshot(t.db, roundId))!
  expect(frozen.narrative.find((each) => each.key === "results")!.body).toBe(`Có ${frozen.figures.totals.all} nhiệm vụ`)
})
