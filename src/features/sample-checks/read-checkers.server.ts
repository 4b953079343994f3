import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

export type Checker = { id: string; name: string }

/** The people of a unit who may check on a day: plan office, director, confirmer, head. */
export const readCheckers = (db: Db, unitId: string, today: Day): Promise<Checker[]> =>
  db
    .selectFrom("person")
    .select(["person.id", "person.name"])
    .where("person.endedOn", "is", null)
    .where((where) =>
      where.exists(
        where
          .selectFrom("seat")
          .select("seat.id")
          .whereRef("seat.personId", "=", "person.id")
          .where("seat.unitId", "=", unitId)
          .where("seat.role", "in", ["planOffice", "director", "confirmer", "head"])
          .where("seat.fromOn", "<=", today)
          .where((seat) => seat.or([seat("seat.toOn", "is", null), seat("seat.toOn", ">=", today)])),
      ),
    )
    .orderBy(sql`name collate "vi-x-icu"`)
    .orderBy("id")
    .limit(100)
    .execute()
