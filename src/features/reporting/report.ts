import type { Day } from "#shared/day.ts"
import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"
import { addWorkingDays, type WorkingCalendar } from "#shared/working-days.ts"
import { type EntryContent, entryFaults } from "./entry.ts"

export const statuses = ["notStarted", "drafting", "withHead", "submitted", "returned", "accepted"] as const
export type Status = (typeof statuses)[number]
export type Timeliness = "onTime" | "onTimeExtended" | "late"

/** The whole life of a report. Nothing else may change a status. */
export const moves = {
  edit: { from: ["notStarted", "drafting", "returned", "withHead"], to: "drafting" },
  handToHead: { from: ["notStarted", "drafting", "returned"], to: "withHead" },
  sendBack: { from: ["withHead"], to: "drafting" },
  submit: { from: ["notStarted", "drafting", "withHead", "returned"], to: "submitted" },
  return: { from: ["submitted"], to: "returned" },
  accept: { from: ["submitted"], to: "accepted" },
  reopen: { from: ["accepted"], to: "returned" },
} as const satisfies Record<string, { from: readonly Status[]; to: Status }>
export type Move = keyof typeof moves

/** @param report `isPlanClosed`: another plan has replaced the one that it reports on; it can only be read from then on */
export const canMove = (report: { status: Status; isPlanClosed?: boolean }, move: Move): boolean =>
  !report.isPlanClosed && (moves[move].from as readonly Status[]).includes(report.status)

export type Report = {
  id: string
  isPlanClosed?: boolean
  unitId: string
  status: Status
  version: number
  firstSubmittedOn: Day | null
  returnedOn: Day | null
  timeliness: Timeliness | null
  extendedTo: Day | null
  returns: number
}

/** Working days in which a returned report may come again without becoming late (rule 15). */
export const RESEND_WORKING_DAYS = 2

/**
 * Timeliness is computed, never typed: by the first complete submission. A report that was on time stays so when it comes again
 * within two working days of its return; later it is late. Late stays late.
 */
export function timelinessOf(report: Report, dueOn: Day, today: Day, calendar: WorkingCalendar): Timeliness {
  if (!report.firstSubmittedOn) return onDay(today, dueOn, report.extendedTo)
  const earlier = report.timeliness ?? onDay(report.firstSubmittedOn, dueOn, report.extendedTo)
  if (earlier === "late" || !report.returnedOn) return earlier
  return today <= addWorkingDays(report.returnedOn, RESEND_WORKING_DAYS, calendar) ? earlier : "late"
}

function onDay(day: Day, dueOn: Day, extendedTo: Day | null): Timeliness {
  if (day <= dueOn) return "onTime"
  return extendedTo && day <= extendedTo ? "onTimeExtended" : "late"
}

/** What the matrix shows of a report that has not come: it waits until the due day, then it is missing; an invited unit never is. */
export function standing(
  report: { status: Status; timeliness: Timeliness | null; obligation: "must" | "invited" },
  dueOn: Day,
  today: Day,
) {
  if (report.timeliness) return report.timeliness
  if (report.obligation === "invited") return "invited" as const
  return today > dueOn ? ("missing" as const) : ("waiting" as const)
}
export type Standing = ReturnType<typeof standing>

export type CompletenessInput = { entries: readonly (EntryContent & { id: string; taskCode: string })[] }

/** Everything that still keeps a report from being sent, entry by entry; the page and the command read the same list. */
export function missingParts(report: CompletenessInput): RefusalDetail[] {
  return report.entries.flatMap((entry) =>
    entryFaults(entry).map((fault) => ({
      code: fault.code,
      field: `muc-${entry.id}`,
      values: { task: entry.taskCode },
    })),
  )
}

export function submit(
  report: Report,
  content: CompletenessInput,
  dueOn: Day,
  today: Day,
  calendar: WorkingCalendar,
): Outcome<{ status: Status; timeliness: Timeliness }> {
  if (!canMove(report, "submit")) return refused("report.alreadySubmitted")
  const missing = missingParts(content)
  if (missing.length > 0) return refused("report.incomplete", { values: { count: missing.length }, details: missing })
  return done({ status: moves.submit.to, timeliness: timelinessOf(report, dueOn, today, calendar) })
}
