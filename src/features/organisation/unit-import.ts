import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"
import type { ImportFault, ImportRow, UnitSheetReading } from "./read-unit-sheet.ts"
import { changesOf, isInsideItself, otherNames, type Unit, type UnitFacts } from "./unit.ts"

export type UnitChange = {
  row: number
  outcome: "added" | "changed" | "ended" | "unchanged"
  unit: Unit
  changes: Partial<Record<keyof UnitFacts, { before: unknown; after: unknown }>>
}
export type UnitComparison = { changes: UnitChange[]; faults: ImportFault[]; untouched: number }

/**
 * What an uploaded list would do to the units that exist. A row is a known unit by its code, without a code by its name; units that
 * the list leaves out stay as they are. With any fault nothing may be saved.
 */
export function compareUnits(
  reading: UnitSheetReading,
  known: readonly Unit[],
  { today, newId }: { today: Day; newId: () => string },
): UnitComparison {
  const faults = [...reading.faults]
  const at: Note = (row, column, code, values = {}) => {
    const letters = reading.columns[column] ?? reading.columns.name
    faults.push({ sheet: reading.sheet, address: `${letters}${row}`, code, values })
  }
  const matched = matchRows(reading.rows, known, at)
  let last = Math.max(-1, ...known.map((unit) => unit.position))
  const units = matched.map(({ row, before }) => ({ row, before, id: before?.id ?? newId() }))
  const all = [
    ...units.map(({ row, id }) => ({ id, code: row.code, name: row.name, endedOn: row.endedOn ?? null })),
    ...known.filter((unit) => !units.some(({ id }) => id === unit.id)),
  ]
  const byReference = referencesTo(all)
  const changes = units.map(({ row, before, id }) => {
    const parentId = parentOf(row, before, byReference, at)
    const unit = unitOf(row, before, { id, parentId, today, position: before?.position ?? row.position ?? ++last })
    checkEnd(row, unit, at)
    return changeOf(row.row, before, unit)
  })
  checkTree(changes, known, at)
  return { changes, faults, untouched: known.length - matched.filter(({ before }) => before).length }
}

type Note = (
  row: number,
  column: keyof UnitSheetReading["columns"],
  code: ImportFault["code"],
  values?: ImportFault["values"],
) => void
type Matched = { row: ImportRow; before: Unit | undefined }

function matchRows(rows: readonly ImportRow[], known: readonly Unit[], at: Note): Matched[] {
  const seen = new Map<string, number>()
  const byCode = new Map(known.flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit] as const])))
  const byName = Map.groupBy(known, (unit) => folded(unit.name))
  return rows.map((row) => {
    const key = row.code === null ? `name:${folded(row.name)}` : `code:${row.code}`
    const first = seen.get(key)
    if (first !== undefined)
      at(row.row, row.code === null ? "name" : "code", row.code === null ? "nameTwice" : "codeTwice", { row: first })
    else seen.set(key, row.row)
    if (row.code !== null) return { row, before: byCode.get(row.code) ?? withoutCode(byName, row) }
    const same = byName.get(folded(row.name)) ?? []
    if (same.length > 1) at(row.row, "name", "nameAmbiguous", { name: row.name })
    return { row, before: same[0] }
  })
}

/** A unit that had no code yet gets the one of the row with its name. */
const withoutCode = (byName: Map<string, Unit[]>, row: ImportRow): Unit | undefined => {
  const same = (byName.get(folded(row.name)) ?? []).filter((unit) => unit.code === null)
  return same.length === 1 ? same[0] : undefined
}

type Named = { id: string; code: string | null; name: string; endedOn: Day | null }
const referencesTo = (units: readonly Named[]) => {
  const byCode = Map.groupBy(
    units.filter((unit) => unit.code !== null),
    (unit) => unit.code,
  )
  const byName = Map.groupBy(units, (unit) => folded(unit.name))
  return (reference: string): Named[] => byCode.get(reference) ?? byName.get(folded(reference)) ?? []
}

function parentOf(
  row: ImportRow,
  before: Unit | undefined,
  byReference: (reference: string) => Named[],
  at: Note,
): string | null {
  if (row.parent === undefined) return before?.parentId ?? null
  if (row.parent === null) return null
  const found = byReference(row.parent)
  if (found.length === 0) at(row.row, "parent", "parentUnknown", { text: row.parent })
  if (found.length > 1) at(row.row, "parent", "parentAmbiguous", { text: row.parent })
  return found[0]?.id ?? null
}

function unitOf(
  row: ImportRow,
  before: Unit | undefined,
  more: { id: string; parentId: string | null; today: Day; position: number },
): Unit {
  const kept = <Fact>(fact: Fact | undefined, old: Fact): Fact => (fact === undefined ? old : fact)
  return {
    id: more.id,
    version: before?.version ?? 0,
    code: row.code ?? before?.code ?? null,
    name: row.name,
    kind: row.kind,
    parentId: more.parentId,
    obligation: kept(row.obligation, before?.obligation ?? "must"),
    isConfirmed: kept(row.isConfirmed, before?.isConfirmed ?? true),
    note: kept(row.note, before?.note ?? null),
    aliases: otherNames(row.name, kept(row.aliases, [...(before?.aliases ?? [])])),
    startedOn: row.startedOn ?? before?.startedOn ?? more.today,
    endedOn: kept(row.endedOn, before?.endedOn ?? null),
    endedReason: kept(row.endedReason, before?.endedReason ?? null),
    position: row.position ?? more.position,
  }
}

function checkEnd(row: ImportRow, unit: Unit, at: Note): void {
  if (unit.endedOn !== null && unit.endedReason === null) at(row.row, "endedReason", "reasonMissing")
  if (unit.endedOn === null && unit.endedReason !== null) at(row.row, "endedOn", "endMissing")
  if (unit.endedOn !== null && unit.endedOn < unit.startedOn) at(row.row, "endedOn", "endsBeforeStart")
}

function changeOf(row: number, before: Unit | undefined, unit: Unit): UnitChange {
  if (!before) return { row, outcome: "added", unit, changes: {} }
  const changes = changesOf(before, unit)
  const ends = before.endedOn === null && unit.endedOn !== null
  return { row, outcome: Object.keys(changes).length === 0 ? "unchanged" : ends ? "ended" : "changed", unit, changes }
}

/** No unit above itself, none that goes on below one that has ended. */
function checkTree(changes: readonly UnitChange[], known: readonly Unit[], at: Note): void {
  const after = new Map([...known, ...changes.map((change) => change.unit)].map((unit) => [unit.id, unit]))
  const parents = new Map([...after.values()].map((unit) => [unit.id, unit.parentId]))
  const below = Map.groupBy(
    [...after.values()].filter((unit) => unit.endedOn === null),
    (unit) => unit.parentId,
  )
  for (const { row, unit, outcome } of changes) {
    if (isInsideItself(unit.id, parents)) at(row, "parent", "insideItself")
    const children = below.get(unit.id)?.length ?? 0
    if (outcome === "ended" && children > 0) at(row, "endedOn", "unitsBelow", { count: children })
    const parent = unit.parentId === null ? undefined : after.get(unit.parentId)
    if (outcome !== "unchanged" && unit.endedOn === null && parent?.endedOn != null && outcome !== "ended")
      at(row, "parent", "parentEnded", { name: parent.name })
  }
}
