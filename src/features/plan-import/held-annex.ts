import { likeliest, type Provisional } from "#features/plans/annex-likeness.ts"
import { folded } from "#shared/folded.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
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

/** What a row is most likely to replace: the provisional tasks of its own group, or all of them when the plan has no such group. */
export function choicesFor(
  row: AnnexRow,
  provisional: readonly Provisional[],
  chosen: string | undefined,
): Provisional[] {
  const group = folded(row.groupTitle)
  const own = provisional.filter((task) => folded(task.groupTitle) === group || task.id === chosen)
  return own.length > (chosen ? 1 : 0) ? own : [...provisional]
}

type Typed = { chosen: string; codes: string }
/** The mapping as the form has it: a choice for each row, and codes typed beside it. Refusal: planImport.unknownCode {code}. */
export function typedMapping(
  rows: readonly AnnexRow[],
  provisional: readonly Provisional[],
  typed: (path: string) => Typed,
): Outcome<Mapping> {
  const byId = new Set(provisional.map((task) => task.id))
  const byCode = new Map(provisional.map((task) => [folded(task.code), task.id]))
  const mapping: Mapping = {}
  for (const { path } of rows) {
    const { chosen, codes } = typed(path)
    const ids = new Set(byId.has(chosen) ? [chosen] : [])
    for (const code of codes.split(/[,;\s]+/).filter(Boolean)) {
      const id = byCode.get(folded(code))
      if (!id) return refused("planImport.unknownCode", { field: `codes-${path}`, values: { code } })
      ids.add(id)
    }
    if (ids.size > 0) mapping[path] = [...ids]
  }
  return done(mapping)
}
