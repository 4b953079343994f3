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

/** Claims that wait for a decision of one confirming unit, oldest first. */
export async function readAwaitingClaims(db: Db, confirmingUnitId: string, limit = 200): Promise<ClaimLine[]> {
  return db
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
    .where((where) => {
      const officeLeads = where.exists(
        where
          .selectFrom("assignment as own")
          .whereRef("own.taskId", "=", "task.id")
          .whereRef("own.unitId", "=", "plan.planOfficeUnitId")
          .where("own.endedOn", "is", null)
          .select("own.id"),
      )
      return where.or([
        where.and([where("plan.planOfficeUnitId", "=", confirmingUnitId), where.not(officeLeads)]),
        where.and([where("plan.confirmerUnitId", "=", confirmingUnitId), officeLeads]),
      ])
    })
    .orderBy("claim.decideBy")
    .orderBy("claim.id")
    .limit(limit)
    .execute()
}
