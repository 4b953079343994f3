import type { DocumentInput } from "#features/documents/document.ts"
import type { Day } from "#shared/day.ts"
import type { Meaning } from "./deadline.ts"
import type { DutyTarget } from "./duties.ts"

export type { DocumentInput }

/** Where a field stands in the file that it was read from. */
export type SourcePlace = {
  file: string
  line?: number
  page?: number
  paragraph?: number
  table?: number
  row?: number
  sheet?: string
  cell?: string
}

export type TaskInput = {
  code: string | null
  title: string
  leads: readonly string[]
  coordinating: readonly string[]
  deadline: { text: string | null; meaning: Meaning; from: Day | null; to: Day | null } | null
  product: string | null
  funding?: string | null
  note?: string | null
  children?: readonly TaskInput[]
  source?: SourcePlace | null
  /** A bullet of the body, standing in for annex rows that are not here yet (rule 4). */
  provisional?: true | undefined
  /** Whose names were recognised among `leads` and `coordinating`: these get the task. */
  leadTargets?: readonly DutyTarget[] | undefined
  coordinatingTargets?: readonly DutyTarget[] | undefined
  /** Codes of the provisional tasks that this annex row takes the place of (rule 4). */
  replaces?: readonly string[] | undefined
}
export type IndicatorInput = {
  code: string | null
  parentCode: string | null
  title: string
  unit: string | null
  targets: readonly object[]
  leads: readonly string[]
  source?: SourcePlace | null
}
export type ReportingRuleInput = { tier: "unit" | "planOffice"; period: string; text: string; rule: object | null }

/** A plan as it was read from its documents and, where needed, corrected by a person. */
export type PlanInput = {
  documents: readonly DocumentInput[]
  plan: {
    declared: { groups: number | null; tasks: number | null; indicators: number | null }
    indicators: readonly IndicatorInput[]
    groups: readonly { code: string | null; title: string; tasks: readonly TaskInput[] }[]
    duties: readonly { unit: string; text: string; source?: SourcePlace | null }[]
    reporting: readonly ReportingRuleInput[]
  }
  issues: readonly { severity: string; code: string; message: string; source?: SourcePlace | null }[]
}

export const countTasks = (groups: PlanInput["plan"]["groups"]): number => {
  const deep = (tasks: readonly TaskInput[]): number =>
    tasks.reduce((sum, task) => sum + 1 + deep(task.children ?? []), 0)
  return groups.reduce((sum, group) => sum + deep(group.tasks), 0)
}
