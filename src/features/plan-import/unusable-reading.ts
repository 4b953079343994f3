import { type Refused, refused } from "#shared/outcome.ts"
import type { PlanReading } from "./plan-reading.ts"

type Read = { reading: PlanReading }

const has = ({ reading }: Read, code: string) => reading.issues.find((issue) => issue.code === code)

/** A decision without a single task has nothing to take in; the reader says where it ends. */
export function refuseUnusable(read: Read): Refused | undefined {
  if (read.reading.plan.groups.some((group) => group.tasks.length > 0)) return undefined
  const why = has(read, "tasks-missing") ?? has(read, "text-cut")
  return refused("planImport.noTasks", { values: { why: why?.message ?? "" } })
}

/** A text that breaks off in the middle: half a plan is taken in only when a person says so. */
export function refuseCut(read: Read): Refused | undefined {
  const cut = has(read, "text-cut")
  return cut && refused("planImport.cut", { values: { why: cut.message } })
}

/** Bullets of a decision's body are what the plan has already: an annex has rows. */
export const refuseBody = (read: Read): Refused | undefined =>
  read.reading.plan.groups.some((group) => group.tasks.some((task) => task.provisional))
    ? refused("planImport.noAnnex")
    : undefined
