import type { Day } from "#shared/day.ts"
import type { Deadline, deadlineState } from "./deadline.ts"
import type { AssignmentState, OutcomeLine, Workflow } from "./task-outcome.ts"

export type TaskLine = {
  id: string
  parentId: string | null
  code: string
  title: string
  groupId: string
  groupCode: string
  groupTitle: string
  product: string | null
  deadline: Deadline
  isProvisional: boolean
  isSuspended: boolean
  isDropped: boolean
  version: number
  position: number
  workflow: Workflow
  completedOn: Day | null
  confirmed: number
  members: number
  percentDone: number | null
  leads: { unitId: string; name: string }[]
  leadGroupName: string | null
  /** The parts of the task that lead units answer for, the claimant's first. */
  assignments: readonly AssignmentRow[]
  /** Members of a collective lead that are not confirmed yet. */
  open: string[]
  line: OutcomeLine | undefined
  deadlineState: ReturnType<typeof deadlineState>
}

export type AssignmentRow = AssignmentState & {
  taskId: string
  unitId: string
  name: string
  unitPosition: number
  percentDone: number | null
}
