import type { Db } from "#platform/context.server.ts"
import { prepared, type Values } from "#platform/db/prepared.server.ts"
import type { Actor, Role, Seat } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"

const readSeats = prepared((db, value: Values<{ userId: string; today: Day }>) =>
  db
    .selectFrom("person")
    .innerJoin("seat", "seat.personId", "person.id")
    .innerJoin("unit", "unit.id", "seat.unitId")
    .select((select) => [
      select.selectFrom("history.head").select("hash").limit(1).as("historyHead"),
      "person.id as personId",
      "person.name as personName",
      "seat.id",
      "seat.role",
      "seat.unitId",
      "seat.isActing",
      "unit.name as unitName",
      select
        .exists(
          select
            .selectFrom("taskConfirmer")
            .select("taskConfirmer.id")
            .whereRef("taskConfirmer.unitId", "=", "seat.unitId")
            .where("taskConfirmer.endedOn", "is", null),
        )
        .as("confirms"),
    ])
    .where("person.userId", "=", value("userId"))
    .where("seat.fromOn", "<=", value("today"))
    .where((where) => where.or([where("seat.toOn", "is", null), where("seat.toOn", ">=", value("today"))]))
    .where((where) => where.or([where("person.endedOn", "is", null), where("person.endedOn", ">", value("today"))]))
    .orderBy("seat.fromOn")
    .orderBy("seat.id"),
)

/**
 * Who a user is today: the person and the seats that are valid on that day, and where the history stood at that moment.
 * @param chosenSeatId the seat that the person switched to; the first one counts when it is no longer theirs
 * @returns undefined when the user has no seat today; `historyHead` is the hash of the last event, hexadecimal
 */
export async function readActor(
  db: Db,
  userId: string,
  today: Day,
  chosenSeatId?: string,
): Promise<{ actor: Actor; historyHead: string } | undefined> {
  const rows = await readSeats(db, { userId, today })
  const first = rows[0]
  if (!first) return undefined
  const seats: Seat[] = rows.map(({ id, role, unitId, unitName, isActing, confirms }) => ({
    id,
    role: role as Role,
    unitId,
    unitName,
    isActing,
    confirms: Boolean(confirms),
  }))
  const seat = seats.find((each) => each.id === chosenSeatId) ?? seats[0]!
  return {
    actor: { personId: first.personId, name: first.personName, seat, seats },
    historyHead: first.historyHead?.toString("hex") ?? "",
  }
}
