import { type ExpressionBuilder, sql } from "kysely"
import type { Ctx, Db } from "#platform/context.server.ts"
import type { DB } from "#platform/db/schema.ts"
import { NotFound } from "#platform/errors.ts"
import type { Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import { type InvitationState, invitationState } from "./invitation.ts"
import type { PeopleFilter } from "./people-filter.ts"

export const PEOPLE_PAGE = 50

export type SeatLine = {
  id: string
  role: Role
  unitId: string
  unitName: string
  fromOn: Day
  toOn: Day | null
  isActing: boolean
  endedReason: string | null
  version: number
}
export type PersonLine = {
  id: string
  name: string
  email: string
  position: string | null
  endedOn: Day | null
  hasAccount: boolean
  seats: SeatLine[]
}

/** One page of people, each with the seats that are valid today. Three queries, whatever the number of people. */
export async function readPeople(
  ctx: Ctx,
  filter: PeopleFilter,
  page: number,
): Promise<{ people: PersonLine[]; found: number; all: number }> {
  const { db, today } = ctx
  const matching = db.selectFrom("person").where((where) => where.and(conditions(where, filter, today)))
  const rows = await matching
    .select(["id", "name", "email", "position", "endedOn", "userId"])
    .orderBy(sql`name collate "vi-x-icu"`)
    .orderBy("id")
    .limit(PEOPLE_PAGE)
    .offset((page - 1) * PEOPLE_PAGE)
    .execute()
  const { found } = await matching.select((of) => of.fn.countAll<bigint>().as("found")).executeTakeFirstOrThrow()
  const { all } = await db
    .selectFrom("person")
    .select((of) => of.fn.countAll<bigint>().as("all"))
    .executeTakeFirstOrThrow()
  const ids = rows.map((row) => row.id)
  const seats = Map.groupBy(ids.length > 0 ? await seatsOf(db, ids) : [], (seat) => seat.personId)
  const people = rows.map(({ userId, ...person }) => ({
    ...person,
    hasAccount: userId !== null,
    seats: (seats.get(person.id) ?? []).filter((seat) => isValid(seat, today)),
  }))
  return { people, found: Number(found), all: Number(all) }
}

export const isValid = (seat: { fromOn: Day; toOn: Day | null }, today: Day): boolean =>
  seat.fromOn <= today && (seat.toOn === null || seat.toOn >= today)

function conditions(where: ExpressionBuilder<DB, "person">, filter: PeopleFilter, today: Day) {
  const held = (more: { role?: string; unitId?: string }) =>
    where.exists(
      where
        .selectFrom("seat")
        .select("seat.id")
        .whereRef("seat.personId", "=", "person.id")
        .where("seat.fromOn", "<=", today)
        .where((seat) => seat.or([seat("seat.toOn", "is", null), seat("seat.toOn", ">=", today)]))
        .$if(more.role !== undefined, (query) => query.where("seat.role", "=", more.role!))
        .$if(more.unitId !== undefined, (query) => query.where("seat.unitId", "=", more.unitId!)),
    )
  const isGone = where.and([where("person.endedOn", "is not", null), where("person.endedOn", "<=", today)])
  const all = folded(filter.text)
    .split(" ")
    .filter(Boolean)
    .map((word) => where("person.folded", "like", `%${word}%`))
  if (filter.role || filter.unitId)
    all.push(held({ ...(filter.role && { role: filter.role }), ...(filter.unitId && { unitId: filter.unitId }) }))
  if (filter.state === "ended") all.push(isGone)
  if (filter.state === "withoutAccount") all.push(where("person.userId", "is", null), where.not(isGone))
  if (filter.state === "withoutSeat") all.push(where.not(held({})), where.not(isGone))
  return all
}

async function seatsOf(db: Db, personIds: readonly string[]): Promise<(SeatLine & { personId: string })[]> {
  const rows = await db
    .selectFrom("seat")
    .innerJoin("unit", "unit.id", "seat.unitId")
    .selectAll("seat")
    .select("unit.name as unitName")
    .where("seat.personId", "in", [...personIds])
    .orderBy("seat.fromOn", "desc")
    .orderBy("seat.id")
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role }))
}

export type PersonDetail = PersonLine & {
  version: number
  endedReason: string | null
  hasSecondFactor: boolean
  invitation: { state: InvitationState; sentBy: string; createdAt: string; expiresAt: string } | null
}

/** A person with every seat, past ones too, and their latest invitation. @throws NotFound */
export async function readPerson(
  ctx: Ctx,
  personId: string,
  accounts: { hasSecondFactor: (userId: string) => Promise<boolean> },
): Promise<PersonDetail> {
  const { db, now } = ctx
  const person = await db.selectFrom("person").selectAll().where("id", "=", personId).executeTakeFirst()
  if (!person) throw new NotFound("person")
  const latest = await db
    .selectFrom("invitation")
    .selectAll()
    .where("personId", "=", personId)
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst()
  const { userId, folded: _, ...facts } = person
  return {
    ...facts,
    hasAccount: userId !== null,
    hasSecondFactor: userId !== null && (await accounts.hasSecondFactor(userId)),
    seats: await seatsOf(db, [personId]),
    invitation: latest
      ? {
          state: invitationState(latest, now),
          sentBy: latest.sentBy,
          createdAt: latest.createdAt.toISOString(),
          expiresAt: latest.expiresAt.toISOString(),
        }
      : null,
  }
}
