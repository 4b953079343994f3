import type { IndicatorPatch, TaskPatch } from "#features/plans/plan-change.ts"

/** The indicator that a proposal is about, as it stands in the plan, and what is asked of it; code and title are null for a new one. */
export type ProposedIndicator = {
  code: string | null
  title: string | null
  unitOfMeasure: string | null
  targets: NonNullable<IndicatorPatch["targets"]>
  patch: IndicatorPatch
}
/** What a proposal is about: a task, or an indicator where one is given. */
export type ProposedSubject = {
  taskCode: string | null
  taskTitle: string | null
  patch: TaskPatch
  indicator?: ProposedIndicator | null
}

/** The task or indicator with its number, or the title of the one that should be added. */
export function subjectTitle({ taskCode, taskTitle, patch, indicator }: ProposedSubject): string {
  if (indicator)
    return indicator.title === null ? (indicator.patch.title ?? "") : numbered(indicator.code, indicator.title)
  return taskTitle === null ? (patch.title ?? "") : numbered(taskCode, taskTitle)
}

const numbered = (code: string | null, title: string): string => (code ? `${code}. ${title}` : title)

/** How it is named in an official document: "Nhiệm vụ 1.2: …", "Chỉ tiêu mới: …". */
export function subjectInText(subject: ProposedSubject): string {
  const { indicator, taskCode, taskTitle, patch } = subject
  if (indicator)
    return indicator.title === null
      ? `Chỉ tiêu mới: ${indicator.patch.title ?? ""}`
      : `Chỉ tiêu${indicator.code ? ` ${indicator.code}` : ""}: ${indicator.title}`
  return taskTitle === null ? `Nhiệm vụ mới: ${patch.title ?? ""}` : `Nhiệm vụ ${taskCode}: ${taskTitle}`
}
