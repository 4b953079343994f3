import { type Actor, actsAs, actsFor, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor
type PlanUnits = { planOfficeUnitId: string }

export const maySeeConsolidation = (actor: Who): boolean =>
  actsAs(actor, "planOffice", "director", "confirmer", "leadership", "inspector", "homeAffairs")
export const mayEditConsolidation = (actor: Who, plan: PlanUnits): boolean =>
  actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")
/** The director of the plan office answers for the report: checks it, freezes it, issues it. */
export const mayDirect = (actor: Who, plan: PlanUnits): boolean => actsFor(actor, plan.planOfficeUnitId, "director")
/** Leadership receives and directs; it does not approve the report. */
export const mayReceive = (actor: Who): boolean => actsAs(actor, "leadership")
/** Publishing is a step of its own: proposed by the plan office, approved by leadership. */
export const mayProposePublication = mayEditConsolidation
export const mayDecidePublication = (actor: Who): boolean => actsAs(actor, "leadership")
/** The case file holds everything that was sent: for who makes the report, and for inspectors. */
export const mayTakeCaseFile = (actor: Who, plan: PlanUnits): boolean =>
  mayEditConsolidation(actor, plan) || actsAs(actor, "inspector")
/** What reports take concerns who asks for them; by unit, never by person. */
export const maySeeBurden = (actor: Who, plan: PlanUnits): boolean =>
  mayEditConsolidation(actor, plan) || actsAs(actor, "inspector")
