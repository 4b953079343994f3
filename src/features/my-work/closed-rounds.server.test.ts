import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { readMyWork } from "./my-work.server.ts"
import { readCalendar } from "./read-calendar.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

test("a round that takes no more reports asks nobody for one, neither on the start page nor in the calendar", async () => {
  const head = await t.actor("SVHTTDL", "head")
  const open = await t.db
    .selectFrom("report")
    .innerJoin("round", "round.id", "report.roundId")
    .select(["report.id", "report.roundId", "round.dueOn"])
    .where("report.unitId", "=", head.seat.unitId)
    .where("report.firstSubmittedAt", "is", null)
    .executeTakeFirstOrThrow()
  const ctx = { ...t.ctxAs(head), actor: head }
  const seat = { ...head.seat, unitName: "" }
  const asked = async () => ({
    mine: (await readMyWork(ctx)).mine.some((item) => item.to.includes(open.id)),
    calendar: (await readCalendar(t.db, seat, open.dueOn)).some((day) => day.path.includes(open.id)),
  })
  expect(await asked()).toEqual({ mine: true, calendar: true })
  await t.db.updateTable("round").set({ closedAt: new Date() }).where("id", "=", open.roundId).execute()
  expect(await asked()).toEqual({ mine: false, calendar: false })
})
