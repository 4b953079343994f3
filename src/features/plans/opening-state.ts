import type { Day } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"

/** What is entered of one assignment; `none` leaves it as not started. */
export type OpeningLine = {
  assignmentId: string
  state: "none" | "inProgress" | "completed"
  percentDone: number | null
  number: string
  issuedOn: Day | null
  title: string
}

/** An assignment that nobody has reported on yet, with what was entered of it. */
export type OpenLine = {
  assignmentId: string
  taskId: string
  unitId: string
  unitName: string
  code: string
  title: string
  deadlineText: string | null
  workflow: "inProgress" | "completed" | null
  percentDone: number | null
  documentNumber: string | null
  documentIssuedOn: string | null
  documentTitle: string | null
}

/**
 * Whether a line can stand. What is said to be done needs the document that shows it; its day decides whether it was done in time
 * (rules 5 and 6), so it can lie neither in the future nor be missing.
 */
export function checkLine(line: OpeningLine, today: Day): Outcome<OpeningLine> {
  const field = (name: string) => `${name}-${line.assignmentId}`
  if (
    line.percentDone !== null &&
    !(Number.isInteger(line.percentDone) && line.percentDone >= 0 && line.percentDone <= 100)
  )
    return refused("entry.percentRange", { field: field("percent") })
  if (line.issuedOn && line.issuedOn > today) return refused("amendment.notIssuedYet", { field: field("issuedOn") })
  if (line.state !== "completed") return done(line)
  if (line.number.trim() === "") return refused("openingState.noDocument", { field: field("number") })
  return line.issuedOn
    ? done({ ...line, percentDone: 100 })
    : refused("openingState.noDay", { field: field("issuedOn") })
}
