import type { DutyTarget } from "#features/plans/duties.ts"
import type { TaskInput } from "#features/plans/plan-input.ts"
import { folded } from "#shared/folded.ts"
import type { ReadTask } from "./plan-reading.ts"

/** Names that the organisation knows, folded: of units with all their other names, and of collective names. */
export type KnownNames = ReadonlyMap<string, DutyTarget>
/** What a person said of a name that no unit has: "unit:…", "group:…", or "text". */
export type ChosenNames = Readonly<Record<string, string>>

export type AgencyName = { name: string; key: string; count: number; target: DutyTarget | null; choice: string | null }

/** Every agency's name of the tasks, most frequent first, with what it means. Accents, case and punctuation do not matter. */
export function agencyNames(tasks: readonly ReadTask[], known: KnownNames, chosen: ChosenNames): AgencyName[] {
  const found = new Map<string, AgencyName>()
  for (const name of tasks.flatMap((task) => [...task.leads, ...task.coordinating])) {
    const key = folded(name)
    const seen = found.get(key)
    if (seen) seen.count++
    else found.set(key, { name, key, count: 1, target: targetOf(key, known, chosen), choice: chosen[key] ?? null })
  }
  return [...found.values()].sort((a, b) => b.count - a.count)
}

/** A person's choice goes before what the name says by itself. */
function targetOf(key: string, known: KnownNames, chosen: ChosenNames): DutyTarget | null {
  const choice = chosen[key]
  if (choice === "text") return null
  return (choice ? chosenTarget(choice) : undefined) ?? known.get(key) ?? null
}

export function chosenTarget(choice: string): DutyTarget | undefined {
  const [, kind, id] = /^(unit|group):([0-9a-f-]{36})$/.exec(choice) ?? []
  if (!id) return undefined
  return kind === "group" ? { unitGroupId: id } : { unitId: id }
}

/** The tasks with the units that their names mean: these get assignments when the plan is taken in. */
export function withTargets(tasks: readonly ReadTask[], known: KnownNames, chosen: ChosenNames): TaskInput[] {
  const targets = (names: readonly string[]): DutyTarget[] => {
    const found = names.flatMap((name) => targetOf(folded(name), known, chosen) ?? [])
    const seen = new Set<string>()
    return found.filter((target) => {
      const id = "unitId" in target ? target.unitId : target.unitGroupId
      return !seen.has(id) && seen.add(id)
    })
  }
  return tasks.map((task) => ({
    ...task,
    leadTargets: targets(task.leads),
    coordinatingTargets: targets(task.coordinating),
    children: withTargets(task.children, known, chosen),
  }))
}
