import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { addDays, type Day, daysBetween, weekday } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayAdminister } from "./permissions.ts"

export type Holiday = { onDay: Day; name: string; isWorked: boolean; source: string }
const LONGEST = 31

/** Days off and weekends worked instead, of one calendar year, and the years that have any. */
export async function readHolidays(db: Db, year: number): Promise<Holiday[]> {
  return db
    .selectFrom("holiday")
    .selectAll()
    .where("onDay", ">=", `${year}-01-01`)
    .where("onDay", "<=", `${year}-12-31`)
    .orderBy("onDay")
    .execute()
}

export type HolidayInput = { fromOn: Day; toOn: Day; name: string; isWorked: boolean; source: string }

/** One day or several that follow each other, as the yearly notice names them. Working days are counted with them at once. */
export function addHolidays(ctx: Ctx, input: HolidayInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const name = input.name.trim()
    const source = input.source.trim()
    if (name === "") return refused("organisation.nameMissing", { field: "name" })
    if (source === "") return refused("holiday.sourceMissing", { field: "source" })
    const length = daysBetween(input.fromOn, input.toOn) + 1
    if (length < 1) return refused("organisation.endsBeforeStart", { field: "toOn" })
    if (length > LONGEST) return refused("holiday.tooLong", { field: "toOn", values: { max: LONGEST } })
    const days = Array.from({ length }, (_, index) => addDays(input.fromOn, index))
    if (input.isWorked && days.some((day) => weekday(day) < 6))
      return refused("holiday.notWeekend", { field: "fromOn" })
    const known = await tx.selectFrom("holiday").select("onDay").where("onDay", "in", days).executeTakeFirst()
    if (known)
      return refused("holiday.taken", { field: "fromOn", values: { day: known.onDay.split("-").reverse().join("/") } })
    await tx
      .insertInto("holiday")
      .values(days.map((onDay) => ({ onDay, name, source, isWorked: input.isWorked })))
      .execute()
    recordEvent(tx, "holidays.added", days.map(subjectOf), { ...input, name, source })
    return done({ year: Number(input.fromOn.slice(0, 4)) })
  })
}

const subjectOf = (day: Day): string => `holiday:${day}`

/** Only a day that has not come: what was counted with a past one stays counted so. */
export function removeHoliday(ctx: Ctx, input: { onDay: Day }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    if (input.onDay <= ctx.today) return refused("holiday.past")
    const gone = await tx.deleteFrom("holiday").where("onDay", "=", input.onDay).returningAll().executeTakeFirst()
    if (!gone) throw new NotFound("holiday")
    recordEvent(tx, "holiday.removed", [subjectOf(input.onDay)], {
      name: gone.name,
      source: gone.source,
      isWorked: gone.isWorked,
    })
    return done({ year: Number(input.onDay.slice(0, 4)) })
  })
}
