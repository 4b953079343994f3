import type { Day } from "#shared/day.ts"

export type SuccessionKind = "merge" | "split" | "rename"
/** A unit that is there, or one that begins with the change. */
export type Successor = { unitId: string } | { name: string; code: string | null }
export type SuccessionInput = {
  kind: SuccessionKind
  onDay: Day
  reason: string
  fromUnitIds: readonly string[]
  to: readonly Successor[]
}
