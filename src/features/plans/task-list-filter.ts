import { folded } from "#shared/folded.ts"
import type { TaskLine } from "./task-line.ts"

/** The filter as it stands in the address of a list, so that a colleague who gets the address sees the same. */
export const taskFilterOf = (query: URLSearchParams) => ({
  text: query.get("tim") ?? "",
  groupCode: query.get("nhom") ?? "",
  unitId: query.get("don-vi") ?? "",
  state: query.get("tinh-trang") ?? "",
})

export type TaskFilter = {
  text?: string | undefined
  groupCode?: string | undefined
  unitId?: string | undefined
  state?: string | undefined
}

/** Narrows the lines of a plan; text is found without diacritics, each word anywhere in code, title, product or lead. */
export function filterTaskLines(lines: readonly TaskLine[], filter: TaskFilter): TaskLine[] {
  const words = folded(filter.text ?? "")
    .split(" ")
    .filter(Boolean)
  return lines.filter((line) => {
    if (filter.groupCode && line.groupCode !== filter.groupCode) return false
    if (filter.unitId && !line.leads.some((lead) => lead.unitId === filter.unitId)) return false
    if (filter.state && !matchesState(line, filter.state)) return false
    if (words.length === 0) return true
    const text = folded(
      `${line.code} ${line.title} ${line.product ?? ""} ${line.leadGroupName ?? ""} ${line.leads.map((lead) => lead.name).join(" ")}`,
    )
    return words.every((word) => text.includes(word))
  })
}

const matchesState = (line: TaskLine, state: string): boolean =>
  state === "withoutLead"
    ? line.members === 0
    : state === "withoutDeadline"
      ? line.deadline.text === null
      : line.line === state || line.workflow === state
