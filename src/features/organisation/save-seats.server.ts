import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { type Role, roles } from "#shared/actor.ts"
import { addDays, type Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { isLastAdministrator } from "./last-administrator.server.ts"
import { mayAdminister } from "./permissions.ts"

export type SeatInput = {
  personId: string
  role: string
  unitId: string
  fromOn: Day
  toOn: Day | null
  isActing: boolean
}

/** Gives a person a role in a unit, from a day on. An acting head needs a last day: the authority is for a time. */
export function addSeat(ctx: Ctx, input: SeatInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const role = roles.find((each): each is Role => each === input.role)
    if (!role) return refused("organisation.noRole", { field: "role" })
    if (input.toOn && input.toOn < input.fromOn) return refused("organisation.endsBeforeStart", { field: "toOn" })
    if (input.isActing && !input.toOn) return refused("organisation.actingNeedsEnd", { field: "toOn" })
    const fault = await faultOfPlace(tx, input)
    if (fault) return fault
    const same = await tx
      .selectFrom("seat")
      .select("id")
      .where("personId", "=", input.personId)
      .where("role", "=", role)
      .where("unitId", "=", input.unitId)
      .where((where) => where.or([where("toOn", "is", null), where("toOn", ">=", input.fromOn)]))
      .where("fromOn", "<=", input.toOn ?? "9999-12-31")
      .executeTakeFirst()
    if (same) return refused("organisation.seatTaken", { field: "role" })
    const id = ctx.newId()
    await tx
      .insertInto("seat")
      .values({ id, ...input, role })
      .execute()
    recordEvent(tx, "seat.added", [id, input.personId, input.unitId], {
      role,
      fromOn: input.fromOn,
      toOn: input.toOn,
      isActing: input.isActing,
    })
    return done({ seatId: id })
  })
}

async function faultOfPlace(tx: Tx, { personId, unitId, fromOn }: SeatInput): Promise<Outcome<never> | undefined> {
  const person = await tx
    .selectFrom("person")
    .select("endedOn")
    .where("id", "=", personId)
    .forShare()
    .executeTakeFirst()
  const unit = await tx.selectFrom("unit").select("endedOn").where("id", "=", unitId).forShare().executeTakeFirst()
  if (!person || !unit) throw new NotFound("person or unit")
  if (person.endedOn && person.endedOn <= fromOn) return refused("organisation.personOver")
  if (unit.endedOn && unit.endedOn <= fromOn) return refused("organisation.unitOver", { field: "unitId" })
  return undefined
}

export type EndedSeat = { personId: string; unitId: string; role: string }

/**
 * The seat ends with a day; from the next day on it gives no right. Its history stays. `toOn` may be yesterday: at once.
 * @param also what belongs to it in the same transaction, before the seat ends; its refusal is that of the command
 */
export function endSeat(
  ctx: Ctx,
  input: { seatId: string; seenVersion: number; toOn: Day; reason: string },
  also?: (tx: Tx, seat: EndedSeat) => Promise<Outcome<unknown>>,
) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const reason = input.reason.trim()
    if (reason === "") return refused("organisation.reasonMissing", { field: "reason" })
    const seat = await tx.selectFrom("seat").selectAll().where("id", "=", input.seatId).forUpdate().executeTakeFirst()
    if (!seat) throw new NotFound("seat")
    if (seat.version !== input.seenVersion) throw new Stale("seat")
    if (seat.toOn !== null && seat.toOn < ctx.today) return refused("organisation.seatOver")
    if (seat.toOn !== null && input.toOn > seat.toOn) return refused("organisation.endsLater", { field: "toOn" })
    // The past is not rewritten: a seat was valid until yesterday at least, whatever is decided today.
    if (input.toOn < addDays(ctx.today, -1)) return refused("organisation.endsInPast", { field: "toOn" })
    const more = await also?.(tx, seat)
    if (more && !more.ok) return more
    await tx
      .updateTable("seat")
      .set({ toOn: input.toOn, endedReason: reason, version: seat.version + 1 })
      .where("id", "=", seat.id)
      .execute()
    if (await isLastAdministrator(tx, [seat])) return refused("organisation.lastAdministrator")
    recordEvent(tx, "seat.ended", [seat.id, seat.personId, seat.unitId], { toOn: input.toOn, reason })
    return done({ personId: seat.personId })
  })
}
