import type { Accounts } from "#platform/accounts/accounts.server.ts"
import type { Ctx, Tx } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

/** Every seat of a unit or a person that goes on after a day ends with that day. @returns the seats that ended */
export function endSeatsWith(tx: Tx, whose: { unitId: string } | { personId: string }, toOn: Day, endedReason: string) {
  return tx
    .updateTable("seat")
    .set((set) => ({ toOn, endedReason, version: set("version", "+", 1) }))
    .where((where) => ("unitId" in whose ? where("unitId", "=", whose.unitId) : where("personId", "=", whose.personId)))
    .where((where) => where.or([where("toOn", "is", null), where("toOn", ">", toOn)]))
    .returning(["id", "personId", "role", "unitId"])
    .execute()
}

/**
 * Who holds no seat today is signed out everywhere at once. Called after the commit: the gate lets nobody in without a seat anyhow,
 * this closes what is open.
 */
export async function endSessionsWithoutSeat(
  ctx: Ctx,
  accounts: Accounts,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  const people = await ctx.db
    .selectFrom("person")
    .select(["id", "userId"])
    .where("id", "in", [...personIds])
    .where("userId", "is not", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("seat")
            .select("seat.id")
            .whereRef("seat.personId", "=", "person.id")
            .where("seat.fromOn", "<=", ctx.today)
            .where((where) => where.or([where("seat.toOn", "is", null), where("seat.toOn", ">=", ctx.today)])),
        ),
      ),
    )
    .execute()
  for (const { userId } of people) await accounts.endSessions(userId!)
}
