import type { Day } from "#shared/day.ts"
import type { Deadline, PlainDeadline } from "./deadline.ts"
import type { Workflow } from "./task-outcome.ts"

/** Why a task belongs into the plan of a year; undefined when it does not. */
export type YearReason = "dueInYear" | "overdue" | "everyYear" | "ongoing" | "running"

type YearLine = { deadline: Deadline; workflow: Workflow; isDropped: boolean; isSuspended: boolean }

/** What the plan of a year takes up from the plan above it: what falls due in it, what is late, what recurs, and what runs through it. */
export function yearReason(line: YearLine, year: number): YearReason | undefined {
  const { deadline, workflow } = line
  if (line.isDropped || line.isSuspended) return undefined
  if (deadline.meaning === "everyYear") return "everyYear"
  if (deadline.meaning === "ongoing") return "ongoing"
  if (workflow === "completed" || !deadline.to) return undefined
  const due = Number(deadline.to.slice(0, 4))
  if (due < year) return "overdue"
  if (due === year) return "dueInYear"
  return deadline.from !== null && Number(deadline.from.slice(0, 4)) <= year ? "running" : undefined
}

/** The deadline of a task in the plan of a year: its own where it falls into the year, otherwise the year's last day. */
export function deadlineInYear(deadline: Deadline, year: number): PlainDeadline {
  const last: Day = `${year}-12-31`
  if (deadline.meaning === "byDay" && deadline.to?.startsWith(String(year))) return { ...plain(deadline) }
  return { text: `31/12/${year}`, meaning: "byDay", from: null, to: last }
}
const plain = ({ text, meaning, from, to }: Deadline): PlainDeadline => ({ text, meaning, from, to })
