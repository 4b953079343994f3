import { afterAll, beforeAll, expect, test } from "vitest"
import { addPerson } from "#features/organisation/save-people.server.ts"
import { addSeat } from "#features/organisation/save-seats.server.ts"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { endPersonHandingOver, endSeatHandingOver } from "./end-with-hand-over.server.ts"
import { handOverForLeave, nameSuccessor } from "./hand-over.server.ts"
import { readHandOver, readVacancies, readWaitingHandOvers } from "./read-hand-overs.server.ts"
import { readCandidates, readInHand } from "./read-in-hand.server.ts"

let t: TestInstance
let unitId: string
const today = "2026-11-23"

beforeAll(async () => {
  t = await testInstance()
  unitId = await t.unitId("STC")
})
afterAll(() => t?.close())

const admin = async () => t.ctxAs(await t.actor("SKHCN", "administrator"))

/** A new officer of Sở Tài chính, whose name stands on the open steps of its plan. */
async function officer(email: string) {
  const person = await addPerson(await admin(), { name: "Nông Thị Hà", email, position: null })
  if (!person.ok) throw new Error(person.refusal.code)
  const { personId } = person.value
  const seat = { personId, role: "reporter", unitId, fromOn: today, toOn: null, isActing: false }
  const given = await addSeat(await admin(), seat)
  if (!given.ok) throw new Error(given.refusal.code)
  await t.db
    .updateTable("unitPlanStep")
    .set({ personId })
    .where("doneOn", "is", null)
    .where("unitPlanId", "in", (select) => select.selectFrom("unitPlan").select("id").where("unitId", "=", unitId))
    .execute()
  return { personId, seatId: given.value.seatId }
}

const stepsOf = async (personId: string) =>
  (await t.db.selectFrom("unitPlanStep").select("id").where("personId", "=", personId).execute()).length
const ended = { toOn: "2026-11-22", reason: "Chuyển công tác", seenVersion: 1 }

test("with a seat goes what its person has in hand: names to the successor, the unit's own stays", async () => {
  const { personId, seatId } = await officer("ha@stc.test")
  const inHand = await readInHand(t.db, { personId, unitId, role: "reporter", today })
  expect(inHand.some((item) => item.kind === "step" && item.moves)).toBe(true)
  expect(inHand.some((item) => item.kind === "report" && !item.moves)).toBe(true)
  const { personId: successorId } = await t.actor("STC", "reporter")
  const [before, mine] = [await stepsOf(successorId), await stepsOf(personId)]
  const outcome = await endSeatHandingOver(await admin(), t.instance.accounts, { seatId, ...ended, successorId })
  expect(outcome.ok).toBe(true)
  expect([await stepsOf(personId), await stepsOf(successorId)]).toEqual([0, before + mine])
  const { id } = await t.db
    .selectFrom("handOver")
    .select("id")
    .where("fromPersonId", "=", personId)
    .executeTakeFirstOrThrow()
  const kept = await readHandOver(t.ctxAs(await t.actor("STC", "head")) as never, id)
  expect(kept).toMatchObject({ toPersonId: successorId, occasion: "ended", role: "reporter" })
  expect(kept.list).toEqual(inHand)
})

test("a successor of another unit is refused, and the seat then has not ended", async () => {
  const { seatId } = await officer("ha2@stc.test")
  const { personId: successorId } = await t.actor("SYT", "reporter")
  const outcome = await endSeatHandingOver(await admin(), t.instance.accounts, { seatId, ...ended, successorId })
  expect(outcome).toMatchObject({ ok: false, refusal: { code: "handOver.notOfUnit", field: "successor" } })
  const seat = await t.db.selectFrom("seat").select("toOn").where("id", "=", seatId).executeTakeFirstOrThrow()
  expect(seat.toOn).toBeNull()
})

test("without a successor it waits for the head, who names one later; a person of another unit cannot", async () => {
  const { personId } = await officer("ha3@stc.test")
  const leave = { personId, seenVersion: 1, endedOn: today, reason: "Nghỉ hưu" }
  const outcome = await endPersonHandingOver(await admin(), t.instance.accounts, { ...leave, successors: {} })
  expect(outcome.ok).toBe(true)
  const waiting = (await readWaitingHandOvers(t.db, unitId)).find((each) => each.fromPersonId === personId)!
  expect(await stepsOf(personId)).toBeGreaterThan(0)
  const head = t.ctxAs(await t.actor("STC", "head"))
  const seen = { handOverId: waiting.id, seenVersion: waiting.version }
  const stranger = (await t.actor("SYT", "reporter")).personId
  expect(await nameSuccessor(head, { ...seen, toPersonId: stranger })).toMatchObject({
    refusal: { code: "handOver.notOfUnit" },
  })
  const { personId: toPersonId } = await t.actor("STC", "reporter")
  expect((await nameSuccessor(head, { ...seen, toPersonId })).ok).toBe(true)
  expect(await stepsOf(personId)).toBe(0)
  expect((await readWaitingHandOvers(t.db, unitId)).map((each) => each.id)).not.toContain(waiting.id)
})

test("a head hands work over for a leave; the seat stays, and somebody without work has nothing to hand over", async () => {
  const { personId } = await officer("ha4@stc.test")
  const head = t.ctxAs(await t.actor("STC", "head"))
  const { personId: toPersonId } = await t.actor("STC", "reporter")
  const input = { unitId, fromPersonId: personId, toPersonId, untilOn: "2026-12-15", reason: "Nghỉ thai sản" }
  expect(await handOverForLeave(head, { ...input, untilOn: "2026-11-01" })).toMatchObject({
    refusal: { field: "untilOn" },
  })
  expect((await handOverForLeave(head, input)).ok).toBe(true)
  const seats = await t.db.selectFrom("seat").select("toOn").where("personId", "=", personId).execute()
  expect(seats.every((seat) => seat.toOn === null)).toBe(true)
  const finance = await t.actor("STC", "finance")
  expect(await handOverForLeave(head, { ...input, fromPersonId: finance.personId })).toMatchObject({
    refusal: { code: "handOver.nothing" },
  })
})

test("candidates are the people of the unit on that day; units without people are named", async () => {
  const { personId } = await t.actor("SVHTTDL", "reporter")
  const people = await readCandidates(t.db, await t.unitId("SVHTTDL"), personId, today)
  expect(people.flatMap((each) => each.roles)).toEqual(["head"]) // the one who left is not among them
  const vacant = await readVacancies(t.db, today)
  expect(vacant).toHaveLength(1)
  expect(vacant[0]).toMatchObject({ hasWriter: false, hasHead: true })
})
