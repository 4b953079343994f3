/** The seats of docs/glossary.md: what a person may do comes from the seat that they act in, never from the person. */
export const roles = [
  "reporter",
  "head",
  "planOffice",
  "director",
  "confirmer",
  "leadership",
  "finance",
  "homeAffairs",
  "inspector",
  "administrator",
] as const
export type Role = (typeof roles)[number]

/** `confirms`: the unit is named to confirm tasks of others. */
export type Seat = { id: string; role: Role; unitId: string; unitName: string; isActing: boolean; confirms?: boolean }

/** Who acts, and in which seat. A person with several seats switches between them; the history names the seat. */
export type Actor = { personId: string; name: string; seat: Seat; seats: readonly Seat[] }

/** The program itself, for jobs and for loading the demonstration. It holds no seat and passes no permission of people. */
export type SystemActor = { personId: null; name: "system"; seat: null; seats: readonly Seat[] }

export const system: SystemActor = { personId: null, name: "system", seat: null, seats: [] }

export const actsAs = (actor: Actor | SystemActor, ...wanted: Role[]): boolean =>
  actor.seat !== null && wanted.includes(actor.seat.role)

/** Acts in one of the roles, and for this very unit. */
export const actsFor = (actor: Actor | SystemActor, unitId: string, ...wanted: Role[]): boolean =>
  actsAs(actor, ...wanted) && actor.seat?.unitId === unitId
