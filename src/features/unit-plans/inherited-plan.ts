import type { UnitPlanStatus } from "./unit-plan.ts"

type Linked = { id: string; assignmentIds: readonly string[] }

/**
 * The steps that go on for one successor: those that serve a task which it now leads, and of their tasks only those.
 * @param heirs the old assignment → the successor's
 * @param ids the old step → the new one, so that a step and its copy in an edition stay the same step
 */
export function stepsFor<Step extends Linked>(
  steps: readonly Step[],
  heirs: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): (Step & { assignmentIds: string[] })[] {
  return steps.flatMap((step) => {
    const assignmentIds = [...new Set(step.assignmentIds.flatMap((id) => heirs.get(id) ?? []))]
    return assignmentIds.length === 0 ? [] : [{ ...step, id: ids.get(step.id)!, assignmentIds }]
  })
}

type Standing = { status: UnitPlanStatus; edition: number }

/**
 * Where a successor's plan stands when the steps of another unit come into it. What was in force stays in force and makes an edition; a
 * draft comes in as a draft, and an approved plan that takes one is open for changes again.
 */
export function inherited(
  plan: Standing,
  old: Standing,
  { ownSteps, inForce }: { ownSteps: number; inForce: number },
): Standing {
  const edition = inForce > 0 ? plan.edition + 1 : plan.edition
  const isNew = plan.edition === 0 && ownSteps === 0
  if (old.status === "approved") return { status: isNew ? "approved" : plan.status, edition }
  return { status: isNew || plan.status === "approved" ? "drafting" : plan.status, edition }
}
