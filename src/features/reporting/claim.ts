import type { Day } from "#shared/day.ts"
import { addWorkingDays, type WorkingCalendar } from "#shared/working-days.ts"

export const decisions = ["confirmed", "supplement", "notDone"] as const
export type Decision = (typeof decisions)[number]

/** Working days in which a claim after the product's date keeps that date, the confirmer decides, and a supplement may come again. */
export const CLAIM_WORKING_DAYS = 5
export const DECIDE_WORKING_DAYS = 5
export const SUPPLEMENT_WORKING_DAYS = 3

/**
 * The day on which a task counts as done (rule 6): the product document's date when it is claimed within five working days of it,
 * otherwise the day of the claim. A claim that was returned for a supplement keeps its day when it comes again within three working days.
 */
export function completedOn(
  claim: {
    claimedOn: Day
    productIssuedOn: Day | null
    returned?: { completedOn: Day; decidedOn: Day; decision: Decision } | undefined
  },
  calendar: WorkingCalendar,
): Day {
  const { claimedOn, productIssuedOn, returned } = claim
  if (
    returned?.decision === "supplement" &&
    claimedOn <= addWorkingDays(returned.decidedOn, SUPPLEMENT_WORKING_DAYS, calendar)
  )
    return returned.completedOn
  const isFresh =
    productIssuedOn !== null &&
    productIssuedOn <= claimedOn &&
    claimedOn <= addWorkingDays(productIssuedOn, CLAIM_WORKING_DAYS, calendar)
  return isFresh ? productIssuedOn : claimedOn
}

/** The last day of the confirmer; nothing is confirmed by silence. */
export const decideBy = (claimedOn: Day, calendar: WorkingCalendar): Day =>
  addWorkingDays(claimedOn, DECIDE_WORKING_DAYS, calendar)
