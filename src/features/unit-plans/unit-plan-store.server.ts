import type { Db, Tx } from "#platform/context.server.ts"
import { NotFound, Stale } from "#platform/errors.ts"
import type { StepFacts, UnitPlanStatus } from "./unit-plan.ts"

/** @throws NotFound */
export async function lockUnitPlan(tx: Tx, unitPlanId: string) {
  const plan = await tx.selectFrom("unitPlan").selectAll().where("id", "=", unitPlanId).forUpdate().executeTakeFirst()
  if (!plan) throw new NotFound("unitPlan")
  return { ...plan, status: plan.status as UnitPlanStatus }
}

/** A step of a plan whose row is locked. @throws NotFound, Stale */
export async function stepOf(tx: Tx, unitPlanId: string, stepId: string, seenVersion: number) {
  const step = await tx
    .selectFrom("unitPlanStep")
    .selectAll()
    .where("id", "=", stepId)
    .where("unitPlanId", "=", unitPlanId)
    .executeTakeFirst()
  if (!step) throw new NotFound("step")
  if (step.version !== seenVersion) throw new Stale("step")
  return step
}

export const assignments = (db: Db) =>
  db
    .selectFrom("assignment")
    .innerJoin("task", "task.id", "assignment.taskId")
    .innerJoin("plan", "plan.id", "task.planId")

/** Assignments of a unit that stand: in a plan that is in force, on a task that is neither dropped nor replaced. */
export const standingAssignments = (db: Db, unitId: string) =>
  assignments(db)
    .where("assignment.unitId", "=", unitId)
    .where("assignment.endedOn", "is", null)
    .where("task.retiredOn", "is", null)
    .where("task.droppedOn", "is", null)
    .where("plan.supersededOn", "is", null)
    .where("plan.undoneOn", "is", null)

export async function standingAssignmentIds(db: Db, unitId: string): Promise<Set<string>> {
  const rows = await standingAssignments(db, unitId).select("assignment.id").execute()
  return new Set(rows.map((row) => row.id))
}

export async function saveStepAssignments(tx: Tx, stepId: string, assignmentIds: readonly string[]): Promise<void> {
  await tx.deleteFrom("unitPlanStepAssignment").where("stepId", "=", stepId).execute()
  await tx
    .insertInto("unitPlanStepAssignment")
    .values(assignmentIds.map((assignmentId) => ({ stepId, assignmentId })))
    .execute()
}

export type KeptStep = StepFacts & { id: string; doneOn: string | null; position: number; version: number }

/** The steps of a plan in their order, each with the assignments that it serves. Two queries. */
export async function readSteps(db: Db, unitPlanId: string): Promise<KeptStep[]> {
  const steps = await db
    .selectFrom("unitPlanStep")
    .leftJoin("person", "person.id", "unitPlanStep.personId")
    .selectAll("unitPlanStep")
    .select("person.name as knownPerson")
    .where("unitPlanId", "=", unitPlanId)
    .orderBy("position")
    .execute()
  const links = await db
    .selectFrom("unitPlanStepAssignment")
    .innerJoin("unitPlanStep", "unitPlanStep.id", "unitPlanStepAssignment.stepId")
    .select(["stepId", "assignmentId"])
    .where("unitPlanStep.unitPlanId", "=", unitPlanId)
    .execute()
  const byStep = Map.groupBy(links, (link) => link.stepId)
  return steps.map(({ knownPerson, unitPlanId: _, ...step }) => ({
    ...step,
    personName: knownPerson ?? step.personName,
    assignmentIds: (byStep.get(step.id) ?? []).map((link) => link.assignmentId),
  }))
}
