import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import type { Role } from "#shared/actor.ts"
import { roles } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { done, refused } from "#shared/outcome.ts"
import { mayAdminister } from "./permissions.ts"

export type PersonInput = { name: string; email: string; position: string | null; userId?: string | undefined }

/** A person of the organisation; what they may do comes from seats, how they sign in from an invitation. */
export function addPerson(ctx: Ctx, input: PersonInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const name = input.name.trim()
    const email = input.email.trim().toLowerCase()
    if (name === "") return refused("organisation.nameMissing", { field: "name" })
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return refused("organisation.noEmail", { field: "email" })
    const same = await tx.selectFrom("person").select("id").where("email", "=", email).executeTakeFirst()
    if (same) return refused("organisation.emailTaken", { field: "email", values: { email } })
    const id = ctx.newId()
    await tx.insertInto("person").values({ id, name, email, position: input.position?.trim() || null, userId: input.userId ?? null }).execute()
    recordEvent(tx, "person.added", id)
    return done({ personId: id })
  })
}

export type SeatInput = { personId: string; role: string; unitId: string; fromOn: Day; toOn: Day | null; isActing: boolean }

/** Gives a person a role in a unit, from a day on. An acting head needs a last day: the authority is for a time. */
export function addSeat(ctx: Ctx, input: SeatInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const role = roles.find((each): each is Role => each === input.role)
    if (!role) return refused("organisation.noRole", { field: "role" })
    if (input.toOn && input.toOn < input.fromOn) return refused("organisation.endsBeforeStart", { field: "toOn" })
    if (input.isActing && !input.toOn) return refused("organisation.actingNeedsEnd", { field: "toOn" })
    await assertExists(tx, input)
    const same = await tx
      .selectFrom("seat")
      .select("id")
      .where("personId", "=", input.personId)
      .where("role", "=", role)
      .where("unitId", "=", input.unitId)
      .where((where) => where.or([where("toOn", "is", null), where("toOn", ">=", input.fromOn)]))
      .executeTakeFirst()
    if (same) return refused("organisation.seatTaken", { field: "role" })
    const id = ctx.newId()
    await tx.insertInto("seat").values({ id, ...input, role }).execute()
    recordEvent(tx, "seat.added", [id, input.personId, input.unitId], { role, fromOn: input.fromOn, toOn: input.toOn })
    return done({ seatId: id })
  })
}

async function assertExists(tx: Tx, { personId, unitId }: { personId: string; unitId: string }): Promise<void> {
  const person = await tx.selectFrom("person").select("id").where("id", "=", personId).executeTakeFirst()
  const unit = await tx.selectFrom("unit").select("id").where("id", "=", unitId).executeTakeFirst()
  if (!person || !unit) throw new NotFound("person or unit")
}

/** The seat ends with a day; from the next day on it gives no right. Its history stays. */
export function endSeat(ctx: Ctx, input: { seatId: string; seenVersion: number; toOn: Day; reason: string }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    if (input.reason.trim() === "") return refused("organisation.reasonMissing", { field: "reason" })
    const seat = await tx.selectFrom("seat").selectAll().where("id", "=", input.seatId).forUpdate().executeTakeFirst()
    if (!seat) throw new NotFound("seat")
    if (seat.version !== input.seenVersion) throw new Stale("seat")
    if (await isLastAdministrator(tx, seat)) return refused("organisation.lastAdministrator")
    await tx.updateTable("seat").set({ toOn: input.toOn, endedReason: input.reason.trim(), version: seat.version + 1 }).where("id", "=", seat.id).execute()
    recordEvent(tx, "seat.ended", [seat.id, seat.personId, seat.unitId], { toOn: input.toOn, reason: input.reason })
    return done({ personId: seat.personId })
  })
}

async function isLastAdministrator(tx: Tx, seat: { id: string; role: string }): Promise<boolean> {
  if (seat.role !== "administrator") return false
  const other = await tx.selectFrom("seat").select("id").where("role", "=", "administrator").where("toOn", "is", null).where("id", "!=", seat.id).executeTakeFirst()
  return !other
}
