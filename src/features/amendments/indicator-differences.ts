import type { ComparedField, IndicatorPatch } from "#features/plans/plan-change.ts"
import { targetsInWords } from "./typed-change.ts"

export type ShownDifference = { field: ComparedField | "targets" | "unitOfMeasure"; before: string; after: string }

const fields = ["title", "unitOfMeasure", "targets"] as const

/** What differs between two states of an indicator, as text to be set side by side; what `after` does not name stays as it was. */
export const indicatorDifferences = (before: IndicatorPatch, after: IndicatorPatch): ShownDifference[] =>
  fields
    .filter((field) => after[field] !== undefined)
    .map((field) => ({ field, before: shown(before, field), after: shown(after, field) }))
    .filter((each) => each.before !== each.after)

const shown = (facts: IndicatorPatch, field: (typeof fields)[number]): string =>
  field === "targets" ? targetsInWords(facts.targets ?? []) : (facts[field] ?? "")
