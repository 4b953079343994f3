import type { NamedTarget } from "#features/plans/plan-change.ts"

import type { NamesOf } from "./typed-change.ts"

type Named = { id: string; name: string }

/** Reads what a select of units posts, with the name that the unit has today. */
export function nameTargets({ units, groups }: { units: readonly Named[]; groups: readonly Named[] }): NamesOf {
  const known = new Map<string, NamedTarget>([
    ...units.map(({ id, name }) => [`unit:${id}`, { unitId: id, name }] as const),
    ...groups.map(({ id, name }) => [`group:${id}`, { unitGroupId: id, name }] as const),
  ])
  return (value) => known.get(value)
}
