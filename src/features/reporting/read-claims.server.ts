import { sql } from "kysely"
import type { Db } from "#platform/context.server.ts"
import type { Day } from "#shared/day.ts"

export type ClaimLine = {
  id: string
  taskId: string
  taskCode: string
  taskTitle: string
  unitName: string
  unitId: string
  product: string
  claimedOn: Day
  completedOn: Day
  decideBy: Day
  version: number
  entryId: string
  planSlug: string
}

const awaitingClaims = (db: Db) =>
  db
    .selectFrom("claim")
    .innerJoin("assignment", "assignment.id", "claim.assignmentId")
    .innerJoin("entry", "entry.id", "claim.entryId")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")
    .innerJoin("unit", "unit.id", "assignment.unitId")
    .select([
      "claim.id",
      "task.id as taskId",
      "task.code as taskCode",
      "task.title as taskTitle",
      "unit.name as unitName",
      "unit.id as unitId",
      "entry.product",
      "claim.claimedOn",
      "claim.completedOn",
      "claim.decideBy",
      "claim.version",
      "claim.entryId",
      "plan.slug as planSlug",
    ])
    .where("claim.state", "=", "awaiting")
    .orderBy("claim.decideBy")
    .orderBy("claim.id")

/** Claims that wait for a decision of one confirming unit on a day, oldest first. */
export function readAwaitingClaims(db: Db, confirmingUnitId: string, today: Day, limit = 200): Promise<ClaimLine[]> {
  return awaitingClaims(db)
    .where((where) =>
      // what the unit can have to do with, before the function is asked for each
      where.or([
        where("plan.planOfficeUnitId", "=", confirmingUnitId),
        where("plan.confirmerUnitId", "=", confirmingUnitId),
        where.exists(
          where
            .selectFrom("taskConfirmer")
            .select("taskConfirmer.id")
            .whereRef("taskConfirmer.taskId", "=", "task.id")
            .where("taskConfirmer.unitId", "=", confirmingUnitId),
        ),
      ]),
    )
    .where(sql<boolean>`confirming_unit(task.id, ${today}::date) = ${confirmingUnitId}`)
    .limit(limit)
    .execute()
}

export type ClaimElsewhere = ClaimLine & { confirmerName: string }

/** Claims in the plans of an office that another unit must decide, oldest first: who, and since when. */
export const readClaimsElsewhere = (db: Db, officeUnitId: string, today: Day, limit = 100): Promise<ClaimElsewhere[]> =>
  awaitingClaims(db)
    .innerJoin("unit as confirmer", (join) =>
      join.on(sql<boolean>`confirmer.id = confirming_unit(task.id, ${today}::date)`),
    )
    .select("confirmer.name as confirmerName")
    .where("plan.planOfficeUnitId", "=", officeUnitId)
    .where("confirmer.id", "<>", officeUnitId)
    .limit(limit)
    .execute()
