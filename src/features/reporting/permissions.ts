import { type Actor, actsAs, actsFor, type SystemActor } from "#shared/actor.ts"

type Who = Actor | SystemActor
/** `enteredByUnitId`: the plan office enters this report for its unit, from signed paper (rule 5). */
type OfUnit = { unitId: string; enteredByUnitId?: string | null }
type ReviewedReport = OfUnit & { planOfficeUnitId: string; confirmerUnitId: string | null }

/** Reporters and the head of the unit write; nobody else sees an unsent draft. */
export const mayWrite = (actor: Who, report: OfUnit): boolean =>
  actsFor(actor, report.unitId, "reporter", "head", "planOffice", "director", "confirmer") || isEnteredBy(actor, report)
/** The head answers for the report: only the head, or the acting head, sends it. The director is the head of the plan office. */
export const maySubmit = (actor: Who, report: OfUnit): boolean =>
  actsFor(actor, report.unitId, "head", "director") || isEnteredBy(actor, report)
const isEnteredBy = (actor: Who, { enteredByUnitId }: OfUnit): boolean =>
  Boolean(enteredByUnitId) && actsFor(actor, enteredByUnitId!, "planOffice", "director")
/** The plan office enters what came on paper for any unit but itself. */
export const mayEnterOnBehalf = (actor: Who, report: OfUnit & { planOfficeUnitId: string }): boolean =>
  report.unitId !== report.planOfficeUnitId && actsFor(actor, report.planOfficeUnitId, "planOffice", "director")
/** The plan office checks every report but its own, which the confirmer unit checks (rule 2). */
export const mayReview = (actor: Who, report: ReviewedReport): boolean =>
  report.unitId === report.planOfficeUnitId
    ? report.confirmerUnitId !== null && actsFor(actor, report.confirmerUnitId, "confirmer")
    : actsFor(actor, report.planOfficeUnitId, "planOffice", "director")
export const mayOpenRound = (actor: Who, plan: { planOfficeUnitId: string }): boolean =>
  actor.seat === null || actsFor(actor, plan.planOfficeUnitId, "planOffice", "director")
/** Who decides in a confirming unit: its head, or the people who hold its office in the plan. */
export const confirmingRoles = ["head", "planOffice", "director", "confirmer", "finance", "homeAffairs"] as const
/** The confirmer of a task is never one of its leads; `confirmerUnitId` comes from plans/duties.ts. */
export const mayDecideClaim = (actor: Who, confirmerUnitId: string | null): boolean =>
  confirmerUnitId !== null && actsFor(actor, confirmerUnitId, ...confirmingRoles)
/** Who follows the round of all units. */
export const maySeeRound = (actor: Who): boolean =>
  actsAs(actor, "planOffice", "director", "confirmer", "leadership", "inspector", "homeAffairs")
/** Inspectors and leaders read what was sent, never a draft. */
export const mayReadSent = (actor: Who, report: ReviewedReport): boolean =>
  maySeeRound(actor) || mayReview(actor, report)
