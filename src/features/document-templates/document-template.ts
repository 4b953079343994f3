import { type Day, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"

/** The documents of a plan that a template of the province can lay out. */
export const documentKinds = ["consolidatedReport", "unitReport", "lateUnits", "submission", "review"] as const
export type DocumentKind = (typeof documentKinds)[number]
export const documentKindOf = (text: string | undefined): DocumentKind | undefined =>
  documentKinds.find((kind) => kind === text)

/** One version. Without a file it says: back to the layout of the program. */
export type TemplateVersion = {
  id: string
  version: number
  hasFile: boolean
  /** Both null while it is only tried. */
  fromOn: Day | null
  inForceAt: Date | null
  discardedAt: Date | null
}

/**
 * The version that lays out a document whose content was fixed at an instant: among those put in force until then, the one whose first day is
 * the latest until that day; of the same day the one put in force last. Undefined: the layout of the program.
 * A later version changes nothing about an earlier document.
 */
export function versionFor<Version extends TemplateVersion>(
  versions: readonly Version[],
  made: { at: Date; on: Day },
): Version | undefined {
  const eligible = versions.filter(
    ({ fromOn, inForceAt, discardedAt }) =>
      !discardedAt && fromOn !== null && inForceAt !== null && fromOn <= made.on && inForceAt <= made.at,
  )
  return eligible.sort(
    (a, b) =>
      b.fromOn!.localeCompare(a.fromOn!) || b.inForceAt!.getTime() - a.inForceAt!.getTime() || b.version - a.version,
  )[0]
}

export type TemplateState = "tried" | "waiting" | "inForce" | "past" | "discarded"

export function stateOf<Version extends TemplateVersion>(
  version: Version,
  all: readonly Version[],
  now: { at: Date; on: Day },
): TemplateState {
  if (version.discardedAt) return "discarded"
  if (version.fromOn === null) return "tried"
  if (version.fromOn > now.on) return "waiting"
  return versionFor(all, now)?.id === version.id ? "inForce" : "past"
}

/** A version is put in force once, and taken away only before its first day: no document was made with it by then. */
export const canPutInForce = (state: TemplateState): boolean => state === "tried"
export const canDiscard = (state: TemplateState): boolean => state === "tried" || state === "waiting"

/** The first day as typed: empty is today; a past day would change documents that are out already. */
export function firstDay(typed: string, today: Day): Outcome<Day> {
  if (typed.trim() === "") return done(today)
  const day = parseDay(typed)
  if (!day) return refused("form.noDay", { field: "fromOn", values: { text: typed } })
  if (day < today) return refused("documentTemplate.fromInPast", { field: "fromOn" })
  return done(day)
}
