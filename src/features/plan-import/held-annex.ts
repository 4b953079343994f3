import { likeliest, type Provisional } from "#features/plans/annex-likeness.ts"
import { folded } from "#shared/folded.ts"
import type { PlanReading, ReadTask } from "./plan-reading.ts"
import type { SourceView } from "./source-view.ts"

/** An annex that was read and waits for a person to say which provisional tasks its rows replace. */
export type HeldAnnex = {
  version: number
  planId: string
  reading: PlanReading
  sources: SourceView[]
  mapping: Mapping
}
/** Place of the row in the reading, "2.5" → ids of the provisional tasks that it replaces. */
export type Mapping = Record<string, string[]>

export type AnnexRow = ReadTask & { path: string; groupTitle: string }

/** Rows that stand for themselves; their parts come with them. */
export const annexRows = ({ plan }: PlanReading): AnnexRow[] =>
  plan.groups.flatMap((group, at) =>
    group.tasks.map((task, index) => ({ ...task, path: `${at}.${index}`, groupTitle: group.title })),
  )

/** What the column "Thay cho nhiệm vụ tạm" says; for rows where it says nothing, the task that reads most alike. */
export function firstMapping(reading: PlanReading, provisional: readonly Provisional[]): Mapping {
  const rows = annexRows(reading)
  const byCode = new Map(provisional.map((task) => [folded(task.code), task.id]))
  const isFilledIn = rows.some((row) => (row.replaces?.length ?? 0) > 0)
  const alike = isFilledIn
    ? []
    : likeliest(
        rows.map((row) => row.title),
        provisional,
      )
  return Object.fromEntries(
    rows.flatMap((row, index) => {
      const said = (row.replaces ?? []).flatMap((code) => byCode.get(folded(code)) ?? [])
      const ids = said.length > 0 ? said : alike[index] ? [alike[index].id] : []
      return ids.length > 0 ? [[row.path, ids]] : []
    }),
  )
}

/** Codes in the template's column that no provisional task of the plan has. */
export function unknownCodes(reading: PlanReading, provisional: readonly Provisional[]): string[] {
  const known = new Set(provisional.map((task) => folded(task.code)))
  return [...new Set(annexRows(reading).flatMap((row) => row.replaces ?? []))].filter(
    (code) => !known.has(folded(code)),
  )
}
