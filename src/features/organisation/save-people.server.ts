import type { Ctx, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import { inTransaction, recordEvent } from "#platform/history/in-transaction.server.ts"
import { addDays, type Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { endSeatsWith } from "./end-seats.server.ts"
import { isLastAdministrator } from "./last-administrator.server.ts"
import { mayAdminister } from "./permissions.ts"
import type { EndedSeat } from "./save-seats.server.ts"

export type PersonInput = { name: string; email: string; position: string | null; userId?: string | undefined }

/** A person of the organisation; what they may do comes from seats, how they sign in from an invitation. */
export function addPerson(ctx: Ctx, input: PersonInput) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const facts = await checkedFacts(tx, input)
    if (!facts.ok) return facts
    const id = ctx.newId()
    await tx
      .insertInto("person")
      .values({ id, ...facts.value, userId: input.userId ?? null })
      .execute()
    recordEvent(tx, "person.added", id)
    return done({ personId: id })
  })
}

/** The history names what was changed, never the old or new text: it must hold nothing that the law may make us erase. */
export function changePerson(ctx: Ctx, input: { personId: string; seenVersion: number; facts: PersonInput }) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const person = await lockPerson(tx, input.personId)
    if (person.version !== input.seenVersion) throw new Stale("person")
    const facts = await checkedFacts(tx, input.facts, person.id)
    if (!facts.ok) return facts
    const { name, email, position } = facts.value
    const changed = Object.entries({ name, email, position }).flatMap(([fact, value]) =>
      person[fact as "name"] === value ? [] : [fact],
    )
    if (changed.length > 0) {
      await tx
        .updateTable("person")
        .set(facts.value)
        .set({ version: person.version + 1 })
        .where("id", "=", person.id)
        .execute()
      recordEvent(tx, "person.changed", person.id, { changed })
    }
    return done({ personId: person.id, userId: person.userId, name, email })
  })
}

async function checkedFacts(
  tx: Tx,
  input: PersonInput,
  ownId?: string,
): Promise<Outcome<{ name: string; email: string; position: string | null; folded: string }>> {
  const name = input.name.replace(/\s+/g, " ").trim()
  const email = input.email.trim().toLowerCase()
  const position = input.position?.trim() || null
  if (name === "") return refused("organisation.nameMissing", { field: "name" })
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254)
    return refused("organisation.noEmail", { field: "email" })
  const same = await tx.selectFrom("person").select("id").where("email", "=", email).executeTakeFirst()
  if (same && same.id !== ownId) return refused("organisation.emailTaken", { field: "email", values: { email } })
  return done({ name, email, position, folded: folded(`${name} ${email} ${position ?? ""}`) })
}

async function lockPerson(tx: Tx, personId: string) {
  const person = await tx.selectFrom("person").selectAll().where("id", "=", personId).forUpdate().executeTakeFirst()
  if (!person) throw new NotFound("person")
  return person
}

/**
 * The person leaves: from `endedOn` on no seat is theirs and no way in. What they did stays under their name.
 * @param also what belongs to it in the same transaction, for the seats that end; its refusal is that of the command
 */
export function endPerson(
  ctx: Ctx,
  input: { personId: string; seenVersion: number; endedOn: Day; reason: string },
  also?: (tx: Tx, seats: readonly EndedSeat[]) => Promise<Outcome<unknown>>,
) {
  return inTransaction(ctx, async (tx) => {
    if (!mayAdminister(ctx.actor)) return refused("organisation.onlyAdministrator")
    const reason = input.reason.trim()
    if (reason === "") return refused("organisation.reasonMissing", { field: "reason" })
    const person = await lockPerson(tx, input.personId)
    if (person.version !== input.seenVersion) throw new Stale("person")
    if (person.endedOn) return refused("organisation.personOver")
    const seats = await endSeatsWith(tx, { personId: person.id }, addDays(input.endedOn, -1), reason)
    const version = person.version + 1
    await tx
      .updateTable("person")
      .set({ endedOn: input.endedOn, endedReason: reason, version })
      .where("id", "=", person.id)
      .execute()
    if (await isLastAdministrator(tx, seats)) return refused("organisation.lastAdministrator")
    const more = await also?.(tx, seats)
    if (more && !more.ok) return more
    await tx
      .updateTable("invitation")
      .set({ voidedAt: ctx.now })
      .where("personId", "=", person.id)
      .where("acceptedAt", "is", null)
      .where("voidedAt", "is", null)
      .execute()
    for (const seat of seats) recordEvent(tx, "seat.ended", [seat.id, person.id, seat.unitId], { reason })
    recordEvent(tx, "person.ended", person.id, { endedOn: input.endedOn, reason, seats: seats.length })
    return done({ personId: person.id })
  })
}
