import { type Actor, actsAs, actsFor, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor
type PlanUnits = { planOfficeUnitId: string; confirmerUnitId: string | null }

/** Whose results somebody may check: the plan office those of others, the confirmer unit those of the plan office (rule 2). */
export type Scope = "ofOthers" | "ofOffice"
export function scopeOf(actor: Who, plan: PlanUnits): Scope | null {
  if (actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")) return "ofOthers"
  if (plan.confirmerUnitId !== null && actsFor(actor, plan.confirmerUnitId, "confirmer", "head")) return "ofOffice"
  return null
}

/** The people of the unit that drew the sample. */
export const mayCheckIn = (actor: Who, sample: { unitId: string }): boolean =>
  actsFor(actor, sample.unitId, "planOffice", "director", "confirmer", "head")
/** The unit answers for what it reported. */
export const mayExplain = (actor: Who, item: { reportingUnitId: string }): boolean =>
  actsFor(actor, item.reportingUnitId, "reporter", "head", "planOffice", "director")
/** Who follows all checks of a round. */
export const maySeeSamples = (actor: Who): boolean =>
  actsAs(actor, "planOffice", "director", "confirmer", "leadership", "inspector", "homeAffairs")
