import type { PlaceName } from "#platform/official-documents/template-places.ts"
import type { AdvisedPlace } from "#platform/official-documents/template-reading.ts"
import { folded } from "#shared/folded.ts"
import type { Say, Word } from "#ui/words.ts"
import type { TemplateState } from "./document-template.ts"

/** Keys of the catalogue have no diacritics. */
const key = (name: PlaceName): string => folded(name).replaceAll(" ", "-")

export const placeInWords = (say: Say, name: PlaceName): string => say(`place.${key(name)}` as Word)
export const withoutInWords = (say: Say, name: AdvisedPlace): string => say(`placeMissing.${key(name)}` as Word)

export const stateTones = {
  tried: "accent",
  waiting: "warn",
  inForce: "good",
  past: "calm",
  discarded: "calm",
} as const satisfies Record<TemplateState, string>
