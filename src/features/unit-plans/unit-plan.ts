import { seesUnitWork } from "#features/plans/permissions.ts"
import { type Actor, actsFor, type SystemActor } from "#shared/actor.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"

export const unitPlanStatuses = ["drafting", "withHead", "approved"] as const
export type UnitPlanStatus = (typeof unitPlanStatuses)[number]

/** The whole life of a unit's plan for a year. Nothing else may change its status. */
export const unitPlanMoves = {
  handToHead: { from: ["drafting"], to: "withHead" },
  sendBack: { from: ["withHead"], to: "drafting" },
  approve: { from: ["drafting", "withHead"], to: "approved" },
  reopen: { from: ["approved"], to: "drafting" },
} as const satisfies Record<string, { from: readonly UnitPlanStatus[]; to: UnitPlanStatus }>
export type UnitPlanMove = keyof typeof unitPlanMoves

export const canMove = (status: UnitPlanStatus, move: UnitPlanMove): boolean =>
  (unitPlanMoves[move].from as readonly UnitPlanStatus[]).includes(status)
/** Steps are added, changed and removed only while the plan is being drafted. */
export const canChangeSteps = (status: UnitPlanStatus): boolean => status === "drafting"
/** Work is noted as done against an approved plan. */
export const canMarkSteps = (status: UnitPlanStatus): boolean => status === "approved"

/** As many steps as one plan may have; beyond it a list of steps is no plan any more. */
export const MOST_STEPS = 1_000
const LONGEST_TITLE = 1_000

/** A step as it was typed. */
export type TypedStep = {
  title: string
  startsOn: string
  dueOn: string
  personId: string
  personName: string
  product: string
  isMilestone: boolean
  assignmentIds: readonly string[]
}
export type StepFacts = {
  title: string
  startsOn: Day | null
  dueOn: Day | null
  personId: string | null
  personName: string
  product: string
  isMilestone: boolean
  assignmentIds: string[]
}

/**
 * What makes a step: a title, a due day not before its start, and at least one task that the unit leads.
 * @param ownAssignmentIds the unit's standing assignments
 */
export function checkStep(typed: TypedStep, ownAssignmentIds: ReadonlySet<string>): Outcome<StepFacts> {
  const faults: RefusalDetail[] = []
  const title = typed.title.trim()
  if (title === "") faults.push({ code: "unitPlan.noStepTitle", field: "title" })
  if (title.length > LONGEST_TITLE)
    faults.push({ code: "unitPlan.longTitle", field: "title", values: { most: LONGEST_TITLE } })
  const day = (field: "startsOn" | "dueOn"): Day | null => {
    const text = typed[field].trim()
    const read = text === "" ? null : parseDay(text)
    if (read === undefined) faults.push({ code: "form.noDay", field, values: { text } })
    return read ?? null
  }
  const startsOn = day("startsOn")
  const dueOn = day("dueOn")
  if (startsOn && dueOn && dueOn < startsOn) faults.push({ code: "unitPlan.dueBeforeStart", field: "dueOn" })
  const assignmentIds = [...new Set(typed.assignmentIds)]
  if (assignmentIds.length === 0) faults.push({ code: "unitPlan.noAssignment", field: "assignment" })
  if (assignmentIds.some((id) => !ownAssignmentIds.has(id)))
    faults.push({ code: "unitPlan.notYourTask", field: "assignment" })
  if (faults.length > 0) return refused("form.invalid", { details: faults })
  return done({
    title,
    startsOn,
    dueOn,
    personId: typed.personId || null,
    personName: typed.personName.trim(),
    product: typed.product.trim(),
    isMilestone: typed.isMilestone,
    assignmentIds,
  })
}

/** A step that ends after its task is due makes the task late: a warning, never a refusal. */
export const isAfterDeadline = (dueOn: Day | null, lastDayOfTask: Day | null): boolean =>
  dueOn !== null && lastDayOfTask !== null && dueOn > lastDayOfTask

export const isOverdueStep = (step: { dueOn: Day | null; doneOn: Day | null }, today: Day): boolean =>
  step.doneOn === null && step.dueOn !== null && step.dueOn < today

/** Points between suggested and reported progress beyond which the difference is flagged (rule 12). */
export const FLAGGED_GAP = 10

export type Progress = { doneCount: number; count: number; suggested: number | null; hasGap: boolean }

/**
 * Rule 12: the share of steps done, each with the same weight, is a suggestion beside what the unit reported, never in its place.
 * No steps: no suggestion. Nothing reported: nothing to differ from. In whole per cent.
 */
export function progressOf(steps: readonly { doneOn: Day | null }[], reportedPercent: number | null): Progress {
  const doneCount = steps.filter((step) => step.doneOn !== null).length
  const suggested = steps.length === 0 ? null : Math.round((doneCount / steps.length) * 100)
  const hasGap = suggested !== null && reportedPercent !== null && Math.abs(suggested - reportedPercent) > FLAGGED_GAP
  return { doneCount, count: steps.length, suggested, hasGap }
}

/** The years for which a plan can be started: this one, the next, and the one before for work that is entered late. */
export const startableYears = (today: Day): number[] => [0, 1, -1].map((more) => Number(today.slice(0, 4)) + more)

type Who = Actor | SystemActor
export const mayWriteUnitPlan = (actor: Who, unitId: string): boolean =>
  actsFor(actor, unitId, "reporter", "head", "planOffice", "director")
/** Only who answers for the unit approves its plan, sends it back or opens it again. */
export const mayApproveUnitPlan = (actor: Who, unitId: string): boolean => actsFor(actor, unitId, "head", "director")
/** Plans of other units are read once they have been approved; drafts stay with their unit. */
export const seesUnitPlans = seesUnitWork
export const isReadable = (actor: Who, plan: { unitId: string; edition: number }): boolean =>
  actor.seat?.unitId === plan.unitId || (seesUnitPlans(actor) && plan.edition > 0)
