import { sql } from "kysely"
import { governmentName } from "#features/documents/official-names.ts"
import type { Ctx, Db } from "#platform/context.server.ts"
import { NotFound } from "#platform/errors.ts"
import type { Actor, Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"
import { isId } from "#shared/id.ts"
import { headRoles, type InHand, writerRoles } from "./in-hand.ts"
import { mayReadHandOver } from "./permissions.ts"

export const HAND_OVERS_PAGE = 50

export type HandOverLine = {
  id: string
  unitId: string
  unitName: string
  fromPersonId: string
  fromName: string
  toPersonId: string | null
  toName: string | null
  role: Role
  occasion: "ended" | "leave"
  reason: string
  untilOn: Day | null
  madeOn: Day
  namedOn: Day | null
  items: number
  version: number
}

const lines = (db: Db) =>
  db
    .selectFrom("handOver")
    .innerJoin("unit", "unit.id", "handOver.unitId")
    .innerJoin("person as giver", "giver.id", "handOver.fromPersonId")
    .leftJoin("person as taker", "taker.id", "handOver.toPersonId")
    .selectAll("handOver")
    .select(["unit.name as unitName", "giver.name as fromName", "taker.name as toName"])
    .select((select) =>
      select
        .selectFrom("handOverItem")
        .whereRef("handOverItem.handOverId", "=", "handOver.id")
        .select(sql<number>`count(*)::int`.as("count"))
        .as("items"),
    )

/** One page of the hand-overs of a unit, or of all; those without a successor first. Two queries. */
export async function readHandOvers(db: Db, unitId: string | null, page: number) {
  const rows = await lines(db)
    .$if(unitId !== null, (query) => query.where("handOver.unitId", "=", unitId!))
    .orderBy(sql`hand_over.to_person_id is not null`)
    .orderBy("handOver.madeOn", "desc")
    .orderBy("handOver.id", "desc")
    .limit(HAND_OVERS_PAGE)
    .offset((page - 1) * HAND_OVERS_PAGE)
    .execute()
  const { found } = await db
    .selectFrom("handOver")
    .select((of) => of.fn.countAll<bigint>().as("found"))
    .$if(unitId !== null, (query) => query.where("unitId", "=", unitId!))
    .executeTakeFirstOrThrow()
  return { handOvers: rows as HandOverLine[], found: Number(found) }
}

/** @throws NotFound for who may not read it */
export async function readHandOver(
  ctx: Ctx & { actor: Actor },
  id: string,
): Promise<HandOverLine & { list: InHand[] }> {
  const row = isId(id) ? await lines(ctx.db).where("handOver.id", "=", id).executeTakeFirst() : undefined
  if (!row || !mayReadHandOver(ctx.actor, row.unitId)) throw new NotFound("handOver")
  const list = await ctx.db
    .selectFrom("handOverItem")
    .select(["kind", "subjectId", "title", "dueOn", "moves"])
    .where("handOverId", "=", id)
    .orderBy("position")
    .execute()
  return { ...(row as HandOverLine), list: list as InHand[] }
}

/** What was left in a unit without a successor. */
export const readWaitingHandOvers = async (db: Db, unitId: string): Promise<HandOverLine[]> =>
  (await lines(db)
    .where("handOver.unitId", "=", unitId)
    .where("handOver.toPersonId", "is", null)
    .orderBy("handOver.madeOn")
    .limit(20)
    .execute()) as HandOverLine[]

/** What somebody received since a day. */
export const readReceivedHandOvers = async (db: Db, personId: string, since: Day): Promise<HandOverLine[]> =>
  (await lines(db)
    .where("handOver.toPersonId", "=", personId)
    .where("handOver.namedOn", ">=", since)
    .orderBy("handOver.namedOn", "desc")
    .limit(20)
    .execute()) as HandOverLine[]

export type Vacancy = { unitId: string; unitName: string; hasWriter: boolean; hasHead: boolean; tasks: number }

/** Units with open tasks that have nobody who reports, or nobody who answers for them, on a day. One query. */
export async function readVacancies(db: Db, today: Day): Promise<Vacancy[]> {
  const has = (roles: readonly string[]) => sql`exists (
    select from seat join person on person.id = seat.person_id and (person.ended_on is null or person.ended_on > ${today})
    where seat.unit_id = unit.id and seat.role = any (${[...roles]}::text[]) and seat.from_on <= ${today}
      and (seat.to_on is null or seat.to_on >= ${today}))`
  const { rows } = await sql<Vacancy>`
    select * from (
      select unit.id as unit_id, unit.name as unit_name, unit.position, ${has(writerRoles)} as has_writer,
        ${has(headRoles)} as has_head, open.tasks
      from unit
      cross join lateral (
        select count(*)::int as tasks from assignment
        join task on task.id = assignment.task_id and task.retired_on is null and task.dropped_on is null
        join plan on plan.id = task.plan_id and plan.superseded_on is null and plan.undone_on is null
        where assignment.unit_id = unit.id and assignment.ended_on is null
      ) open
      where (unit.ended_on is null or unit.ended_on > ${today}) and open.tasks > 0
    ) owing
    where not has_writer or not has_head
    order by position, unit_name limit 300`.execute(db)
  return rows
}

export type Colleague = { id: string; name: string; roles: Role[] }

/** The people of a unit on a day, for whoever hands work over in it. */
export async function readColleagues(db: Db, unitId: string, today: Day): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select person.id, person.name, array_agg(distinct seat.role) as roles
    from person join seat on seat.person_id = person.id
    where seat.unit_id = ${unitId} and person.ended_on is null and seat.from_on <= ${today}
      and (seat.to_on is null or seat.to_on >= ${today})
    group by person.id order by person.name collate "vi-x-icu", person.id limit 200`.execute(db)
  return rows
}

/** The People's Committee that issued the oldest plan in force: it heads the documents of its agencies. */
export async function readGovernment(db: Db): Promise<string | null> {
  const plan = await db
    .selectFrom("plan")
    .innerJoin("document", "document.id", "plan.documentId")
    .select("document.issuer")
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)
    .orderBy("plan.startedOn")
    .executeTakeFirst()
  return governmentName(plan?.issuer ?? null)
}
