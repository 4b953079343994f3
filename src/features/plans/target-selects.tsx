import { useSay } from "#ui/language.tsx"
import type { DutyTarget } from "./duties.ts"

type Choice = { id: string; name: string }
export type TargetChoices = { units: readonly Choice[]; groups: readonly Choice[] }

/** What a select of `TargetSelects` posts. */
export const targetValue = (target: DutyTarget): string =>
  "unitId" in target ? `unit:${target.unitId}` : `group:${target.unitGroupId}`

export const targetsOf = (values: readonly string[]): DutyTarget[] =>
  values
    .filter(Boolean)
    .map((value) => (value.startsWith("group:") ? { unitGroupId: value.slice(6) } : { unitId: value.slice(5) }))

/** Places for units with a duty; a collective name takes one. One place more than there are units, at least four. */
const FEWEST_PLACES = 4

export function TargetSelects({
  name,
  label,
  choices,
  chosen,
}: {
  name: string
  label: string
  choices: TargetChoices
  chosen: readonly DutyTarget[]
}) {
  const say = useSay()
  const places = Array.from({ length: Math.max(FEWEST_PLACES, chosen.length + 1) }, (_, index) => index + 1)
  return places.map((place) => (
    <select
      key={place}
      name={name}
      aria-label={`${label} ${place}`}
      defaultValue={chosen[place - 1] ? targetValue(chosen[place - 1]!) : ""}
    >
      <option value="">{say("editTasks.empty")}</option>
      <TargetOptions choices={choices} />
    </select>
  ))
}

/** Collective names first, then units, as the options of any select that posts a `targetValue`. */
export function TargetOptions({ choices }: { choices: TargetChoices }) {
  const say = useSay()
  return (
    <>
      <optgroup label={say("nav.unitGroups")}>
        {choices.groups.map((group) => (
          <option key={group.id} value={`group:${group.id}`}>
            {group.name}
          </option>
        ))}
      </optgroup>
      <optgroup label={say("nav.units")}>
        {choices.units.map((unit) => (
          <option key={unit.id} value={`unit:${unit.id}`}>
            {unit.name}
          </option>
        ))}
      </optgroup>
    </>
  )
}
