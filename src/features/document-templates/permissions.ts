import { mayEditPlan, seesWholePlan } from "#features/plans/permissions.ts"
import type { Actor, SystemActor } from "#shared/actor.ts"

type PlanUnits = { planOfficeUnitId: string }

/** A template decides what leaves in the plan office's name: the plan office keeps it, not the administrator of the server. */
export const mayKeepTemplates = (actor: Actor | SystemActor, plan: PlanUnits): boolean => mayEditPlan(actor, plan)
export const maySeeTemplates = (actor: Actor, plan: PlanUnits): boolean =>
  mayKeepTemplates(actor, plan) || seesWholePlan(actor)
