import { type Actor, actsAs, actsFor, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor
type PlanUnits = { planOfficeUnitId: string }

/** The program itself loads plans (`tiendo plan import`, the demonstration); of people, only the plan office. */
export const mayImportPlan = (actor: Who, planOfficeUnitId: string): boolean =>
  actor.seat === null || actsFor(actor, planOfficeUnitId, "planOffice", "director")
export const mayEditPlan = (actor: Who, plan: PlanUnits): boolean =>
  actor.seat === null || actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")

/** Every official with a seat reads the plan; it is no secret. */
export const mayReadPlan = (actor: Who): boolean => actor.seat === null || actor.seats.length > 0
export const seesWholePlan = (actor: Who): boolean =>
  actsAs(
    actor,
    "planOffice",
    "director",
    "confirmer",
    "leadership",
    "finance",
    "homeAffairs",
    "inspector",
    "administrator",
  )
/** Who reads the approved plans of other units. */
export const seesUnitWork = (actor: Who): boolean =>
  actsAs(actor, "planOffice", "director", "confirmer", "leadership", "inspector")
