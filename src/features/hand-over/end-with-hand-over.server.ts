import { endPersonNow, endSeatNow } from "#features/organisation/manage-people.server.ts"
import type { Accounts } from "#platform/accounts/accounts.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import type { Role } from "#shared/actor.ts"
import { done } from "#shared/outcome.ts"
import { handOverIn } from "./hand-over.server.ts"
import type { HandOver } from "./hand-over-store.server.ts"
import { worksForUnit } from "./in-hand.ts"

/* What pages and the demonstration call: the organisation ends a seat or a person, and what was in hand goes over, in one transaction. */

type EndSeatInput = Parameters<typeof endSeatNow>[2] & { successorId: string }

/** A seat ends, and what its person has in hand there goes over, in one transaction. */
export const endSeatHandingOver = (ctx: Ctx, accounts: Accounts, { successorId, ...input }: EndSeatInput) =>
  endSeatNow(ctx, accounts, input, async (tx, seat) =>
    successorId === "" && (await keepsSeat(ctx, tx, seat, input.seatId))
      ? done(undefined)
      : handOverIn(ctx, tx, endedOf(seat, successorId, input.reason), "successor"),
  )

/** Who keeps another seat in the unit goes on with their work, unless a successor was chosen. */
async function keepsSeat(ctx: Ctx, tx: Tx, seat: { personId: string; unitId: string }, seatId: string) {
  const other = await tx
    .selectFrom("seat")
    .select("id")
    .where("personId", "=", seat.personId)
    .where("unitId", "=", seat.unitId)
    .where("id", "<>", seatId)
    .where("fromOn", "<=", ctx.today)
    .where("toOn", "is", null)
    .executeTakeFirst()
  return other !== undefined
}

type EndPersonInput = Parameters<typeof endPersonNow>[2] & { successors: Readonly<Record<string, string>> }

/** A person leaves: what they have in hand goes over unit by unit. */
export const endPersonHandingOver = (ctx: Ctx, accounts: Accounts, { successors, ...input }: EndPersonInput) =>
  endPersonNow(ctx, accounts, input, async (tx, seats) => {
    const working = [...seats].sort(
      (a, b) => Number(worksForUnit(a.role as Role)) - Number(worksForUnit(b.role as Role)),
    )
    const byUnit = new Map(working.map((seat) => [seat.unitId, seat]))
    for (const seat of byUnit.values()) {
      const handed = endedOf(seat, successors[seat.unitId] ?? "", input.reason)
      const outcome = await handOverIn(ctx, tx, handed, `successor-${seat.unitId}`)
      if (!outcome.ok) return outcome
    }
    return done(undefined)
  })

const endedOf = (
  seat: { personId: string; unitId: string; role: string },
  successorId: string,
  reason: string,
): HandOver => ({
  unitId: seat.unitId,
  role: seat.role as Role,
  fromPersonId: seat.personId,
  toPersonId: successorId || null,
  occasion: "ended",
  reason: reason.trim(),
  untilOn: null,
})
