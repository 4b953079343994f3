import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { endCalendarFeed, makeCalendarFeed, readFeedSeat } from "./calendar-feed.server.ts"
import { readCalendar } from "./read-calendar.server.ts"

let t: TestInstance
beforeAll(async () => {
  t = await testInstance()
})
afterAll(() => t?.close())

const TODAY = "2026-11-23"

describe("the calendar of a seat", () => {
  test("a reporter sees the unit's report and the tasks it leads; the plan office its own days", async () => {
    const reporter = await t.actor("SVHTTDL", "reporter")
    const made = await makeCalendarFeed(t.ctxAs(reporter))
    if (!made.ok || !made.value.token) throw new Error()
    const seat = await readFeedSeat(t.db, made.value.token, TODAY)
    expect(seat).toMatchObject({ id: reporter.seat.id, unitId: reporter.seat.unitId })
    const kinds = new Set((await readCalendar(t.db, seat, TODAY)).map((day) => day.uid.split("-")[0]))
    expect(kinds).toEqual(new Set(["report", "task"]))
    const office = await t.actor("SKHCN", "planOffice")
    const mine = await readCalendar(t.db, { ...office.seat, unitName: "" }, TODAY)
    expect(new Set(mine.map((day) => day.uid.split("-")[0]))).toContain("office")
    expect(new Set(mine.map((day) => day.uid)).size).toBe(mine.length)
  })

  test("a new address ends the old one; an ended address, seat or wrong token opens nothing", async () => {
    const head = await t.actor("SVHTTDL", "head")
    const first = await makeCalendarFeed(t.ctxAs(head))
    const second = await makeCalendarFeed(t.ctxAs(head))
    if (!first.ok || !second.ok || !first.value.token || !second.value.token) throw new Error()
    await expect(readFeedSeat(t.db, first.value.token, TODAY)).rejects.toThrow()
    await expect(readFeedSeat(t.db, "nonsense", TODAY)).rejects.toThrow()
    expect((await readFeedSeat(t.db, second.value.token, TODAY)).id).toBe(head.seat.id)
    expect(await t.db.selectFrom("calendarFeed").select("tokenHash").execute()).not.toContainEqual({
      tokenHash: second.value.token,
    })
    await t.db.updateTable("seat").set({ toOn: "2026-11-22" }).where("id", "=", head.seat.id).execute()
    await expect(readFeedSeat(t.db, second.value.token, TODAY)).rejects.toThrow()
    expect(await endCalendarFeed(t.ctxAs(head))).toMatchObject({ value: { ended: 1 } })
  })
})
