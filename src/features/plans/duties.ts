/** Whom a duty is given to: a unit by its name, or the units that a collective name stands for. */
export type DutyTarget = { unitId: string } | { unitGroupId: string }
export type LeadDuty = { unitId: string } | { unitGroupId: string; memberIds: readonly string[] }
export type PlannedAssignment = { unitId: string; mode: "joint" | "each"; isClaimant: boolean }

/**
 * Who answers for a task. A named list is joint: the first named lead claims, the others consent or object. A collective name
 * ("UBND các xã, phường") makes one assignment, claim and outcome for each member; a unit that is named beside it answers for itself.
 */
export function assignmentsOf(leads: readonly LeadDuty[]): PlannedAssignment[] {
  const isCollective = leads.some((lead) => "unitGroupId" in lead)
  const unitIds = leads.flatMap((lead) => ("unitGroupId" in lead ? lead.memberIds : [lead.unitId]))
  return [...new Set(unitIds)].map((unitId, index) => ({
    unitId,
    mode: isCollective ? "each" : "joint",
    isClaimant: isCollective || index === 0,
  }))
}

type PlanUnits = { planOfficeUnitId: string; confirmerUnitId: string | null }

/**
 * Whose confirmation counts for a task (rule 2): the plan office, or the unit that it named for the task, but never one of the task's own
 * leads; for the plan office's own tasks the confirmer unit, which it does not choose. A named unit that became a lead does not count, and
 * the plan office confirms again. Null: nobody may confirm yet, and the task stays unconfirmed.
 */
export function confirmerOf(
  plan: PlanUnits,
  leadUnitIds: readonly string[],
  namedUnitId: string | null = null,
): string | null {
  if (!leadUnitIds.includes(plan.planOfficeUnitId))
    return namedUnitId && !leadUnitIds.includes(namedUnitId) ? namedUnitId : plan.planOfficeUnitId
  return plan.confirmerUnitId && !leadUnitIds.includes(plan.confirmerUnitId) ? plan.confirmerUnitId : null
}

/** Why a unit cannot be named to confirm a task; undefined when it can. */
export function namingFault(
  plan: PlanUnits,
  leadUnitIds: readonly string[],
  unitId: string,
): "confirmer.isOffice" | "confirmer.ownTask" | "confirmer.isLead" | undefined {
  if (leadUnitIds.includes(plan.planOfficeUnitId)) return "confirmer.ownTask"
  if (unitId === plan.planOfficeUnitId) return "confirmer.isOffice"
  return leadUnitIds.includes(unitId) ? "confirmer.isLead" : undefined
}

export const sixClear = ["person", "work", "time", "responsibility", "product", "authority"] as const
export type SixClear = (typeof sixClear)[number]

/** "6 rõ": what a task still leaves unclear; a check of the data, shown on every task (rule 10). */
export function unclearPoints(task: {
  title: string
  leadCount: number
  coordinatingCount: number
  hasDeadline: boolean
  product: string | null
  hasHead: boolean
  hasConfirmer: boolean
}): SixClear[] {
  const isClear: Record<SixClear, boolean> = {
    person: task.hasHead,
    work: task.title.trim() !== "",
    time: task.hasDeadline,
    responsibility: task.leadCount > 0,
    product: Boolean(task.product?.trim()),
    authority: task.hasConfirmer,
  }
  return sixClear.filter((point) => !isClear[point])
}
