import type { Role } from "#shared/actor.ts"
import type { Day } from "#shared/day.ts"

export const kinds = [
  "report",
  "explain",
  "opinion",
  "step",
  "sampleItem",
  "entryCheck",
  "proposal",
  "submission",
  "version",
  "held",
] as const
/** What a person can have in hand in a unit; what `moves` carries their name, all else belongs to the unit and stays with it. */
export type InHandKind = (typeof kinds)[number]
export type InHand = { kind: InHandKind; subjectId: string; title: string; dueOn: Day | null; moves: boolean }

/** Where a thing is worked on; null where it has no page of its own. */
export function pathOf({ kind, subjectId }: Pick<InHand, "kind" | "subjectId">): string | null {
  if (kind === "report" || kind === "entryCheck") return `/bao-cao/${subjectId}`
  if (kind === "explain" || kind === "sampleItem") return `/kiem-tra-mau/${subjectId}`
  if (kind === "opinion") return `/y-kien/${subjectId}`
  if (kind === "step") return `/ke-hoach-don-vi/${subjectId}`
  if (kind === "proposal") return `/de-nghi/${subjectId}`
  if (kind === "submission") return `/to-trinh/${subjectId}`
  return kind === "held" ? "/nhap-ke-hoach" : null
}

/** Seats that work on what the whole unit owes: its reports, opinions and explanations. */
export const worksForUnit = (role: Role): boolean => ["reporter", "head", "planOffice", "director"].includes(role)
/** Seats that take in plans. */
export const takesInPlans = (role: Role): boolean => ["planOffice", "director", "administrator"].includes(role)

export type Candidate = { id: string; name: string; roles: readonly Role[] }

/** Who goes on, unless somebody is chosen: another person of the unit with the same role; null when there is none. */
export const suggestedSuccessor = (candidates: readonly Candidate[], role: Role): string | null =>
  candidates.find((each) => each.roles.includes(role))?.id ?? null

/** What counts as a unit's own people: somebody who writes its report, somebody who answers for it. */
export const writerRoles = ["reporter", "planOffice"] as const
export const headRoles = ["head", "director"] as const
