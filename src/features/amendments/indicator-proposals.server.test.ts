import { sql } from "kysely"
import { afterAll, beforeAll, expect, test } from "vitest"
import { recordVersion } from "#features/plans/amend-plan.server.ts"
import { readIndicatorFactsAt } from "#features/plans/read-versions.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { proposeIndicatorAmendment, reviewProposal, sendProposal, withdrawProposal } from "./propose.server.ts"
import { subjectInText, subjectTitle } from "./proposed-subject.ts"
import { readProposal, readSubmission } from "./read-proposals.server.ts"
import { askedInWords, submissionDocument } from "./submission-document.ts"
import { decideSubmission, draftFromDecision, draftSubmission, sendSubmission } from "./submit-proposals.server.ts"
import { typedIndicatorPatch } from "./typed-change.ts"

let t: TestInstance
let head: Actor
let office: Actor
let planId: string
let indicators: { id: string; title: string }[]
beforeAll(async () => {
  t = await testInstance()
  head = await t.actor("SVHTTDL", "head")
  office = await t.actor("SKHCN", "planOffice")
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  const ctx = t.ctxAs(office)
  const rows = ["Tỷ lệ dữ liệu số hóa", "Tỷ lệ hồ sơ trực tuyến", "Tỷ lệ chi ngân sách"].map((title, position) => ({
    id: ctx.newId(),
    planId,
    position,
    title,
    code: String(position + 1),
    targets: JSON.stringify([{ year: 2030, comparator: "≥", value: "30", text: "≥ 30" }]),
  }))
  indicators = await t.db.insertInto("indicator").values(rows).returning(["id", "title"]).execute()
  await sql`
    insert into indicator_version (indicator_id, plan_version_id, facts)
    select indicator.id, plan_version.id, indicator_facts(indicator.id)
    from indicator join plan_version on plan_version.plan_id = indicator.plan_id and plan_version.number = 1
    where indicator.plan_id = ${planId}`.execute(t.db)
})
afterAll(() => t?.close())

const targets = (text: string) => {
  const read = typedIndicatorPatch({ title: "x", targets: text }, { title: "x" })
  if (!read.ok) throw new Error(read.refusal.code)
  return read.value
}
type Draft = Parameters<typeof proposeIndicatorAmendment>[1]
const propose = (input: Partial<Draft>, as: Actor = head) =>
  proposeIndicatorAmendment(t.ctxAs(as), {
    planId,
    indicatorId: indicators[0]!.id,
    kind: "change",
    patch: {},
    reason: "Theo Nghị quyết mới",
    ...input,
  })
const made = async (input: Partial<Draft>, as: Actor = head) => {
  const outcome = await propose(input, as)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value.proposalId
}
const version = async (id: string) =>
  (await t.db.selectFrom("amendmentProposal").select("version").where("id", "=", id).executeTakeFirstOrThrow()).version

test("a new target, a new indicator and one given up go over plan office and leadership into a version", async () => {
  const raised = await made({ patch: targets("2030: ≥ 45") })
  const added = await made({
    indicatorId: null,
    kind: "add",
    patch: { ...targets("2027: ≥ 20\n2030: ≥ 60"), title: "Tỷ lệ xã có tổ công nghệ số", unitOfMeasure: "%" },
  })
  const dropped = await made({ indicatorId: indicators[1]!.id, kind: "drop" })
  const proposalIds = [raised, added, dropped]
  for (const proposalId of proposalIds) {
    const seen = { proposalId, seenVersion: await version(proposalId) }
    expect(await reviewProposal(t.ctxAs(office), { ...seen, opinion: "support", comment: "Có cơ sở" })).toMatchObject({
      ok: true,
    })
  }
  const drafted = await draftSubmission(t.ctxAs(office), {
    planId,
    title: "Sửa đổi chỉ tiêu",
    opening: "",
    proposalIds,
  })
  if (!drafted.ok) throw new Error(drafted.refusal.code)
  const { submissionId } = drafted.value
  const submission = await readSubmission(t.db, submissionId)
  const change = submission.proposals.find((each) => each.id === raised)!
  expect(askedInWords(change)).toMatch(/^chỉ tiêu theo năm: 2030: ≥ 45 \(hiện nay: .+\)$/)
  const fresh = submission.proposals.find((each) => each.id === added)!
  expect([subjectTitle(fresh), subjectInText(fresh)]).toEqual([
    "Tỷ lệ xã có tổ công nghệ số",
    "Chỉ tiêu mới: Tỷ lệ xã có tổ công nghệ số",
  ])
  const body = JSON.stringify(submissionDocument(submission, submission.proposals, "2026-11-23").body)
  for (const title of ["Điều chỉnh chỉ tiêu", "Bổ sung chỉ tiêu", "Không tiếp tục thực hiện chỉ tiêu"])
    expect(body).toContain(title)
  expect(body).toContain("đơn vị tính: %; chỉ tiêu theo năm: 2027: ≥ 20; 2030: ≥ 60")

  expect(await sendSubmission(t.ctxAs(office), { submissionId, seenVersion: 1 })).toMatchObject({ ok: true })
  const decisions = proposalIds.map((proposalId) => ({ proposalId, isApproved: true, reason: "" }))
  const leader = t.ctxAs(await t.actor("UBND", "leadership"))
  expect(await decideSubmission(leader, { submissionId, seenVersion: 2, decisions })).toMatchObject({ ok: true })
  const draft = await draftFromDecision(t.ctxAs(office), {
    submissionId,
    seenVersion: 3,
    document: {
      kind: "decision",
      number: "1602",
      notation: "QĐ-UBND",
      issuer: "Ủy ban nhân dân tỉnh Cao Bằng",
      place: "Cao Bằng",
      issuedOn: "2026-11-20",
      title: "Sửa đổi chỉ tiêu",
    },
    effectiveOn: "2026-11-20",
  })
  if (!draft.ok) throw new Error(JSON.stringify(draft.refusal))
  expect(await recordVersion(t.ctxAs(office), { versionId: draft.value.versionId, seenVersion: 1 })).toMatchObject({
    ok: true,
  })
  const now = await readIndicatorFactsAt(t.db, planId, 2)
  expect(now.get(indicators[0]!.id)?.targets).toEqual([
    expect.objectContaining({ year: 2030, comparator: "≥", value: "45" }),
  ])
  expect(now.get(indicators[1]!.id)?.retiredOn).toBe("2026-11-20")
  expect([...now.values()].map((each) => each.title)).toContain("Tỷ lệ xã có tổ công nghệ số")
  expect((await readIndicatorFactsAt(t.db, planId, 1)).get(indicators[1]!.id)?.retiredOn).toBeNull()
})

test("what is asked must be something, once, of an indicator that stands; a reporter's proposal waits for the head", async () => {
  const indicatorId = indicators[2]!.id
  expect(await propose({ indicatorId })).toMatchObject({
    refusal: { code: "proposal.nothingChanged", field: "targets" },
  })
  expect(await propose({ indicatorId, patch: targets("2030: ≥ 1"), reason: " " })).toMatchObject({
    refusal: { code: "proposal.noReason" },
  })
  expect(await propose({ indicatorId: null, kind: "add", patch: targets("2030: ≥ 1") })).toMatchObject({
    refusal: { code: "proposal.noTitle", field: "title" },
  })
  expect(await propose({ indicatorId: indicators[1]!.id, kind: "drop" })).toMatchObject({
    refusal: { code: "proposal.indicatorGone" },
  })
  const reporter = await t.actor("SVHTTDL", "reporter")
  const id = await made({ indicatorId, patch: targets("2030: ≥ 1") }, reporter)
  expect(await propose({ indicatorId, patch: targets("2030: ≥ 2") })).toMatchObject({
    refusal: { code: "proposal.alreadyAsked" },
  })
  expect((await readProposal({ ...t.ctxAs(reporter), actor: reporter }, id)).stage).toBe("withHead")
  expect(await sendProposal(t.ctxAs(head), { proposalId: id, seenVersion: 1 })).toMatchObject({ ok: true })
  expect(await withdrawProposal(t.ctxAs(head), { proposalId: id, seenVersion: 2 })).toMatchObject({ ok: true })
})
