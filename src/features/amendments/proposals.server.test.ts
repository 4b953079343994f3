import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { recordVersion } from "#features/plans/amend-plan.server.ts"
import { assignTasks } from "#features/plans/assign-tasks.server.ts"
import { readTaskTimeline } from "#features/plans/read-task-timeline.server.ts"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import type { ProposalDraft } from "./proposal.ts"
import { proposeAmendment, reviewProposal, sendProposal, withdrawProposal } from "./propose.server.ts"
import { readProposal, readProposals, readSubmission } from "./read-proposals.server.ts"
import { decideSubmission, draftFromDecision, draftSubmission, sendSubmission } from "./submit-proposals.server.ts"

let t: TestInstance
let reporter: Actor
let head: Actor
let office: Actor
let leader: Actor
let planId: string
let tasks: string[]
beforeAll(async () => {
  t = await testInstance()
  reporter = await t.actor("SVHTTDL", "reporter")
  head = await t.actor("SVHTTDL", "head")
  office = await t.actor("SKHCN", "planOffice")
  leader = await t.actor("UBND", "leadership")
  planId = (await t.db.selectFrom("plan").select("id").executeTakeFirstOrThrow()).id
  const rows = await t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select("task.id")
    .where("assignment.unitId", "=", head.seat.unitId)
    .where("task.planId", "=", planId)
    .orderBy("task.position")
    .execute()
  tasks = rows.map((row) => row.id)
  const deadline = { text: "31/12/2026", meaning: "byDay", from: null, to: "2026-12-31" } as const
  await assignTasks(t.ctxAs(office), { planId, taskIds: tasks, change: { deadline } })
})
afterAll(() => t?.close())

const until = (to: string): ProposalDraft => ({
  kind: "extend",
  patch: { deadline: { text: to, meaning: "byDay", from: null, to } },
  reason: "Chờ hướng dẫn của Bộ",
})
const propose = (as: Actor, taskId: string | null, draft: ProposalDraft, now?: Date) =>
  proposeAmendment(t.ctxAs(as, now), { planId, taskId, ...draft })
const made = async (as: Actor, taskId: string | null, draft: ProposalDraft): Promise<string> => {
  const outcome = await propose(as, taskId, draft)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
  return outcome.value.proposalId
}
const seen = async (proposalId: string) => ({
  proposalId,
  seenVersion: (
    await t.db.selectFrom("amendmentProposal").select("version").where("id", "=", proposalId).executeTakeFirstOrThrow()
  ).version,
})
const personal = (as: Actor) => ({ ...t.ctxAs(as), actor: as })

describe("a proposal to amend the plan", () => {
  test("goes from the reporter over head, plan office and leadership into a version; the original deadline stays", async () => {
    const extended = await made(reporter, tasks[0]!, until("2027-06-30"))
    expect(await sendProposal(t.ctxAs(reporter), await seen(extended))).toMatchObject({ ok: false })
    expect(await sendProposal(t.ctxAs(head), await seen(extended))).toMatchObject({ ok: true })
    const refused = await made(head, tasks[1]!, { kind: "drop", patch: {}, reason: "Trùng với Đề án 06" })
    for (const id of [extended, refused])
      expect(
        await reviewProposal(t.ctxAs(office), { ...(await seen(id)), opinion: "support", comment: "Có cơ sở" }),
      ).toMatchObject({ ok: true })
    const drafted = await draftSubmission(t.ctxAs(office), {
      planId,
      title: "Sửa đổi, bổ sung Kế hoạch",
      opening: "",
      proposalIds: [extended, refused],
    })
    if (!drafted.ok) throw new Error()
    const { submissionId } = drafted.value
    const version = async () => (await readSubmission(t.db, submissionId)).version
    expect(await sendSubmission(t.ctxAs(office), { submissionId, seenVersion: await version() })).toMatchObject({
      ok: true,
    })
    expect(await withdrawProposal(t.ctxAs(head), await seen(extended))).toMatchObject({
      refusal: { code: "proposal.wrongStage" },
    })
    const decide = async (as: Actor, reason: string) =>
      decideSubmission(t.ctxAs(as), {
        submissionId,
        seenVersion: await version(),
        decisions: [
          { proposalId: extended, isApproved: true, reason: "" },
          { proposalId: refused, isApproved: false, reason },
        ],
      })
    expect(await decide(office, "Không")).toMatchObject({ refusal: { code: "submission.mayNotDecide" } })
    expect(await decide(leader, " ")).toMatchObject({ refusal: { code: "submission.noReason" } })
    expect(await decide(leader, "Vẫn cần thực hiện")).toMatchObject({ ok: true })
    const draft = await draftFromDecision(t.ctxAs(office), {
      submissionId,
      seenVersion: await version(),
      document: {
        kind: "decision",
        number: "1601",
        notation: "QĐ-UBND",
        issuer: "Ủy ban nhân dân tỉnh Cao Bằng",
        place: "Cao Bằng",
        issuedOn: "2026-11-20",
        title: "Sửa đổi Kế hoạch",
      },
      effectiveOn: "2026-11-20",
    })
    if (!draft.ok) throw new Error(JSON.stringify(draft.refusal))
    const recorded = await recordVersion(t.ctxAs(office), { versionId: draft.value.versionId, seenVersion: 1 })
    expect(recorded).toMatchObject({ ok: true })
    const task = await t.db.selectFrom("task").selectAll().where("id", "=", tasks[0]!).executeTakeFirstOrThrow()
    expect(task).toMatchObject({
      deadlineTo: "2027-06-30",
      deadlineSince: "2026-11-20",
      earlierDeadline: { to: "2026-12-31" },
    })
    expect((await readProposal(personal(head), refused)).stage).toBe("refused")
    const timeline = await readTaskTimeline(
      t.db,
      { id: tasks[0]!, slug: "ke-hoach" },
      { unitId: head.seat.unitId, seesAllUnits: false, timeZone: "Asia/Ho_Chi_Minh" },
      50,
    )
    expect(timeline.map((item) => item.what)).toEqual(expect.arrayContaining(["proposal", "version"]))
    expect(await propose(head, tasks[0]!, until("2028-06-30"))).toMatchObject({ refusal: { code: "extension.once" } })
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("an extension is asked while the deadline runs, to a later day, by a unit that leads", async () => {
    const task = tasks[2]!
    expect(await propose(head, task, until("2026-12-31"))).toMatchObject({ refusal: { code: "extension.notLater" } })
    expect(await propose(head, task, until("2027-01-31"), new Date("2026-12-31T17:30:00Z"))).toMatchObject({
      refusal: { code: "extension.tooLate" },
    })
    const other = await t.actor("SYT", "head")
    expect(await propose(other, task, until("2027-01-31"))).toMatchObject({ refusal: { code: "proposal.notYourTask" } })
    expect(await propose(leader, task, until("2027-01-31"))).toMatchObject({
      refusal: { code: "proposal.mayNotPropose" },
    })
    const id = await made(head, task, until("2027-01-31"))
    expect(await propose(head, task, until("2027-02-28"))).toMatchObject({ refusal: { code: "proposal.alreadyAsked" } })
    expect(await withdrawProposal(t.ctxAs(other), await seen(id))).toMatchObject({ ok: false })
    expect(await withdrawProposal(t.ctxAs(head), await seen(id))).toMatchObject({ ok: true })
    expect(await propose(head, task, { ...until("2027-02-28"), reason: " " })).toMatchObject({
      refusal: { field: "reason" },
    })
  })

  test("what is still with the unit is seen by nobody else", async () => {
    const id = await made(reporter, tasks[3]!, { kind: "change", patch: { product: "Đề án" }, reason: "Rõ sản phẩm" })
    expect((await readProposals(personal(reporter), planId, {})).lines.map((each) => each.id)).toContain(id)
    expect((await readProposals(personal(office), planId, {})).lines.map((each) => each.id)).not.toContain(id)
    await expect(readProposal(personal(office), id)).rejects.toThrow()
    await expect(readProposal(personal(await t.actor("SYT", "head")), id)).rejects.toThrow()
  })
})
