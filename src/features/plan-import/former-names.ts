import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"

export type NamedUnit = { id: string; name: string; startedOn: Day; endedOn: Day | null }
export type Succession = { fromUnitId: string; toUnitId: string; kind: "merge" | "split" | "rename"; onDay: Day }

/** A name whose bearer is there no more: how it ended, and the units that go on in its place today. */
export type FormerName = {
  unitId: string
  name: string
  kind: Succession["kind"] | "ended"
  onDay: Day
  successors: { id: string; name: string }[]
}

/**
 * Names that a document of a day means by a unit which has ended since, folded. A name that a unit of today bears again means the old unit
 * only in documents of the old one's time.
 * @param documentOn null when the document has no day: then whoever bears the name today is meant, else the last who bore it
 */
export function formerNames(
  units: readonly NamedUnit[],
  successions: readonly Succession[],
  today: Day,
  documentOn: Day | null,
): Map<string, FormerName> {
  const byName = Map.groupBy(units, (unit) => folded(unit.name))
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const next = Map.groupBy(successions, (each) => each.fromUnitId)
  const found = new Map<string, FormerName>()
  for (const [key, bearers] of byName) {
    const bearer = bearerOn(bearers, documentOn ?? today)
    if (!bearer || isThere(bearer, today)) continue
    const [how] = next.get(bearer.id) ?? []
    const { id, name } = bearer
    const ended = { kind: how?.kind ?? ("ended" as const), onDay: how?.onDay ?? bearer.endedOn! }
    found.set(key, { unitId: id, name, ...ended, successors: goingOn(id, next, byId, today) })
  }
  return found
}

const isThere = ({ startedOn, endedOn }: NamedUnit, day: Day): boolean =>
  startedOn <= day && (endedOn === null || endedOn > day)

/** Units are often entered with the day of their entry: a document from before is of the first who bore the name. */
function bearerOn(bearers: readonly NamedUnit[], day: Day): NamedUnit | undefined {
  const inOrder = bearers.toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : a.startedOn > b.startedOn ? 1 : 0))
  const there = inOrder.findLast((unit) => isThere(unit, day))
  if (there) return there
  return inOrder.every((unit) => unit.startedOn > day) ? inOrder[0] : inOrder.findLast((unit) => unit.startedOn <= day)
}

/** Over any number of changes to the units of today, each once. */
function goingOn(
  id: string,
  next: ReadonlyMap<string, readonly Succession[]>,
  byId: ReadonlyMap<string, NamedUnit>,
  today: Day,
): FormerName["successors"] {
  const seen = new Set([id])
  const open = [id]
  const found: FormerName["successors"] = []
  for (let at = open.shift(); at !== undefined; at = open.shift())
    for (const { toUnitId } of next.get(at) ?? []) {
      if (seen.has(toUnitId)) continue
      seen.add(toUnitId)
      const unit = byId.get(toUnitId)
      if (unit && isThere(unit, today)) found.push({ id: unit.id, name: unit.name })
      else open.push(toUnitId)
    }
  return found
}
