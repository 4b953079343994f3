import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestInstance, testInstance } from "../../../tests/support/test-database.ts"
import { addHolidays, readHolidays, removeHoliday } from "./holidays.server.ts"

let at: TestInstance
beforeAll(async () => {
  at = await testInstance()
})
afterAll(() => at.close())

const admin = async () => at.ctxAs(await at.actor("SKHCN", "administrator"))
const codeOf = async (outcome: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await outcome).refusal?.code
const tet = {
  fromOn: "2027-02-05",
  toOn: "2027-02-11",
  name: "Tết Nguyên đán",
  isWorked: false,
  source: "Thông báo số 1",
}

test("a span of days is entered at once, each with its source, and only future ones go again", async () => {
  expect((await addHolidays(await admin(), tet)).ok).toBe(true)
  expect((await readHolidays(at.db, 2027)).filter((day) => day.name === "Tết Nguyên đán")).toHaveLength(7)
  expect((await removeHoliday(await admin(), { onDay: "2027-02-11" })).ok).toBe(true)
  expect(await codeOf(removeHoliday(await admin(), { onDay: "2026-09-02" }))).toBe("holiday.past")
  await expect(removeHoliday(await admin(), { onDay: "2027-02-11" })).rejects.toThrow("holiday")
})

test.each([
  ["a day that is there already", { fromOn: "2026-12-31", toOn: "2027-01-01" }, "holiday.taken"],
  ["a worked weekday", { fromOn: "2027-03-01", toOn: "2027-03-01", isWorked: true }, "holiday.notWeekend"],
  ["an end before the start", { fromOn: "2027-03-02", toOn: "2027-03-01" }, "organisation.endsBeforeStart"],
  ["half a year", { fromOn: "2027-03-01", toOn: "2027-09-01" }, "holiday.tooLong"],
  ["no source", { fromOn: "2027-03-01", toOn: "2027-03-01", source: " " }, "holiday.sourceMissing"],
])("%s is refused", async (_what, change, code) =>
  expect(await codeOf(addHolidays(await admin(), { ...tet, ...change }))).toBe(code),
)
