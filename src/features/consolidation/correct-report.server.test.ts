import { afterEach, beforeEach, describe, expect, test } from "vitest"
import {
  readEdition,
  readPublication,
  readEditions as readPublicEditions,
} from "#features/portal/read-published.server.ts"
import { readRound } from "#features/reporting/read-rounds.server.ts"
import type { Ctx } from "#platform/context.server.ts"
import { historyOf } from "#platform/history/read-history.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { chooseFigures, decideCorrection, proposeCorrection, withdrawCorrection } from "./correct-report.server.ts"
import { currentSnapshot } from "./current-snapshot.server.ts"
import { freezeConsolidation, issueConsolidation } from "./freeze-consolidation.server.ts"
import { keepSignedFile, readSignedFile } from "./keep-signed-file.server.ts"
import { decidePublication, proposePublication } from "./publish-report.server.ts"
import { readConsolidation, readNarrativeParts, readPublicationOf } from "./read-consolidation.server.ts"
import { readCorrections, readEditions } from "./read-corrections.server.ts"
import { consolidatedReport } from "./report-document.ts"
import { handConsolidationToHead, saveNarrative } from "./work-on-consolidation.server.ts"

let t: TestInstance
let office: Ctx
let director: Ctx
let leader: Ctx
let roundId: string
beforeEach(async () => {
  t = await testInstance()
  office = t.ctxAs(await t.actor("SKHCN", "planOffice"))
  director = t.ctxAs(await t.actor("SKHCN", "director"))
  leader = t.ctxAs(await t.actor("UBND", "leadership"))
  const row = await t.db
    .selectFrom("publication")
    .innerJoin("consolidation", "consolidation.id", "publication.consolidationId")
    .select("consolidation.roundId")
    .where("publication.state", "=", "approved")
    .executeTakeFirstOrThrow()
  roundId = row.roundId
})
afterEach(() => t?.close())

const head = async () => (await readConsolidation(t.db, roundId))!
const rowOf = (edition: number) =>
  t.db
    .selectFrom("consolidation")
    .selectAll()
    .where("roundId", "=", roundId)
    .where("edition", "=", edition)
    .executeTakeFirstOrThrow()
const propose = (ctx: Ctx, reason = "Số liệu của Sở Y tế được báo cáo lại") =>
  proposeCorrection(ctx, { roundId, reason })
const open = () => decideCorrection(director, { roundId, isOpened: true, decisionReason: "" })

/** Takes the present version to its issue, with one sentence of its results put in. */
async function issueCorrection(number: string, sentence: string) {
  const part = (await readNarrativeParts(t.db, roundId)).find((each) => each.key === "results")!
  const edited = { roundId, key: "results", body: `${part.body}\n- ${sentence}`, seenVersion: part.version }
  expect(await saveNarrative(office, edited)).toMatchObject({ ok: true })
  const seen = async () => ({ roundId, seenVersion: (await head()).version })
  expect(await handConsolidationToHead(office, await seen())).toMatchObject({ ok: true })
  expect(await freezeConsolidation(director, await seen())).toMatchObject({ ok: true })
  const issue = { number, issuedOn: "23/11/2026", signerName: "" }
  return issueConsolidation(director, { ...(await seen()), ...issue })
}

describe("opening", () => {
  test("the plan office asks, the director opens; the former version stays byte for byte", async () => {
    const before = await rowOf(1)
    expect(await propose(office, " ")).toMatchObject({ refusal: { field: "reason" } })
    expect(await propose(office)).toMatchObject({ ok: true })
    expect((await head()).edition).toBe(1)
    expect(await propose(office)).toMatchObject({ refusal: { code: "correction.alreadyProposed" } })
    expect(await open()).toMatchObject({ ok: true })
    expect(await head()).toMatchObject({ edition: 2, status: "drafting", keepsFigures: true, correctsId: before.id })
    expect(await rowOf(1)).toEqual({ ...before, isCurrent: false })
    const kinds = (await historyOf(t.db, before.id, { limit: 2 })).map((line) => line.kind)
    expect(kinds).toEqual(["correction.opened", "correction.proposed"])
  })

  test("a director who asks has decided; what is not issued is not corrected", async () => {
    expect(await propose(director)).toMatchObject({ ok: true })
    expect((await head()).edition).toBe(2)
    expect(await propose(director)).toMatchObject({ refusal: { code: "correction.notIssued" } })
  })

  test("two who open at the same time make one version", async () => {
    const outcomes = await Promise.all([propose(director), propose(director), propose(director)])
    expect(outcomes.filter((each) => each.ok)).toHaveLength(1)
    expect((await readEditions(t.db, roundId)).map((each) => each.edition)).toEqual([2, 1])
  })

  test("a refusal needs a reason and leaves room for another request", async () => {
    await propose(office)
    const refuse = (decisionReason: string) => decideCorrection(director, { roundId, isOpened: false, decisionReason })
    expect(await refuse("")).toMatchObject({ refusal: { field: "decisionReason" } })
    expect(await refuse("Số liệu đã đúng")).toMatchObject({ ok: true })
    expect(await open()).toMatchObject({ refusal: { code: "correction.nothingProposed" } })
    expect(await propose(office, "Sai tên đơn vị")).toMatchObject({ ok: true })
    expect((await readCorrections(t.db, roundId)).map((each) => each.state).sort()).toEqual(["proposed", "refused"])
  })

  test("a withdrawn correction stays on record, the former version counts and can be corrected again", async () => {
    await propose(director)
    const { version } = await head()
    const withdraw = (withdrawReason: string) =>
      withdrawCorrection(director, { roundId, seenVersion: version, withdrawReason })
    expect(await withdraw("")).toMatchObject({ refusal: { field: "withdrawReason" } })
    expect(await withdraw("Không cần nữa")).toMatchObject({ ok: true })
    expect(await head()).toMatchObject({ edition: 1 })
    expect(await propose(director)).toMatchObject({ ok: true })
    expect((await readEditions(t.db, roundId)).map((each) => [each.edition, each.status])).toEqual([
      [3, "drafting"],
      [2, "withdrawn"],
      [1, "received"],
    ])
  })
})

describe("text and figures", () => {
  test("a correction begins with text, figures and sources of the former one, and takes those of now when asked", async () => {
    const round = await readRound(t.db, roundId)
    const { snapshot: former } = await currentSnapshot(office, round)
    await propose(director)
    await t.db.updateTable("entry").set({ result: "Câu khác" }).execute()
    const { snapshot: kept } = await currentSnapshot(office, round)
    expect(kept.narrative).toEqual(former.narrative)
    expect(kept.figures).toEqual(former.figures)
    expect(kept.quotes).toEqual(former.quotes)
    const { version } = await head()
    expect(await chooseFigures(office, { roundId, seenVersion: version, keepsFigures: false })).toMatchObject({
      ok: true,
    })
    const { snapshot: live } = await currentSnapshot(office, round)
    expect(live.quotes.some((quote) => quote.text === "Câu khác")).toBe(true)
    const markOf = new Map(former.quotes.map((quote) => [`${quote.key}${quote.entryId}`, quote.mark]))
    for (const quote of live.quotes.filter((each) => each.entryId))
      expect(markOf.get(`${quote.key}${quote.entryId}`) ?? quote.mark).toBe(quote.mark)
  })

  test("the issued correction has its own number, names what it replaces in its first paragraph, and has its own signed file", async () => {
    const former = await rowOf(1)
    await propose(director)
    expect(await issueCorrection(`${former.number}/BC-SKHCN`, "Câu đính chính.")).toMatchObject({
      refusal: { code: "correction.sameNumber", field: "number" },
    })
    const seen = { roundId, seenVersion: (await head()).version, signerName: "" }
    expect(await issueConsolidation(director, { ...seen, number: "399", issuedOn: "01/01/2020" })).toMatchObject({
      refusal: { code: "correction.beforeFormer" },
    })
    expect(await issueConsolidation(director, { ...seen, number: "399", issuedOn: "23/11/2026" })).toMatchObject({
      ok: true,
    })
    const { snapshot, issue } = await currentSnapshot(office, await readRound(t.db, roundId))
    const [first] = consolidatedReport(snapshot, issue).body
    expect(first).toMatchObject({ kind: "paragraph" })
    expect(JSON.stringify(first)).toContain(`Báo cáo này thay thế Báo cáo số ${former.number}/${former.notation} ngày`)
    expect(JSON.stringify(first)).toContain("Số liệu của Sở Y tế được báo cáo lại")
    const file = { sha256: "7".repeat(64), size: 10, mime: "application/pdf" as const, name: "ban-1.pdf" }
    const keep = { roundId, edition: 1, seenVersion: former.version, file, isNotSecret: true }
    expect(await keepSignedFile(office, keep)).toMatchObject({ ok: true })
    expect((await readSignedFile(office, roundId, 1))?.name).toBe("ban-1.pdf")
    expect(await readSignedFile(office, roundId, 2)).toBeUndefined()
  })
})

describe("the public", () => {
  test("sees the correction only when leadership approves it; the former version stays readable and is named as replaced", async () => {
    const { planSlug, code } = await readRound(t.db, roundId)
    const shown = async () => (await readPublication(t.db, planSlug, code)).report.edition
    const former = await rowOf(1)
    await propose(director)
    expect(await issueCorrection("399/BC-SKHCN", "Câu đính chính.")).toMatchObject({ ok: true })
    expect(await proposePublication(office, { roundId, isNotSecret: true })).toMatchObject({
      refusal: { field: "correctionReason" },
    })
    const correctionReason = "Sở Y tế báo cáo lại"
    expect(await proposePublication(office, { roundId, isNotSecret: true, correctionReason })).toMatchObject({
      ok: true,
    })
    expect(await shown()).toBe(1)
    const publication = (await readPublicationOf(t.db, (await head()).id))!
    const decision = { publicationId: publication.id, seenVersion: publication.version, isApproved: true, reason: "" }
    expect(await decidePublication(leader, decision)).toMatchObject({ ok: true })
    expect(await shown()).toBe(2)
    const { content } = await readPublication(t.db, planSlug, code)
    expect(content.corrects).toMatchObject({ edition: 1, number: former.number, reason: correctionReason })
    expect(JSON.stringify(content)).not.toContain("được báo cáo lại")
    const old = await readEdition(t.db, planSlug, code, 1)
    expect(old.replacedBy).toMatchObject({ edition: 2, number: "399" })
    expect(JSON.stringify(old.content)).not.toContain("Câu đính chính")
    expect((await readPublicEditions(t.db, roundId)).map((each) => each.edition)).toEqual([2, 1])
  })

  test("a publication that waits while its report is corrected and issued anew is not approved any more", async () => {
    await t.db.updateTable("publication").set({ state: "proposed" }).execute()
    const waiting = (await readPublicationOf(t.db, (await rowOf(1)).id))!
    await propose(director)
    await issueCorrection("399/BC-SKHCN", "Câu đính chính.")
    const decision = { publicationId: waiting.id, seenVersion: waiting.version, isApproved: true, reason: "" }
    expect(await decidePublication(leader, decision)).toMatchObject({ refusal: { code: "publication.wasCorrected" } })
  })
})
