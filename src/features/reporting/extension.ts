import type { Day, Moment } from "#shared/day.ts"
import { formatDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { type Due, isBy, type Timeliness } from "./report.ts"

export type ExtensionState = "asked" | "granted" | "refused" | "withdrawn"
type Asked = { timeliness: Timeliness | null; extendedTo: Day | null }
export type ExtensionInput = { untilOn: Day; reason: string }

/**
 * May a unit ask for a later day (rule 7): before its own day has passed, once, with a reason, and never past the plan office's own due day.
 * @param officeDueOn the plan office's last day on time for the same round
 */
export function mayBeAsked(
  report: Asked,
  due: Due,
  officeDueOn: Day,
  input: ExtensionInput,
  now: Moment,
): Outcome<ExtensionInput> {
  if (report.timeliness) return refused("extension.sent")
  if (report.extendedTo) return refused("extension.once", { values: { day: formatDay(report.extendedTo) } })
  if (!isBy(now, due)) return refused("extension.tooLate", { values: { day: formatDay(due.dueOn) } })
  if (input.untilOn <= due.dueOn)
    return refused("extension.notLater", { field: "untilOn", values: { day: formatDay(due.dueOn) } })
  if (input.untilOn > officeDueOn)
    return refused("extension.pastOfficeDay", { field: "untilOn", values: { day: formatDay(officeDueOn) } })
  const reason = input.reason.trim()
  return reason === "" ? refused("extension.noReason", { field: "reason" }) : done({ untilOn: input.untilOn, reason })
}

/** A report that came after its day but within the day that it was extended to counts as "đúng hạn (được gia hạn)". */
export const timelinessAfterGrant = (
  report: { timeliness: Timeliness | null; firstSubmittedOn: Day | null; returns: number },
  untilOn: Day,
): Timeliness | null =>
  report.timeliness === "late" && report.returns === 0 && report.firstSubmittedOn && report.firstSubmittedOn <= untilOn
    ? "onTimeExtended"
    : report.timeliness
