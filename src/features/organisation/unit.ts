import type { Day } from "#shared/day.ts"
import { folded } from "#shared/folded.ts"

export const unitKinds = [
  "province",
  "agency",
  "department",
  "commune",
  "party",
  "front",
  "enterprise",
  "other",
] as const
export type UnitKind = (typeof unitKinds)[number]
export const obligations = ["must", "invited"] as const
export type Obligation = (typeof obligations)[number]

/** Everything that an administrator states about a unit. */
export type UnitFacts = {
  code: string | null
  name: string
  kind: UnitKind
  parentId: string | null
  obligation: Obligation
  /** False: the name is expected, but no source confirms it. */
  isConfirmed: boolean
  note: string | null
  /** Other names that documents use for it; never its own. */
  aliases: readonly string[]
  startedOn: Day
  endedOn: Day | null
  endedReason: string | null
  position: number
}
export type Unit = UnitFacts & { id: string; version: number }

export const MAX_NAME = 300
export const MAX_NOTE = 2_000

/** Other names as typed or as they stand in a cell: one on each line, or parted by semicolons. */
export const namesOf = (text: string): string[] =>
  text
    .split(/[\n;]/)
    .map((name) => name.replace(/\s+/g, " ").trim())
    .filter(Boolean)

/** Each name once, as it is searched; what only repeats the unit's own name is left out. */
export function otherNames(name: string, aliases: readonly string[]): string[] {
  const seen = new Set([folded(name), ""])
  return aliases.filter((alias) => {
    const key = folded(alias)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

export type FactChange = { before: unknown; after: unknown }

/** What differs, by the name of the fact. The order of other names means nothing. */
export function changesOf(before: UnitFacts, after: UnitFacts): Partial<Record<keyof UnitFacts, FactChange>> {
  const changes: Partial<Record<keyof UnitFacts, FactChange>> = {}
  for (const fact of factNames) {
    const [old, now] = [before[fact], after[fact]]
    if (comparable(old) !== comparable(now)) changes[fact] = { before: old, after: now }
  }
  return changes
}

const factNames = [
  "code",
  "name",
  "kind",
  "parentId",
  "obligation",
  "isConfirmed",
  "note",
  "aliases",
  "startedOn",
  "endedOn",
  "endedReason",
  "position",
] as const satisfies readonly (keyof UnitFacts)[]
const comparable = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null))

/** Whether the unit would stand above itself. @param parentOf the parent of each unit after the change */
export function isInsideItself(unitId: string, parentOf: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>()
  for (let at = parentOf.get(unitId) ?? null; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
    if (at === unitId) return true
    seen.add(at)
  }
  return false
}

export type UnitNode<Item> = { unit: Item; children: UnitNode<Item>[] }

/** Units below their parents, in the order given. A unit whose parent is not in the list stands at the top. */
export function treeOf<Item extends { id: string; parentId: string | null }>(units: readonly Item[]): UnitNode<Item>[] {
  const nodes = new Map(units.map((unit) => [unit.id, { unit, children: [] as UnitNode<Item>[] }]))
  const roots: UnitNode<Item>[] = []
  for (const node of nodes.values()) {
    const parent = node.unit.parentId === null ? undefined : nodes.get(node.unit.parentId)
    if (parent) parent.children.push(node)
    else roots.push(node)
  }
  return roots
}

/** The units that match, with everything above them, so that the tree still says where they stand. */
export function withAncestors<Item extends { id: string; parentId: string | null }>(
  all: readonly Item[],
  matches: (unit: Item) => boolean,
): Item[] {
  const byId = new Map(all.map((unit) => [unit.id, unit]))
  const kept = new Set<string>()
  for (const unit of all.filter(matches))
    for (let at: Item | undefined = unit; at && !kept.has(at.id); at = at.parentId ? byId.get(at.parentId) : undefined)
      kept.add(at.id)
  return all.filter((unit) => kept.has(unit.id))
}
