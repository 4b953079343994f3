import type { Day, Moment } from "#shared/day.ts"
import { done, type Outcome, type RefusalDetail, refused } from "#shared/outcome.ts"
import { addWorkingDays, type WorkingCalendar } from "#shared/working-days.ts"
import { type EntryContent, entryFaults } from "./entry.ts"
import { missingAnswers, type Question } from "./request.ts"

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
export function timelinessOf(report: Report, due: Due, now: Moment, calendar: WorkingCalendar): Timeliness {
  const earlier = report.timeliness // set by the first complete submission
  if (!earlier) return isBy(now, due) ? "onTime" : isExtended(report, now.on) ? "onTimeExtended" : "late"
  if (earlier === "late" || !report.returnedOn) return earlier
  return now.on <= addWorkingDays(report.returnedOn, RESEND_WORKING_DAYS, calendar) ? earlier : "late"
}

/** The last day on time, and the last minute of it where the plan names a clock time ("15:59"). */
export type Due = { dueOn: Day; dueTime: string | null }
/** `closedAt`: the plan office takes no more reports of this round. */
type DueOrClosed = Due & { closedAt?: Date | null }

export const isBy = (now: Moment, { dueOn, dueTime }: Due): boolean =>
  now.on < dueOn || (now.on === dueOn && (dueTime === null || now.clock <= dueTime))

const isExtended = ({ extendedTo }: { extendedTo: Day | null }, today: Day): boolean =>
  extendedTo !== null && today <= extendedTo

type Awaited = {
  status: Status
  timeliness: Timeliness | null
  obligation: "must" | "invited"
  extendedTo: Day | null
}

/**
 * What the matrix shows of a report that has not come: it waits until it is due, or until the day it was extended to, then it is
 * missing; an invited unit never is, nor is anybody in a round that was closed.
 */
export function standing(report: Awaited, due: DueOrClosed, now: Moment) {
  if (report.timeliness) return report.timeliness
  if (due.closedAt) return "closed" as const
  if (report.obligation === "invited") return "invited" as const
  return isBy(now, due) || isExtended(report, now.on) ? ("waiting" as const) : ("missing" as const)
}
export type Standing = ReturnType<typeof standing>

export type CompletenessInput = {
  entries: readonly (EntryContent & { id: string; taskCode: string })[]
  /** The sections that the template insists on, with whether anything stands there ("không phát sinh" does). */
  sections?: readonly { key: string; title: string; isFilled: boolean }[]
  /** Of a request, with what was answered. */
  questions?: readonly (Question & { value: string })[]
}

/** Everything that still keeps a report from being sent, entry by entry; the page and the command read the same list. */
export function missingParts(report: CompletenessInput): RefusalDetail[] {
  const entries = report.entries.flatMap((entry) =>
    entryFaults(entry).map((fault) => ({
      code: fault.code,
      field: `muc-${entry.id}`,
      values: { ...fault.values, task: entry.taskCode },
    })),
  )
  const sections = (report.sections ?? [])
    .filter((section) => !section.isFilled)
    .map(({ key, title }) => ({ code: "section.missing", field: `phan-${key}`, values: { section: title } }))
  return [...entries, ...sections, ...missingAnswers(report.questions ?? [])]
}

export function submit(
  report: Report,
  content: CompletenessInput,
  due: Due,
  now: Moment,
  calendar: WorkingCalendar,
): Outcome<{ status: Status; timeliness: Timeliness }> {
  if (!canMove(report, "submit")) return refused("report.alreadySubmitted")
  const missing = missingParts(content)
  if (missing.length > 0) return refused("report.incomplete", { values: { count: missing.length }, details: missing })
  return done({ status: moves.submit.to, timeliness: timelinessOf(report, due, now, calendar) })
}
