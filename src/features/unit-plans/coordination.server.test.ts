import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { verifyHistory } from "#platform/history/verify-history.server.ts"
import type { Actor } from "#shared/actor.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { answerDuty, noteOutcome } from "./answer-duty.server.ts"
import { answerOpinion, askOpinion, closeOpinionRequest } from "./ask-opinion.server.ts"
import { opinionState } from "./coordination.ts"
import { readCoordinatedTasks, readDisputes } from "./read-duties.server.ts"
import { readOpinion, readOpinionRequests, readOpinionsToGive, readTaskToAskAbout } from "./read-opinions.server.ts"

let t: TestInstance
let lead: Actor
let partner: Actor
let office: Actor
let taskId: string
beforeAll(async () => {
  t = await testInstance()
  lead = await t.actor("SVHTTDL", "reporter")
  partner = await t.actor("SYT", "head")
  office = await t.actor("SKHCN", "planOffice")
  const task = await t.db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .select("task.id")
    .where("assignment.unitId", "=", lead.seat.unitId)
    .orderBy("task.position")
    .executeTakeFirstOrThrow()
  taskId = task.id
  for (const table of ["dutyAnswer", "opinionAnswer", "opinionRequest"] as const) await t.db.deleteFrom(table).execute()
  await t.db.deleteFrom("taskDuty").where("duty", "=", "coordinating").execute()
  const members = await t.db.selectFrom("unitGroup").select("id").limit(1).executeTakeFirstOrThrow()
  await t.db
    .insertInto("unitGroupMember")
    .values({ unitGroupId: members.id, unitId: partner.seat.unitId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await t.db
    .insertInto("taskDuty")
    .values({ taskId, duty: "coordinating", position: 1, unitGroupId: members.id })
    .execute()
})
afterAll(() => t?.close())

const personal = (as: Actor, now?: Date) => ({ ...t.ctxAs(as, now), actor: as })

describe("a coordinating unit", () => {
  test("finds its tasks, also through a group, disputes its share with a reason; the plan office notes the outcome", async () => {
    const mine = await readCoordinatedTasks(t.db, partner.seat.unitId, {})
    expect(mine.lines).toMatchObject([{ id: taskId, answer: null, version: 0 }])
    const dispute = { taskId, seenVersion: 0, answer: "disputed", reason: "" }
    expect(await answerDuty(t.ctxAs(partner), dispute)).toMatchObject({ refusal: { code: "duty.noReason" } })
    expect(await answerDuty(t.ctxAs(partner), { ...dispute, reason: "Không thuộc chức năng" })).toMatchObject({
      ok: true,
    })
    await expect(answerDuty(t.ctxAs(partner), { ...dispute, reason: "Hai lần" })).rejects.toThrow()
    const leader = await t.actor("UBND", "leadership")
    expect(await answerDuty(t.ctxAs(leader), dispute)).toMatchObject({ refusal: { code: "duty.notYourUnit" } })
    for (const of of [{ officeId: office.seat.unitId }, { leadId: lead.seat.unitId }])
      expect((await readDisputes(t.db, of)).lines).toMatchObject([{ unitId: partner.seat.unitId, outcome: null }])
    const note = { taskId, unitId: partner.seat.unitId, seenVersion: 1, outcome: "Đã thống nhất" }
    expect(await noteOutcome(t.ctxAs(lead), note)).toMatchObject({ refusal: { code: "duty.onlyOffice" } })
    expect(await noteOutcome(t.ctxAs(office), { ...note, outcome: " " })).toMatchObject({
      refusal: { field: "outcome" },
    })
    expect(await noteOutcome(t.ctxAs(office), note)).toMatchObject({ ok: true })
    const agree = { taskId, seenVersion: 2, answer: "confirmed", reason: "" }
    expect(await answerDuty(t.ctxAs(partner), agree)).toMatchObject({ ok: true })
    expect((await readDisputes(t.db, { officeId: office.seat.unitId })).lines).toEqual([])
    const after = await readCoordinatedTasks(t.db, partner.seat.unitId, { isUnansweredOnly: true })
    expect(after.lines).toEqual([])
    expect((await verifyHistory(t.db)).fault).toBeUndefined()
  })

  test("cannot answer for a task that it does not coordinate", async () => {
    const answer = { taskId, seenVersion: 0, answer: "confirmed", reason: "" }
    expect(await answerDuty(t.ctxAs(lead), answer)).toMatchObject({ refusal: { code: "duty.notCoordinating" } })
  })
})

describe("a request for opinions", () => {
  const asking = () => ({
    taskId,
    question: "Ý kiến về dự thảo Đề án",
    answerBy: "25/11/2026",
    unitIds: [partner.seat.unitId, office.seat.unitId],
  })
  test("goes from a lead unit to others; the asker sees every answer, each unit its own; late is marked", async () => {
    expect((await readTaskToAskAbout(t.db, taskId, lead.seat.unitId)).id).toBe(taskId)
    expect(await askOpinion(t.ctxAs(partner), asking())).toMatchObject({ refusal: { code: "opinion.onlyLead" } })
    const late = { ...asking(), answerBy: "22/11/2026", question: " ", unitIds: [lead.seat.unitId] }
    expect(await askOpinion(t.ctxAs(lead), late)).toMatchObject({
      refusal: {
        details: [{ code: "opinion.noQuestion" }, { code: "opinion.dayPassed" }, { code: "opinion.noUnit" }],
      },
    })
    const asked = await askOpinion(t.ctxAs(lead), asking())
    if (!asked.ok) throw new Error(JSON.stringify(asked.refusal))
    const { opinionId } = asked.value
    expect(await readOpinionsToGive(t.db, partner.seat.unitId)).toMatchObject([
      { id: opinionId, answerBy: "2026-11-25" },
    ])
    const empty = { opinionId, seenVersion: 1, answer: " " }
    expect(await answerOpinion(t.ctxAs(partner), empty)).toMatchObject({ refusal: { code: "opinion.noAnswer" } })
    await expect(answerOpinion(t.ctxAs(lead), { ...empty, answer: "Tôi" })).rejects.toThrow()
    expect(await answerOpinion(t.ctxAs(partner), { ...empty, answer: "Nhất trí" })).toMatchObject({ ok: true })
    const after = new Date("2026-11-26T02:00:00Z")
    expect(await answerOpinion(t.ctxAs(office, after), { ...empty, answer: "Bổ sung kinh phí" })).toMatchObject({
      ok: true,
    })
    const seen = await readOpinion(personal(lead), opinionId)
    expect(seen.answers.map((each) => opinionState(each, seen.answerBy, "2026-11-27")).toSorted()).toEqual([
      "answered",
      "answeredLate",
    ])
    expect((await readOpinion(personal(partner), opinionId)).answers).toMatchObject([{ answer: "Nhất trí" }])
    await expect(readOpinion(personal(await t.actor("UBND", "leadership")), opinionId)).rejects.toThrow()
    expect((await readOpinionRequests(t.db, lead.seat.unitId)).lines).toHaveLength(1)
    expect(await closeOpinionRequest(t.ctxAs(partner), { opinionId })).toMatchObject({ ok: false })
    expect(await closeOpinionRequest(t.ctxAs(lead), { opinionId })).toMatchObject({ ok: true })
    expect(await answerOpinion(t.ctxAs(partner), { opinionId, seenVersion: 2, answer: "Đổi ý" })).toMatchObject({
      refusal: { code: "opinion.closed" },
    })
  })
  test("is open until its day ends, then late", () => {
    expect(opinionState({ answeredOn: null }, "2026-11-25", "2026-11-25")).toBe("waiting")
    expect(opinionState({ answeredOn: null }, "2026-11-25", "2026-11-26")).toBe("late")
  })
})
