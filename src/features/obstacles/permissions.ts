import { type Actor, actsAs, actsFor, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor
type OfPlan = { planOfficeUnitId: string }

/** Who writes for a unit that carries a task out. */
const writers = ["reporter", "head", "planOffice", "director", "confirmer"] as const
/** Every seat of the answering unit but those that only read or administer. */
const answerers = [...writers, "leadership", "finance", "homeAffairs"] as const

/** @param unitIds the leads and the coordinating units of the task */
export const mayRaise = (actor: Who, unitIds: readonly string[]): boolean =>
  unitIds.some((unitId) => actsFor(actor, unitId, ...writers))
/** Who raised it says whether it is solved, takes it back, or opens it again. */
export const mayJudge = (actor: Who, obstacle: { unitId: string }): boolean =>
  actsFor(actor, obstacle.unitId, ...writers)
/** Who answers, passes on or sends up. At the central level the answer comes on paper: leadership or the plan office records it. */
export const mayAnswer = (
  actor: Who,
  obstacle: OfPlan & { level: string; answeringUnitId: string | null; unitId: string },
): boolean =>
  (obstacle.answeringUnitId !== null && actsFor(actor, obstacle.answeringUnitId, ...answerers)) ||
  (obstacle.level === "central" && actsFor(actor, obstacle.planOfficeUnitId, "planOffice", "director"))
/** Joins and parts, sets the days of the levels, confirms causes of lateness. */
export const mayArrange = (actor: Who, plan: OfPlan): boolean =>
  actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")
/** Who follows the obstacles of all units. */
export const seesAllObstacles = (actor: Who): boolean =>
  actsAs(actor, "planOffice", "director", "confirmer", "leadership", "inspector")
