import { createHash, randomBytes } from "node:crypto"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url")

/**
 * Makes the address of this seat's calendar; an earlier one stops to work. The token is shown once and kept as a hash.
 * @returns token: null when this same form was sent before, and its token with it
 */
export async function makeCalendarFeed(ctx: Ctx) {
  const token = randomBytes(24).toString("base64url")
  const outcome = await inTransaction(ctx, async (tx) => {
    const seatId = ctx.actor.seat?.id
    if (!seatId) return refused("calendar.noSeat")
    await tx
      .updateTable("calendarFeed")
      .set({ endedAt: ctx.now })
      .where("seatId", "=", seatId)
      .where("endedAt", "is", null)
      .execute()
    const id = ctx.newId()
    await tx
      .insertInto("calendarFeed")
      .values({ id, seatId, tokenHash: hashOf(token), createdAt: ctx.now })
      .execute()
    recordEvent(tx, "calendar.made", [id, seatId])
    return done({ tokenHash: hashOf(token) })
  })
  if (!outcome.ok) return outcome
  return done({ token: outcome.value.tokenHash === hashOf(token) ? token : null })
}

export function endCalendarFeed(ctx: Ctx) {
  return inTransaction(ctx, async (tx) => {
    const seatId = ctx.actor.seat?.id
    if (!seatId) return refused("calendar.noSeat")
    const ended = await tx
      .updateTable("calendarFeed")
      .set({ endedAt: ctx.now })
      .where("seatId", "=", seatId)
      .where("endedAt", "is", null)
      .returning("id")
      .execute()
    for (const { id } of ended) recordEvent(tx, "calendar.ended", [id, seatId])
    return done({ ended: ended.length })
  })
}

export const hasCalendarFeed = async (db: Db, seatId: string): Promise<boolean> =>
  (await db
    .selectFrom("calendarFeed")
    .select("id")
    .where("seatId", "=", seatId)
    .where("endedAt", "is", null)
    .executeTakeFirst()) !== undefined

export type FeedSeat = { id: string; role: Role; unitId: string; unitName: string }

/** Whose calendar an address opens. An ended seat, person or address opens none. @throws NotFound */
export async function readFeedSeat(db: Db, token: string, today: Day): Promise<FeedSeat> {
  const seat = await db
    .selectFrom("calendarFeed")
    .innerJoin("seat", "seat.id", "calendarFeed.seatId")
    .innerJoin("person", "person.id", "seat.personId")
    .innerJoin("unit", "unit.id", "seat.unitId")
    .select(["seat.id", "seat.role", "seat.unitId", "unit.name as unitName"])
    .where("calendarFeed.tokenHash", "=", hashOf(token))
    .where("calendarFeed.endedAt", "is", null)
    .where("person.endedOn", "is", null)
    .where("seat.fromOn", "<=", today)
    .where((where) => where.or([where("seat.toOn", "is", null), where("seat.toOn", ">=", today)]))
    .executeTakeFirst()
  if (!seat) throw new NotFound("calendar")
  return { ...seat, role: seat.role as Role }
}
